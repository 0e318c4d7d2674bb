"""Words that are said about everything and by themselves ask for nothing, in five languages."""

from crm.spelling import name_key

WORDS = """
я ти ви ми він вона воно вони мене мені мій моя моє моєї моєму моїй моїм тебе тобі вас вам вами ваш ваша ваші у в на до
з із зі від для по про за над під при без через між о об а і й та або але чи що щоб як яка який яке які якої якому коли
де куди звідки чому скільки хто кого кому це ця цей ті той так ні не нема є був була було буде будете будемо бути буду
можна можу може можете треба потрібно потрібна потрібен потрібне потрібні хочу хотів хотіла хочеться прошу будь ласка
підкажіть скажіть розкажіть допоможіть дайте дякую спасибі привіт вітаю добрий доброго добре добридень день дня ранок
ранку вечір вечора здрастуйте ок окей ага гаразд зараз сьогодні завтра вже ще тільки дуже трохи скоро потім тоді там тут
все всі всім ось ну якщо робити зробити маю мати нам нас наш собі себе свій своє раз взагалі питання клініка клініці
вашій прийду йду чекаю зрозуміло звісно чудово супер класно побачення бувайте вибачте перепрошую доброї ночі година
годину справи справ гарного чекати чекала чекав чекали

меня мне мой моя моё мои тебя тебе вы мы он она они ему ей их у в на до с со из от для по про за над под при без через
между или но что чтобы как какая какой какое какие какую когда где куда откуда почему сколько кто это эта этот тот да
нет не есть был была было будет будете быть буду можно могу может можете нужно нужна нужен нужны надо хочу хотел хотела
хочется прошу пожалуйста подскажите скажите расскажите помогите дайте спасибо привет здравствуйте добрый доброе утро
вечер ок окей ага ладно хорошо сейчас сегодня завтра уже ещё только очень немного скоро потом тогда там тут всё все вот
ну если ли бы делать сделать имею нам нас наш себе свой раз вообще вопрос клиника клинике вашей день дня приду иду жду
понятно конечно отлично супер класс свидания извините час часов дела ждать ждала ждал ждали

i me my you your we us our he she it its they them the a an of in on at to for from by with without about and or but not
no yes is are am was were be been will would can could do does did how what which when where why who whom if so please
thanks thank hello hi hey good morning evening ok okay now today tomorrow just only very need want like have has get got
there here this that tell know let any some all soon later bye sorry great fine welcome see im i'm don't you're day
clinic much care should

ja ty wy my on ona ono oni mi mnie moja moje mój ci cię was wam w we na do z ze od dla po o za nad pod przy bez przez
między i a lub ale czy co żeby jak jaka jaki jakie kiedy gdzie dokąd skąd dlaczego ile kto kogo komu to ta ten tak nie
jest są był była było będzie być mogę może można trzeba chcę chciałbym chciałabym proszę dziękuję cześć dzień dobry
dobrze ok teraz dziś dzisiaj jutro już jeszcze tylko bardzo zaraz potem tam tu wszystko się mam mieć nas nasz pani pan
powiedzieć

io tu lei noi voi mi me mio mia ti suo sua vi ci un uno una il lo la i gli le di a da in con su per tra fra del della
dei delle al alla ai dal dalla nel nella sul e o ma non sì no è sono era sarà essere posso può potete devo vorrei voglio
che cosa come quale quali quando dove perché quanto quanti chi questo questa se si ho avere ha avete fare faccio fate
c'è ciao buongiorno buonasera salve grazie prego favore ok adesso oggi domani già ancora solo molto poi qui lì tutto
bene presto scusi
"""
EVERYDAY = frozenset(name_key(WORDS).split())

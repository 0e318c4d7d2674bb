"""Words after which nobody should wait for a bot: in five languages, whatever language the chat is in.

Rather once too often than once too seldom: the answer is a phone number, and the conversation goes on.
"""

import re
import unicodedata

from reception.typed import plain

# "…" is any ending; "/" stands between words that are as good as each other; "|" between words with at most
# 20 characters in between, "+" the same in either order. Accents don't count. "груд…" would be December as well,
# "zawał…" somebody buried in work, "bambin…|viola" a child whose name is Viola.
PHRASES = """
швидк…|допомог… виклик…/виклич…/потрібна+швидку/швидка/швидкої виклик…/виклич…/наберіть|103/112 рятуйте
інфаркт… інсульт… серцев…|напад/біль непритомн… знепритомн… зомлі… втра…|свідом… без|свідом… не|приходить|тями
не|дихає/дише/прокидається/реагує/рухається/ворушиться не|можу/може|дихати дихати+важко/тяжко/нічим/нечим/боляче/болить
перест…|дихати задиха… задихну… важко/тяжко+дихає/дише нема/немає/без|пульсу паралізува… ударил…/вдарил…|струмом/током
біль/бол…/тисне/стиска…/здавил…/пече+груди/грудях/грудей/грудьми/грудин…/грудна/грудну/грудній
біль/болить/болі/коле/тисне/стиска…/зупин…+серц… перекос…/перекрив…/скривил…+обличчя/рот
віднял…/відібрал…|мов…/рук…/ног… посині…/синіє/синіють+дитин…/дитя/син/донька/дочка/малюк/немовля/губи/обличчя
кровотеч… стіка…|кров'ю кров|не|зупин…/спиня… не|зупин…/спиня…|кров кров|ллється/хлище/хлеще/юшить/фонтаном
судоми судомах захлинув… захлинул… набряк|квінке утопив… утопил… втопив… втопил… збил…|машин… випав/випала|вікна
отруїв… отруїла… отруєн… передозув… наковта…|табл… проковтну…|батарейк… втрат…|крові
самогубств… суїцид… хочу|померти/вмерти/умерти/здохнути не|хочу|жити жити|не|хочу вбити/вб'ю/убити/уб'ю|себе
покінчити|собою поріза…/переріза…/розріза…/ріжу+вени/вену накласти/наклав/наклала|руки повіситис… повішус… повісивс…
повісилас… анафілак… помирає помираю вмирає вмираю подавився подавилася вдавився вдавилася

скорую скорая|помощь скорой|помощи нужна|скорая вызов…/вызыва…/наберите|103/112 спасите
инфаркт… инсульт… сердечн…|приступ/боль без|сознани… потер…|сознани… теря…|сознани… упал…|обморок не|приходит|себя
не|дышит/просыпается/реагирует/двигается/шевелится не|могу/может|дышать дышать+тяжело/трудно/нечем/больно тяжело|дышит
перест…|дышать задыха… задохну… нет/без|пульса парализова… ударил…|током
боль/бол…/давит/сдавил…/сжимает/жжет+груди/грудь/грудью/грудин…/грудной/грудная
боль/боли/болит/болел…/колет/давит/сжимает/останов…+сердц… перекос…/перекрив…+лицо/рот отнял…|речь/рук…/ног…
посине…/синеет/синеют+ребен…/сын/дочь/дочка/доченька/малыш/младенец/губы/лицо
кровотечени… истека…|кровью кровь|не|останавл… не|останавл…/остановить|кровь кровь|льется/хлещет/фонтаном потер…|крови
судороги судорогах захлебнул… отек|квинке утонул… утопил… сбил…|машин… выпал…|окна
отравил… отравлени… передозиров… наглота…|табл… проглоти…|батарейк…
самоубийств… суицид… хочу|умереть/сдохнуть не|хочу|жить жить|не|хочу убить/убью|себя покончить|собой
пореза…/перереза…/вскры…/режу+вены/вену наложить|руки повеситься повешусь повесился повесилась
анафилак… умирает умираю подавился подавилась

ambulance… call/dial|911/999 is/it's/its|an|emergency
heart|attack/stopped heart+hurts/hurting/pain/pains cardiac|arrest stroke unconscious passed|out fainted collapsed
not/isn't/isnt/stopped|breathing not/isn't/isnt|moving can't/cannot/cant/hard/hurts/struggl…|breathe
hurts/painful|breathing shortness|breath no|pulse won't/wont/can't/doesn't|wake paraly… face/mouth+droop…/crooked
electrocut… hit|by|car chest+pain/pains/painful/hurts/hurting/aches/heavy/tight/tightness/pressure/squeez…
bleeding+severe/severely/heavily/heavy bleeding/blood|won't/wont/not/doesn't|stop won't/wont/can't|stop|bleeding
bleeding|out baby/child/kid/son/daughter/he/she/lips/face|turn…/went/gone|blue lips|blue
seizure… poisoned poisoning overdos… swallow…|battery suicid… kill|myself/himself/herself want/wanna|die
don't/dont|want/wanna|live end|my|life slit/slashed/cut/cutting+wrist/wrists/veins hang/hanged|myself/himself/herself
is/am/i'm|dying anaphyla… choking drowning drowned

karetk… pogotowi… wezwij…/wezwać/wezwę|112/999 ratunku
zawał zawału zawałem zawale udar udaru udarem wylew wylewu nieprzytomn… straci…/traci/utraci…|przytomn… zemdla… omdla…
nie|oddycha… nie|mogę/może|oddychać/oddechu przesta…|oddychać oddycha…+trudno/ciężko/boli brak…|tchu/oddechu/powietrza
duszę|się się|duszę dusi|się się|dusi zadławi… zakrztusi… dławi…|się nie|ma|pulsu/tętna nie|rusza|się nie|reaguje/budzi
ból/bóle/boli/bolą/ucisk/ściska/gniecie/piecze/kłuje+klatce/klatka/klatkę/piersiach/mostku sparaliżowa…
ból/bóle/boli/kłuje/stanęło/zatrzyma…+serce/serca/sercu zatrzyma…|krążenia wykrzywi…/krzywa/krzywe+twarz/usta/buzia
sinieje/zsinia…/posinia…/sina/siny/sine+dzieck…/syn/córka/niemowlę/usta/twarz
krwotok… krwawi… krwi|nie|zatamować krew|nie|przestaje/zatrzyma…/zatamować krew|leje/tryska/sika
drgawk… zatruc… zatruł… przedawkow… połkn…|bateri… poraził…|prąd topi/utopi…|się potrąci…|samoch…/auto
samobój… chcę|umrzeć nie|chcę|żyć żyć|nie|chcę zabić/zabiję|się się|zabić/zabiję powiesi…|się odebrać|życie
podci…/poci…/przeci…|żyły/żyłę anafilak… umiera…

ambulanz… chiama/chiamate/chiamare|118 chiamate|112
infart… ictus attacco|cuore/cardiaco svenut… svien… priv…|sensi perso/perde/perdere/perdendo|sensi/conoscenza
incoscient… non|respira/respirava/respiro non|riesc…|respirare smesso|respirare fatica|respirare
male/dolore|respiro/respira/respirare manca|aria/fiato/respiro soffoc… senza|polso non|muove/sveglia/risveglia
paralizzat… bocca/viso/faccia|stort… folgorat…
dolor…/male/mal/fitt…+petto/cuore oppressione/pressione/stretta/peso/morsa+petto arresto|cardiaco fermato+cuore
diventa…/diventando|blu/viola/cianotic… labbra/viso|blu/viola cianotic…
emorragi… sanguina… non|smette/ferma|sangu… sangue|non|ferma/smette perde/perdo/perdendo|sangue
convulsion… crisi|epilettica avvelen… overdose ingoiat…|pila/batteria annegat… annegando
suicid… voglio|morire non|voglio|vivere farla|finita uccidermi ammazzarmi ammazzo tagliat…/tagliarmi/taglio|vene/polsi
anafila… sta/sto|morendo muoio
"""
ALONE = re.compile(r"\W*(?:103|112|118|911|999|sos)\W*")  # numbers that people know from home, and nothing beside
LONGEST = 4096  # characters: Telegram's own limit
WITHOUT_MARK = str.maketrans("ł", "l")  # the one letter that Unicode doesn't take apart


def _simple(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold()).translate(WITHOUT_MARK)
    return "".join(char for char in apart if not unicodedata.combining(char))


def _pattern(phrase: str) -> str:
    one, either_order, other = phrase.partition("+")
    if either_order:
        return f"{_pattern(f'{one}|{other}')}|{_pattern(f'{other}|{one}')}"
    return r".{0,20}?\b".join(rf"(?:{_word(word)})\b" for word in phrase.split("|"))


def _word(word: str) -> str:
    return re.escape(word).replace("/", "|").replace("…", r"\w*")


_EMERGENCY = re.compile(rf"\b(?:{'|'.join(map(_pattern, _simple(PHRASES).split()))})", re.DOTALL)


def is_emergency(text: str) -> bool:
    """Whether the text speaks of a life in danger."""
    said = _simple(plain(text[:LONGEST]))
    return bool(ALONE.fullmatch(said) or _EMERGENCY.search(said))

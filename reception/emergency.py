"""Words after which nobody should wait for a bot: in five languages, whatever language the chat is in.

Rather once too often than once too seldom: the answer is a phone number, and the conversation goes on.
"""

import re
import unicodedata

from reception.typed import plain

# "…" is any ending; "/" stands between words that are as good as each other; "|" between words with at most
# 20 characters in between, "+" the same in either order. Accents don't count. "груд…" would be December as well.
PHRASES = """
інфаркт… інсульт… серцев…|напад/біль непритомн… знепритомн… зомлі… втра…|свідом… без|свідом… не|приходить|тями
не|дихає/дише не|можу|дихати важко/нічим/нечим|дихати перест…|дихати задиха… нема/немає|пульсу
біль/бол…/тисне/стиска…/здавил…/пече+груди/грудях/грудей/грудьми/грудин…/грудна/грудну/грудній
біль/болить/болі/коле/тисне/стиска…/зупин…+серц… перекос…|обличчя/рот віднял…|мов…
посині…/синіє/синіють+дитин…/дитя/син/донька/дочка/малюк/немовля/губи/обличчя
кровотеч… стіка…|кров'ю кров|не|зупин… судоми судомах захлинув… захлинул… набряк|квінке
отруїв… отруїла… отруєн… передозув… наковта…|табл… проковтну…|батарейк…
самогубств… суїцид… хочу|померти вбити|себе покінчити|собою
анафілак… помирає помираю вмирає вмираю подавився подавилася вдавився вдавилася

инфаркт… инсульт… сердечн…|приступ/боль без|сознани… потер…|сознани… теря…|сознани… упал…|обморок не|приходит|себя
не|дышит не|могу|дышать тяжело/трудно/нечем|дышать перест…|дышать задыха… нет|пульса
боль/бол…/давит/сдавил…/сжимает/жжет+груди/грудь/грудью/грудин…/грудной/грудная
боль/боли/болит/болел…/колет/давит/сжимает/останов…+сердц… перекос…|лицо/рот отнял…|речь
посине…/синеет/синеют+ребен…/сын/дочь/дочка/доченька/малыш/младенец/губы/лицо
кровотечени… истека…|кровью кровь|не|останавл… судороги судорогах захлебнул… отек|квинке
отравил… отравлени… передозиров… наглота…|табл… проглоти…|батарейк…
самоубийств… суицид… хочу|умереть убить|себя покончить|собой
анафилак… умирает умираю подавился подавилась

heart|attack/stopped heart+hurts/pain cardiac|arrest stroke unconscious passed|out fainted collapsed
not|breathing stopped|breathing can't/cannot/cant/hard/struggl…|breathe no|pulse won't/wont/can't|wake
chest+pain/hurts/heavy/tight/tightness/pressure/squeez… bleeding+severe/heavily/heavy won't|stop|bleeding
baby/child/kid/son/daughter/he/she/lips/face|turn…/went/gone|blue lips|blue
seizure… poisoned poisoning overdos… swallow…|battery suicid… kill|myself want|to|die
is/am/i'm|dying anaphyla… choking drowning

zawał… udar udaru udarem nieprzytomn… straci…|przytomn… zemdla…
nie|oddycha… nie|mogę|oddychać przesta…|oddychać trudno/ciężko|oddychać duszę|się dusi|się nie|ma|pulsu
ból/boli/ucisk/ściska/gniecie/piecze+klatce/klatka/piersiach/mostku
ból/bóle/boli/kłuje/stanęło/zatrzyma…+serce/serca/sercu zatrzyma…|krążenia
sinie…/zsinia…/posinia…+dzieck…/syn/córka/niemowlę/usta/twarz
krwotok… krwawi… drgawk… zatruc… zatruł… przedawkow… połkn…|bateri…
samobój… chcę|umrzeć zabić|się anafilak… umiera…

infarto ictus svenut… priv…|sensi perso|conoscenza
non|respira… non|riesco|respirare smesso|respirare fatica|respirare soffoc… senza|polso
dolore/male/pressione/oppressione/stretta+petto/cuore arresto|cardiaco fermato+cuore
bambin…/bimb…/figli…/neonat…/labbra/viso|blu/viola cianotic…
emorragi… sanguina… convulsion… avvelen… overdose ingoiat…|pila/batteria
suicid… voglio|morire uccidermi anafila… sta|morendo
"""
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
    return bool(_EMERGENCY.search(_simple(plain(text[:LONGEST]))))

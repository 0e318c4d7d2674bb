"""Words after which nobody should wait for a bot: in five languages, whatever language the chat is in.

Rather once too often than once too seldom: the answer is a phone number, and the conversation goes on.
"""

import re

from reception.typed import plain

# "…" is any ending; "|" stands between words with at most 20 characters in between.
PHRASES = """
інфаркт… інсульт… серцев…|напад непритомн… знепритомн… втра…|свідом… не|дихає не|можу|дихати важко|дихати задиха…
біль|груд… бол…|груд… груд…|бол… кровотеч… стіка…|кров'ю судоми судомах отруїв… отруїла… отруєн… передозув… самогубств…
суїцид… хочу|померти вбити|себе покінчити|собою анафілак… помирає помираю вмирає вмираю подавився подавилася вдавився

инфаркт… инсульт… сердечн…|приступ без|сознани… потер…|сознани… теря…|сознани… не|дышит не|могу|дышать тяжело|дышать
задыха… боль|груди бол…|груди груд…|бол… кровотечени… истека…|кровью судороги судорогах отравил… отравлени…
передозиров… самоубийств… суицид… хочу|умереть убить|себя покончить|собой анафилак… умирает умираю подавился подавилась

heart|attack stroke unconscious passed|out not|breathing can't|breathe cannot|breathe cant|breathe chest|pain
chest|hurts pain|chest heavy|bleeding severe|bleeding bleeding|heavily seizure… poisoned poisoning overdos… suicid…
kill|myself want|to|die is|dying am|dying i'm|dying anaphyla… choking

zawał… udar udaru udarem nieprzytomn… straci…|przytomn… nie|oddycha… nie|mogę|oddychać duszę|się dusi|się ból|klatce
boli|klatce krwotok… krwawi… drgawk… zatruc… zatruł… przedawkow… samobój… chcę|umrzeć zabić|się anafilak… umiera…

infarto ictus svenut… priv…|sensi perso|conoscenza non|respira… non|riesco|respirare soffoc… dolore|petto male|petto
emorragi… sanguina… convulsion… avvelen… overdose suicid… voglio|morire uccidermi anafila… sta|morendo
"""
LONGEST = 4096  # characters: Telegram's own limit


def _pattern(phrase: str) -> str:
    words = [re.escape(word).replace("…", r"\w*") for word in phrase.split("|")]
    return r".{0,20}?\b".join(rf"{word}\b" for word in words)


_EMERGENCY = re.compile(rf"\b(?:{'|'.join(map(_pattern, PHRASES.split()))})")


def is_emergency(text: str) -> bool:
    """Whether the text speaks of a life in danger."""
    return bool(_EMERGENCY.search(plain(text[:LONGEST]).casefold()))

"""The day said in a word: "двенадцатое мая", "twelfth of May", "dodici maggio"."""

from reception.dates.months import fold

RU = (
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат "
    "четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
)
UK = (
    "перш друг трет четверт пят шост сьом восьм девят десят одинадцят дванадцят тринадцят "
    "чотирнадцят пятнадцят шістнадцят сімнадцят вісімнадцят девятнадцят двадцят"
)
PL = (
    "pierwsz drugi trzeci czwart piąt szóst siódm ósm dziewiąt dziesiąt jedenast dwunast trzynast "
    "czternast piętnast szesnast siedemnast osiemnast dziewiętnast dwudziest"
)
EN = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
IT = (
    "primo due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove venti ventuno ventidue ventitre ventiquattro venticinque "
    "ventisei ventisette ventotto ventinove trenta trentuno"
)
THIRTY = {30: "тридцат тридцят trzydziest thirtieth"}
TENS = {20: "двадцать двадцять twenty", 30: "тридцать тридцять thirty"}
CYRILLIC_ENDINGS = "ое ого ый ой ий ье ьего е є ій ього его"
POLISH_ENDINGS = "ego y"


def _table() -> dict[str, int]:
    endings = (CYRILLIC_ENDINGS.split(), CYRILLIC_ENDINGS.split(), [*POLISH_ENDINGS.split(), ""], [""], [""])
    days = {
        fold(stem + ending): day
        for language, ends in zip((RU, UK, PL, EN, IT), endings, strict=True)
        for day, stem in enumerate(language.split(), 1)
        for ending in ends
    }
    every_end = [*CYRILLIC_ENDINGS.split(), *POLISH_ENDINGS.split(), ""]
    days |= {fold(stem + end): n for n, stems in THIRTY.items() for stem in stems.split() for end in every_end}
    return days | {fold(word): n for n, words in TENS.items() for word in words.split()}


DAYS = _table()


def day_in_words(word: str) -> int | None:
    return DAYS.get(fold(word))


def is_tens(day: int) -> bool:
    """Whether a unit may follow: "двадцать первое", "twenty-first", "dwudziestego pierwszego"."""
    return day in TENS

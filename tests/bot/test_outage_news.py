"""Reception hears of what lasts, once when it goes and once when it is back, and never of a hiccup."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.outage_news import HICCUP, OutageNews, told_to
from bot.outages import ACCESS, CRM, DATABASE, TELEGRAM, Outages
from clinic.model import Clinic, Languages

AT_TWO = datetime(2026, 11, 23, 14, 3, tzinfo=ZoneInfo("Europe/Kyiv")).timestamp()
CRM_GONE = (
    "⚠️ The clinic's system has not answered since 14:03. "
    "Patients cannot book online now and are given our phone number."
)
DATABASE_GONE = (
    "⚠️ The bot's database has not answered since 14:03. "
    "Patients get no answers now; what they write is answered when it is back."
)


class Afternoon:
    """14:03, what goes and comes, and what reception reads."""

    def __init__(self, clinic: Clinic) -> None:
        self.seconds, self.booted_at = 1000.0, AT_TWO - 1000.0
        self.outages = Outages(now=self._now, wall=lambda: self.booted_at + self.seconds)
        self.read: list[str] = []
        self.alarms: list[str] = []
        self.reachable = True
        self.news = OutageNews(self.outages, told_to(self._say, self._say_to_admins), clinic, now=self._now)

    async def passes(self, seconds: float) -> None:
        """Looked at every five seconds, as bot/wiring.py has it."""
        for _ in range(int(seconds / 5)):
            self.seconds += 5
            await self.news.look()

    def _now(self) -> float:
        return self.seconds

    async def _say(self, text: str) -> bool:
        if self.reachable:
            self.read.append(text)
        return self.reachable

    async def _say_to_admins(self, text: str) -> bool:
        if self.reachable:
            self.alarms.append(text)
        return self.reachable


@pytest.fixture
def afternoon(clinic: Clinic) -> Afternoon:
    english = Languages(offered=("en",), default="en", follow_telegram=("en",))
    return Afternoon(clinic.model_copy(update={"languages": english}))


async def test_the_clinic_s_system_goes_and_is_back(afternoon: Afternoon) -> None:
    afternoon.outages.went(CRM, "Unavailable")
    await afternoon.passes(12 * 60)
    assert afternoon.read == [CRM_GONE]
    afternoon.outages.back(CRM)
    await afternoon.passes(60)
    assert afternoon.read[1:] == ["✅ The clinic's system answers again, after 12 min."]


async def test_a_hiccup_is_not_worth_a_word(afternoon: Afternoon) -> None:
    for what in (CRM, DATABASE):
        afternoon.outages.went(what, "busy")
        await afternoon.passes(HICCUP - 5)
        afternoon.outages.back(what)
    await afternoon.passes(HICCUP * 2)
    assert afternoon.read == []


async def test_it_is_told_a_minute_after_it_went_with_the_time_when_it_went(afternoon: Afternoon) -> None:
    afternoon.outages.went(CRM, "Unavailable")
    await afternoon.passes(HICCUP - 5)
    assert afternoon.read == []
    await afternoon.passes(5)
    assert afternoon.read == [CRM_GONE]


@pytest.mark.parametrize("step", [-3600, 3600], ids=["back", "forward"])
async def test_a_clock_that_is_set_changes_neither_when_it_is_told_nor_how_long_it_was(
    afternoon: Afternoon, step: float
) -> None:
    afternoon.outages.went(CRM, "Unavailable")
    afternoon.booted_at += step
    await afternoon.passes(HICCUP - 5)
    assert afternoon.read == []
    await afternoon.passes(5)
    assert afternoon.read == [CRM_GONE]
    await afternoon.passes(9 * 60)
    afternoon.booted_at -= step
    afternoon.outages.back(CRM)
    await afternoon.passes(5)
    assert afternoon.read[1:] == ["✅ The clinic's system answers again, after 10 min."]


async def test_the_database_takes_the_built_in_system_with_it_in_one_line(afternoon: Afternoon) -> None:
    for what in (CRM, DATABASE):
        afternoon.outages.went(what, "refused")
    await afternoon.passes(185 * 60)
    assert afternoon.read == [DATABASE_GONE]
    for what in (CRM, DATABASE):
        afternoon.outages.back(what)
    await afternoon.passes(60)
    assert afternoon.read[1:] == ["✅ The bot's database answers again, after 3 h 5 min."]


async def test_the_database_is_back_and_the_system_is_not(afternoon: Afternoon) -> None:
    for what in (CRM, DATABASE):
        afternoon.outages.went(what, "refused")
    await afternoon.passes(HICCUP)
    afternoon.outages.back(DATABASE)
    await afternoon.passes(HICCUP - 5)
    assert afternoon.read == [DATABASE_GONE, "✅ The bot's database answers again, after 1 min."]
    await afternoon.passes(5)
    assert afternoon.read[2:] == [CRM_GONE]


async def test_what_could_not_be_said_is_said_later(afternoon: Afternoon) -> None:
    afternoon.reachable = False
    afternoon.outages.went(CRM, "Unavailable")
    await afternoon.passes(120)
    afternoon.reachable = True
    await afternoon.passes(60)
    assert afternoon.read == [CRM_GONE]


async def test_while_telegram_itself_is_away_nobody_is_called(afternoon: Afternoon) -> None:
    afternoon.outages.went(TELEGRAM, "no route")
    afternoon.outages.went(CRM, "Unavailable")
    await afternoon.passes(120)
    assert afternoon.read == []
    afternoon.outages.back(TELEGRAM)
    await afternoon.passes(5)
    assert afternoon.read == [CRM_GONE]


async def test_what_went_again_before_anybody_looked_is_one_outage(afternoon: Afternoon) -> None:
    afternoon.outages.went(CRM, "Unavailable")
    await afternoon.passes(300)
    afternoon.outages.back(CRM)
    afternoon.outages.went(CRM, "Unavailable")
    await afternoon.passes(300)
    afternoon.outages.back(CRM)
    await afternoon.passes(60)
    assert afternoon.read == [CRM_GONE, "✅ The clinic's system answers again, after 10 min."]


async def test_reception_reads_it_in_the_clinic_s_own_language(clinic: Clinic) -> None:
    ours = Afternoon(clinic)
    ours.outages.went(CRM, "Unavailable")
    await ours.passes(HICCUP)
    assert ours.read[0].startswith("⚠️ Система клініки не відповідає з 14:03.")


async def test_refused_credentials_are_one_alarm_at_once_and_one_word_when_they_are_right(afternoon: Afternoon) -> None:
    for _ in range(20):
        afternoon.outages.went(ACCESS, "the password is wrong")
        await afternoon.passes(5)
    (alarm,) = afternoon.alarms
    assert alarm.startswith("🔑 The clinic's system has refused to let the bot in since 14:03.")
    assert alarm.endswith("It says: the password is wrong")
    assert afternoon.read == [], "reception can do nothing about it, and hears of the system's silence as ever"
    await afternoon.passes(30)
    afternoon.outages.back(ACCESS)
    await afternoon.passes(5)
    assert afternoon.alarms[1:] == ["✅ The clinic's system lets the bot in again, after 2 min."]

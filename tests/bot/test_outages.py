"""One line when something goes and one when it is back, however many notice."""

import pytest

from bot.outages import CRM, DATABASE, Outages


class Watch:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def outages(watch: Watch) -> Outages:
    return Outages(now=watch, wall=watch)


def test_many_notice_and_one_line_is_said(outages: Outages, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(50):
        outages.went(DATABASE, "refused")
    assert [record.getMessage() for record in caplog.records] == ["The database has trouble: refused"]


def test_one_good_answer_among_bad_ones_brings_nothing_back(
    outages: Outages, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(20):
        outages.went(CRM, "Unavailable")
        watch.now += 1
        outages.back(CRM)
    assert len(caplog.records) == 1
    watch.now += 5
    outages.back(CRM)
    outages.back(CRM)
    assert [record.getMessage() for record in caplog.records][1:] == ["The clinic's system is well again after 25 s"]


def test_each_is_told_for_itself_and_to_who_listens(outages: Outages, watch: Watch) -> None:
    heard: list[tuple[str, bool]] = []
    outages.listeners.append(lambda what, *, away: heard.append((what, away)))
    outages.went(CRM, "x")
    outages.went(DATABASE, "x")
    assert outages.away == {CRM: 100.0, DATABASE: 100.0}
    watch.now += 10
    outages.back(CRM)
    assert outages.away == {DATABASE: 100.0}
    assert heard == [(CRM, True), (DATABASE, True), (CRM, False)]


def test_what_was_never_away_does_not_come_back(outages: Outages, caplog: pytest.LogCaptureFixture) -> None:
    outages.back(CRM)
    assert not caplog.records


def test_a_clock_that_is_set_back_changes_no_duration(caplog: pytest.LogCaptureFixture) -> None:
    watch, wall = Watch(), Watch()
    outages = Outages(now=watch, wall=wall)
    wall.now = 1_800_000_000
    outages.went(DATABASE, "refused")
    assert (outages.away, outages.begun) == ({DATABASE: 1_800_000_000}, {DATABASE: 100})
    watch.now += 30
    wall.now -= 3600 - 30
    outages.back(DATABASE)
    assert caplog.records[-1].getMessage() == "The database is well again after 30 s"
    assert outages.away == outages.begun == {}

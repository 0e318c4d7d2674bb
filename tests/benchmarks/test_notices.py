"""The parts of "Notices" run, small; how quickly is another matter."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.burst import Burst, Rush, Strict
from benchmarks.notices import Noticed, table
from benchmarks.wakeup import Woken, wake_ups

ON = date(2026, 11, 28)


async def test_a_wake_up_claims_what_is_due_with_few_visits_ahead_and_with_more(tmp_path: Path) -> None:
    urls = tuple(f"sqlite+aiosqlite:///{tmp_path / name}.db" for name in ("few", "many"))
    few, many = await wake_ups((urls[0], urls[1]), 2)
    assert (few.visits, many.visits) == (10_000, 20_000)
    assert min(few.full, few.empty, many.full, many.empty) > 0


def test_what_a_strict_telegram_refuses_takes_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("benchmarks.burst.time.perf_counter", lambda: now[0])
    strict = Strict(2)
    assert [strict.refuses("sendMessage") for _ in range(3)] == [False, False, True]
    assert not strict.refuses("editMessageText")
    now[0] += 1.0
    assert [strict.refuses("sendMessage") for _ in range(3)] == [False, False, True]
    assert strict.floods == 2


def test_all_at_the_limit_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("benchmarks.burst.time.perf_counter", lambda: now[0])
    strict = Strict(10)
    for _ in range(10):
        assert not any(strict.refuses("sendMessage") for _ in range(10))
        now[0] += 1.0
    assert strict.of_limit() == pytest.approx(1)


def test_both_sizes_and_both_databases_stand_in_the_table() -> None:
    woken = [Woken(10_000, 20, 0.5), Woken(1_000_000, 30, 0.6)]
    told = table(Noticed({"SQLite": woken}, {"SQLite": Burst(0.98, 0, 0.96, 1, 5, 10)}), Rush(), ON)
    assert "| SQLite | 1000000 | 30.0 | 1.50 | 0.60 |" in told
    assert "| SQLite | 0.980 | 0 | 0.960 | 1 | 5.0 | 10.0 | 2.00 |" in told

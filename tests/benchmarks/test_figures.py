"""What is counted and what stands in the table."""

import json
from datetime import date

from benchmarks.figures import Cell, Crowd, Size, Sql, Turn, middle
from benchmarks.report import as_json, markdown
from benchmarks.statements import sql_of
from benchmarks.whole import Results

ON = date(2026, 11, 22)
SIZE = Size(guests=1000, warm_up=1, alone=1, in_flight=1, rounds=3)
LOG = """\
2026-11-22 05:45:00.001 +0545 [7] LOG:  execute __asyncpg_stmt_1__: ;
2026-11-22 05:45:00.002 +0545 [7] LOG:  statement: BEGIN;
2026-11-22 05:45:00.003 +0545 [7] LOG:  execute __asyncpg_stmt_2__: SELECT accounts.id
\tFROM accounts
\tWHERE accounts.telegram_id = $1::BIGINT
2026-11-22 05:45:00.003 +0545 [7] DETAIL:  Parameters: $1 = '700'
2026-11-22 05:45:00.004 +0545 [8] LOG:  statement: BEGIN;
2026-11-22 05:45:00.005 +0545 [8] LOG:  execute __asyncpg_stmt_3__: UPDATE
\tinbox SET state=$1
2026-11-22 05:45:00.006 +0545 [7] LOG:  statement: ROLLBACK;
2026-11-22 05:45:00.007 +0545 [8] LOG:  statement: COMMIT;
2026-11-22 05:45:00.008 +0545 [9] LOG:  execute __asyncpg_stmt_4__: SELECT availability.first_at FROM availability
"""
BACKGROUND = "2026-11-22 05:45:00.009 +0545 [9] LOG:  execute __asyncpg_stmt_5__: SELECT bookings.key FROM bookings\n"


def cell(cpu: float, p99: float = 10) -> Cell:
    return Cell(cpu, 1, p99, cpu, 1, p99)


def turn(cpu: float, *, lost: int = 0, last: float = 2) -> Turn:
    return Turn(start=3, memory=200, cells={"c": cell(cpu)}, crowd=Crowd(1000, lost, 0, 1, last))


def results(ours: Turn) -> Results:
    turns = {("echo", "none"): turn(1), ("ours", "SQLite"): ours, ("twin", "SQLite"): turn(4, last=8)}
    return Results(turns, {"c": Sql(2, 4, 3, 9)}, SIZE, 3, "2 cores", 0.5)


def row(table: str, *begins: str) -> list[str]:
    (found,) = (line for line in table.splitlines() if line.startswith(f"| {' | '.join(begins)} |"))
    return [field.strip() for field in found.strip("|").split("|")]


def test_the_inbox_statements_are_counted_apart_and_each_message_to_the_server_is_a_round_trip() -> None:
    assert sql_of(LOG, 1) == Sql(statements=2, trips=5, inbox_statements=1, inbox_trips=3)


def test_many_taps_count_as_one_and_what_goes_on_in_the_background_does_not_count() -> None:
    assert sql_of(LOG * 50 + BACKGROUND * 20, 50) == sql_of(LOG, 1)


def test_the_median_is_told_of_each_figure_but_the_worst_of_what_was_lost() -> None:
    told = middle([turn(2, lost=1), turn(9), turn(3)])
    assert told.cells["c"].cpu == 3
    assert told.crowd.lost == 1


def test_ours_stands_beside_the_echo_and_the_twin() -> None:
    table = markdown(results(turn(1.2)), ON)
    ours = row(table, "(c) free times of a day, 24 buttons", "ours", "SQLite")
    assert ours[3:6] == ["1.20", "1.20", "0.30"]
    assert row(table, "ours", "SQLite", "0")[-1] == "0.25", "of the twin's time for a thousand at once"


def test_somebody_who_got_no_answer_stands_in_the_table() -> None:
    assert row(markdown(results(turn(1, lost=3)), ON), "ours", "SQLite", "3")


def test_the_same_is_kept_for_programs() -> None:
    kept = json.loads(as_json(results(turn(1.2)), ON))
    assert kept["on"] == "2026-11-22"
    assert kept["turns"]["ours SQLite"]["cells"]["c"]["cpu"] == 1.2
    assert kept["sql"]["c"]["trips"] == 4

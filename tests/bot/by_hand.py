"""What reception types, and what it reads then; visits of the small clinic (tests/clinic/small.py)."""

from tests.bot.commanding import Ended

MARTA = ("--phone", "050 110 00 01", "--name", "Левчук Марта Андріївна", "--born", "1991-04-17")
OREST = ("--phone", "+380501100001", "--name", "левчук орест", "--born", "2015-02-03")
WITH_SHEVCHUK = ("--doctor", "shevchuk", "--service", "visit", "--branch", "center")
WITH_MELNYK = ("--doctor", "melnyk", "--service", "visit", "--branch", "center")
WEDNESDAY = "2027-03-24"
MARTAS = f"1\t{WEDNESDAY} 10:00\tbooked\tЛевчук Марта Андріївна\t+380 50 110 00 01\tШевчук Олена\tПрийом\tЦентр\n"


def one_line(told: Ended, line: str) -> None:
    """Nothing else is said, and it ends with 1."""
    assert told == Ended(1, "", f"{line}\n")

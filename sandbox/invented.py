"""Whom one can be on the page: nobody's names, and numbers of the kind that nobody has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Invented:
    user_id: int
    first_name: str
    language_code: str
    phone: str | None
    about: str


PEOPLE = (
    Invented(5_000_000_101, "Олена", "uk", "+380501112233", "Олена Криниця, 39, Ukrainian"),
    Invented(5_000_000_102, "Daniel", "en", "+447911123456", "Daniel Fernsby, 45, English"),
)
MANAGERS = (
    Invented(5_000_000_201, "Iryna", "uk", None, "Answers patients"),
    Invented(5_000_000_202, "Taras", "uk", None, "Answers patients, too"),
)
ADMINS = (Invented(5_000_000_301, "Marta", "uk", None, "Runs the bot"),)

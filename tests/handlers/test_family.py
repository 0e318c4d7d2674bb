"""What the screens of the family say of a patient."""

from dataclasses import replace

from handlers.screens import family
from locales.words import words
from tests.reception.offers import ADULT, person


def test_whose_card_it_is_stands_with_the_patronymic_that_may_be_wrong() -> None:
    me = person(ADULT)
    patient = replace(me.patients[0], details=replace(me.patients[0].details, patronymic="Ivanivna"))
    for screen in (family.one(words("en"), me, patient), family.what_is_wrong(words("en"), patient)):
        assert screen.text.startswith(f"<b>{patient.details.name} Ivanivna</b>")

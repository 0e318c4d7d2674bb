"""A database belongs to one clinic's system: patient 17 of another one is somebody else."""

import pytest

from db.belonging import belong_to, owner_of
from db.database import Database
from db.unusable import DatabaseUnusable


async def test_it_belongs_to_whom_it_met_first(database: Database) -> None:
    assert await owner_of(database) is None
    for _ in range(2):
        await belong_to(database, "fhir at https://one.example")
    with pytest.raises(DatabaseUnusable, match=r"belong to fhir at https://one\.example, the settings name embedded"):
        await belong_to(database, "embedded")
    assert await owner_of(database) == "fhir at https://one.example"

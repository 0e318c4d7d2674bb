"""Its database: the same people, and the doctor with the same hours."""

from datetime import date, time

from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from benchmarks.twin.models import Base, Doctor, Hours, Patient, User
from benchmarks.twin.times import DayTap
from benchmarks.updates import FIRST_CHAT

DOCTOR = 1


async def open_twin(url: str, guests: int) -> None:
    """Fill an empty database."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(engine) as session:
        session.add_all(_user(guest) for guest in range(guests))
        week = [Hours(weekday=day, begins=time(10), ends=time(16)) for day in range(7)]
        session.add(Doctor(id=DOCTOR, name="Vasyl Petrenko", minutes=45, hours=week))
        await session.commit()
    await engine.dispose()


def day_tap(guest: int, today: date) -> str:
    """What the button of a day carries."""
    return DayTap(doctor=DOCTOR, on=today.toordinal() + 1 + guest % 28).pack()


def _user(guest: int) -> User:
    patient = Patient(name=f"Guest N{guest}", born_on=date(1987, 5, 12))
    return User(telegram_id=FIRST_CHAT + guest, language="uk", phone=f"+38067{guest:07}", patients=[patient])

"""Its one conversation: the free times of a doctor's day."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from aiogram import BaseMiddleware, F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message, TelegramObject
from aiogram.utils.keyboard import InlineKeyboardBuilder
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import selectinload

from benchmarks.twin.models import Appointment, Doctor, User

STEP = timedelta(minutes=15)
router = Router()


class DayTap(CallbackData, prefix="day"):
    doctor: int
    on: int


class TimeTap(CallbackData, prefix="time"):
    doctor: int
    at: int


class SessionMiddleware(BaseMiddleware):
    """One session a tap, with the user and their patients; committed once the handler is through."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def __call__(
        self, handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: Any
    ) -> Any:
        async with self._sessions() as session:
            known = select(User).where(User.telegram_id == data["event_from_user"].id)
            user = await session.scalar(known.options(selectinload(User.patients)))
            result = await handler(event, data | {"session": session, "user": user})
            await session.commit()
            return result


@router.callback_query(DayTap.filter(), F.message)
async def free_times(tap: CallbackQuery, callback_data: DayTap, session: AsyncSession, user: User) -> None:
    await tap.answer()
    wanted = select(Doctor).where(Doctor.id == callback_data.doctor).options(selectinload(Doctor.hours))
    doctor = (await session.scalars(wanted)).one()
    on = date.fromordinal(callback_data.on)
    midnight = datetime.combine(on, time())
    taken = await session.scalars(
        select(Appointment)
        .where(Appointment.doctor_id == doctor.id)
        .where(Appointment.starts_at >= midnight, Appointment.starts_at < midnight + timedelta(days=1))
    )
    builder = InlineKeyboardBuilder()
    for at in _free(doctor, on, list(taken)):
        builder.button(text=f"{at:%H:%M}", callback_data=TimeTap(doctor=doctor.id, at=int(at.timestamp()) // 60))
    builder.adjust(4)
    builder.row(
        InlineKeyboardButton(text="⬅️ Back", callback_data=f"doctor:{doctor.id}"),
        InlineKeyboardButton(text="🏠 Menu", callback_data="menu"),
    )
    text = f"<b>{doctor.name}</b>\n{on:%A %d %B}: which time suits {user.patients[0].name}?"
    if isinstance(tap.message, Message):
        await tap.message.edit_text(text, reply_markup=builder.as_markup())


def _free(doctor: Doctor, on: date, taken: list[Appointment]) -> list[datetime]:
    """The doctor's hours less the appointments."""
    free, length = [], timedelta(minutes=doctor.minutes)
    for hours in doctor.hours:
        at, ends = datetime.combine(on, hours.begins), datetime.combine(on, hours.ends)
        while hours.weekday == on.weekday() and at + length <= ends:
            if not any(at < visit.ends_at and visit.starts_at < at + length for visit in taken):
                free.append(at)
            at += STEP
    return free

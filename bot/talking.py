"""Around each handler: find out who speaks, acknowledge the tap, show the answer; nobody is left without one."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.flood import Flood, Pace
from bot.log import incident_code
from bot.vitals import Vitals
from crm.errors import CrmError
from handlers.in_order import InOrder
from handlers.screen import Answer, Button
from handlers.screens import menu
from handlers.show import GetPhoto, Panels, Photos, Shown, Stage, Telegram
from handlers.talk import Talk
from handlers.taps import Go, To
from handlers.weighty import weighty
from locales.words import words
from reception.desk import Desk
from reception.destinations import source
from reception.emergency import is_emergency
from reception.handoff.desk import Handoff
from reception.home_calls.desk import HomeCallDesk
from reception.people import Person
from reminders.answers import Answers

log = logging.getLogger(__name__)
Handler = Callable[[TelegramObject, dict[str, Any]], Coroutine[Any, Any, Answer | None]]
INTERIM_AFTER = 3.0  # seconds
PHOTO_WITHIN = 1.0  # seconds that a card waits for a picture that Telegram does not have yet
ACKNOWLEDGED_WITHIN = 1.0  # seconds after all else is done: by then the clock on the button has stopped by itself
LIMIT = 23.0  # seconds; the intake's own is longer, so that the person is told


class Talking:
    """Called around the handlers of messages and taps; other than private chats are left alone."""

    def __init__(
        self,
        telegram: Telegram,
        desk: Desk,
        notices: Answers,
        handoff: Handoff,
        home_calls: HomeCallDesk,
        panels: Panels,
        photos: Photos,
        get_photo: GetPhoto,
        is_away: Callable[[BaseException], bool],
        flood: Flood,
        vitals: Vitals,
        *,
        acknowledges: bool = True,
    ) -> None:
        """``acknowledges``: whether a tap's clock is still to be stopped; a webhook's answer does it (bot/web.py)."""
        self._telegram = telegram
        self._desk = desk
        self._notices = notices
        self._handoff = handoff
        self._home_calls = home_calls
        self._is_away = is_away
        self._flood = flood
        self._vitals = vitals
        self._acknowledges = acknowledges
        self._panels = panels
        self._photos = photos
        self._get_photo = get_photo

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
        assert isinstance(event, Message | CallbackQuery)  # registered for these two
        tap = event if self._acknowledges and isinstance(event, CallbackQuery) else None
        acknowledged = asyncio.create_task(_acknowledge(tap)) if tap else None
        try:
            if _private(event):
                await self._answer(handler, event, data)
        finally:
            if acknowledged:
                await asyncio.wait({acknowledged}, timeout=ACKNOWLEDGED_WITHIN)
                acknowledged.cancel()

    async def _answer(self, handler: Handler, event: Message | CallbackQuery, data: dict[str, Any]) -> None:
        tapped = isinstance(event, CallbackQuery) and weighty(event.data or "")
        album = event.media_group_id or "" if isinstance(event, Message) else ""
        pace = self._flood.count(event.from_user.id if event.from_user else 0, weighty=tapped, album=album)
        emergency = isinstance(event, Message) and is_emergency(event.text or event.caption or "")
        if pace is Pace.DOUBLE or (pace is Pace.SILENCE and not emergency):
            return
        talk = await self._talk(event)
        self._desk.tally.sees(talk.person.id)
        try:
            if emergency:
                await talk.stage.show(menu.emergency(talk.say, self._desk.clinic))
            if pace is not Pace.SILENCE and (answer := await self._heard(handler, event, data, talk, pace)):
                await talk.stage.ends_with(answer)
        except TelegramForbiddenError:
            log.info("a person has blocked the bot")
        except TelegramBadRequest as error:
            await talk.stage.ends_with(self._incident(talk, error))

    async def _heard(
        self, handler: Handler, event: Message | CallbackQuery, data: dict[str, Any], talk: Talk, pace: Pace
    ) -> Answer | None:
        """The handler's answer, or in its place what a person can do when there is none; None: it is shown already."""
        clinic = self._desk.clinic
        if pace is Pace.SAY_SO:
            return menu.too_fast(talk.say)
        limit = asyncio.timeout(LIMIT)
        try:
            async with limit:
                return await _patiently(talk, handler(event, data | {"talk": talk}))
        except TelegramAPIError:
            raise
        except CrmError as error:
            log.info("a patient is told that the clinic's system is silent: %s", type(error).__name__)
            return menu.clinic_silent(talk.say, clinic, _again(talk, event))
        except Exception as error:
            if self._is_away(error) and not limit.expired():
                raise  # the intake tries again once the database is back
            return self._incident(talk, error)

    def _incident(self, talk: Talk, error: Exception) -> Answer:
        """The same code for the person and for the log."""
        code = incident_code()
        self._vitals.incident()
        log.error("incident %s", code, exc_info=error, extra={"incident": code})
        return menu.trouble(talk.say, self._desk.clinic, code)

    async def _talk(self, event: Message | CallbackQuery) -> Talk:
        user = event.from_user
        assert user is not None  # only a channel's message has no sender, and only private chats come here
        person = await self._desk.people.arrive(user.id, self._desk.language(user.language_code), _source(event))
        tapped = event.message if isinstance(event, CallbackQuery) else None
        here = Shown(tapped.message_id, photo=bool(tapped.photo)) if isinstance(tapped, Message) else None
        stage = InOrder(self.stage(person, here))
        return Talk(person, words(person.language), self._desk, stage, self._notices, self._handoff, self._home_calls)

    def stage(self, person: Person, tapped: Shown | None = None) -> Stage:
        writes = self._handoff.has_group
        return Stage(self._telegram, person, tapped, self._panels, self._photos, self._photo, writes=writes)

    async def _photo(self, doctor: str) -> bytes | None:
        """A card without its picture is better than none."""
        try:
            async with asyncio.timeout(PHOTO_WITHIN):
                return await self._get_photo(doctor)
        except (CrmError, TimeoutError) as error:
            log.warning("the clinic's system gives no photo: %s", type(error).__name__)
            return None


async def _patiently(talk: Talk, work: Coroutine[Any, Any, Answer | None]) -> Answer | None:
    """Say so after three seconds; the work itself goes on and ends by the port's own limits."""
    task = asyncio.create_task(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=INTERIM_AFTER)
        if not done:
            with suppress(TelegramAPIError):  # the work matters, not the wait
                await talk.stage.meanwhile(menu.one_moment(talk.say))
        return await task
    finally:
        task.cancel()


def _private(event: Message | CallbackQuery) -> bool:
    message = event if isinstance(event, Message) else event.message
    return message is not None and message.chat.type == "private"


async def _acknowledge(tap: CallbackQuery) -> None:
    """Stop the clock on the button; too late or twice does not matter to what the tap does."""
    with suppress(TelegramAPIError):
        await tap.answer()


def _again(talk: Talk, event: Message | CallbackQuery) -> Button:
    """The tap once more; after a message what it was about: the first meeting, or the visits."""
    if isinstance(event, CallbackQuery):
        return Button(talk.say.label("🔁 Try again"), event.data)
    met = talk.person.registered and not (talk.person.draft and talk.person.draft.asking)
    return Button(talk.say.label("🔁 Try again"), Go(to=To.VISITS if met else To.REGISTER))


def _source(event: Message | CallbackQuery) -> str:
    """The payload of a deep link, whose word a newcomer is counted under."""
    text = event.text or "" if isinstance(event, Message) else ""
    return source(text.removeprefix("/start ").strip()) if text.startswith("/start ") else ""

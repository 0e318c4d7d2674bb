"""The first meeting: /start, language, consent, the phone number, cards known to the clinic."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from handlers import journey
from handlers.filters import Awaits, Label
from handlers.screen import Screen, Screens
from handlers.screens import family, menu, reasons
from handlers.screens import meeting as screens
from handlers.talk import Talk
from handlers.taps import Fill, Go, SetLanguage, Step, To
from reception.dates import Doubt
from reception.identity import NotRecognised, Proven, Recognised
from reception.people import Draft
from reception.questions import UNDER_WAY, Question

router = Router(name="meeting")


@router.message(CommandStart())
async def start(_message: Message, command: CommandObject, talk: Talk) -> Screens:
    await talk.desk.drafts.drop(talk.person.id)
    return await journey.arrive(await talk.again(), command.args or "")


@router.callback_query(SetLanguage.filter())
async def set_language(_tap: CallbackQuery, callback_data: SetLanguage, talk: Talk) -> Screens | None:
    """The Menu button comes after: what was tapped on is answered first."""
    if callback_data.language not in talk.desk.clinic.languages.offered:
        return menu.outdated(talk.say, talk.desk.clinic)
    await talk.desk.people.choose_language(talk.person.id, callback_data.language)
    talk = await talk.again()
    await talk.stage.show(journey.in_new_language(talk))
    await talk.stage.show(menu.commands(talk.say))
    return None


@router.message(F.contact)
async def contact(message: Message, talk: Talk) -> Screens:
    """Telegram names the owner of a contact: absent or somebody else, it is no proof of anything."""
    shared = message.contact
    if shared is None or shared.user_id != talk.person.telegram_id:
        return screens.foreign_contact(talk.say, talk.desk.clinic, at_home=bool(talk.person.phone))
    if not await talk.desk.identity.share(talk.person, shared.phone_number):
        return screens.number_is_booking(talk.say, talk.desk.clinic, at_home=bool(talk.person.phone))
    await talk.stage.show(screens.thanks_for_phone(talk.say))  # the number is kept, whatever the clinic's system says
    return await journey.go_on(await talk.again())


@router.message(Label(screens.TYPE_INSTEAD))
async def type_instead(_message: Message, talk: Talk) -> Screens:
    asked = await talk.desk.identity.type_instead(talk.person)
    return screens.ask_phone(talk.say) if asked else menu.menu(talk.say)


@router.message(Awaits(Question.PHONE, Question.PHONE_CHECK))
async def typed_phone(message: Message, talk: Talk) -> Screen:
    draft = await talk.desk.identity.read_phone(talk.person, message.text or "")
    return screens.check_phone(talk.say, draft) if draft else screens.not_a_phone(talk.say, talk.desk.clinic)


@router.callback_query(Fill.filter(F.step == Step.RETYPE))
async def retype(_tap: CallbackQuery, callback_data: Fill, talk: Talk) -> Screen:
    own = talk.draft(callback_data.draft, Question.PHONE, Question.PHONE_CHECK)
    asked = await talk.desk.identity.type_instead(talk.person) if own else None
    return screens.ask_phone(talk.say) if asked else menu.outdated(talk.say, talk.desk.clinic)


@router.callback_query(Fill.filter(F.step == Step.YES))
async def accept_typed(_tap: CallbackQuery, callback_data: Fill, talk: Talk) -> Screens:
    if talk.draft(callback_data.draft, *UNDER_WAY):
        return await journey.ask(talk)  # tapped twice
    if (draft := talk.draft(callback_data.draft, Question.PHONE_CHECK)) is None:
        return menu.outdated(talk.say, talk.desk.clinic)
    await talk.desk.identity.accept_typed(talk.person, draft)
    return [screens.thanks_for_phone(talk.say), *journey.listed(await journey.go_on(await talk.again()))]


@router.message(Awaits(Question.KNOWN))
async def birth_date_of_known(message: Message, talk: Talk) -> Screens:
    draft, today = talk.person.draft, talk.desk.today()
    assert draft is not None  # Awaits has seen it
    found = await talk.desk.identity.recognise(talk.person, message.text or "", message.message_id, today)
    if isinstance(found, Doubt):
        return screens.known_again(talk.say, talk.desk.clinic, reasons.of_date(talk.say, found), draft)
    if isinstance(found, NotRecognised):
        return screens.not_recognised(talk.say, talk.desk.clinic, draft, found)
    if isinstance(found, Proven):
        return family.may_act(talk.say, found.people, found.draft)
    return await _recognised(talk, found, draft)


@router.message(Awaits(Question.ACTS))
async def not_ticked(_message: Message, talk: Talk) -> Screen:
    draft = talk.person.draft
    assert draft is not None  # Awaits has seen it
    found = await talk.desk.identity.proven(talk.person, draft)
    return family.may_act(talk.say, found.people, draft)


@router.callback_query(Fill.filter(F.step == Step.TICK))
async def tick(_tap: CallbackQuery, callback_data: Fill, talk: Talk) -> Screens:
    if draft := talk.draft(callback_data.draft, Question.CHECK):
        await talk.desk.registration.tick(talk.person, draft)
        return await journey.ask(await talk.again())
    if draft := talk.draft(callback_data.draft, Question.ACTS):
        return await _recognised(talk, await talk.desk.identity.tick(talk.person, draft), draft)
    if talk.draft(callback_data.draft, Question.KNOWN):
        return await journey.before_registration(talk)  # tapped twice
    return journey.home(talk) if talk.person.registered else menu.outdated(talk.say, talk.desk.clinic)


@router.callback_query(Go.filter(F.to == To.DONE))
async def that_is_all(_tap: CallbackQuery, talk: Talk) -> Screens:
    return await journey.arrived(talk) if talk.person.registered else menu.outdated(talk.say, talk.desk.clinic)


async def _recognised(talk: Talk, found: Recognised, draft: Draft) -> Screens:
    if found.left.initials:
        return screens.recognised(talk.say, found, draft)
    return [screens.added(talk.say, found), *await journey.arrived(await talk.again())]


@router.callback_query(Go.filter(F.to == To.PHONE))
async def confirm_number(_tap: CallbackQuery, talk: Talk) -> Screens:
    return screens.confirm_number(talk.say)

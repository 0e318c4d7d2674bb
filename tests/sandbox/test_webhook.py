"""A webhook gets what a poller would, in order, again and again until it says 2xx."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiogram.methods import SendMessage, SendPhoto
from aiogram.types import BufferedInputFile, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from sandbox import Person, TelegramServer
from sandbox.pictures import plain_png


@dataclass
class Receiver:
    """What a bot's own web server hears; `answers` are given first, then 200."""

    url: str = ""
    answers: list[web.Response] = field(default_factory=list)
    heard: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)

    async def hears(self, request: web.Request) -> web.Response:
        self.heard.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, update in self.heard]


async def listening(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


@pytest.fixture
async def receiver(server: TelegramServer) -> AsyncIterator[Receiver]:
    server.world.webhook.pause = 0.01
    one = Receiver()
    app = web.Application()
    app.router.add_post("/hook", one.hears)
    async for one.url in listening(app):
        yield one


async def test_updates_arrive_in_order_with_the_secret(
    bot: Bot, olena: Person, server: TelegramServer, receiver: Receiver
) -> None:
    await olena.types("before")
    await bot.set_webhook(receiver.url, secret_token="s3cret_-")
    await olena.types("after")
    await server.until(lambda: receiver.texts == ["before", "after"] and not server.world.updates.pending)
    assert {secret for secret, _ in receiver.heard} == {"s3cret_-"}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.last_error_message) == (receiver.url, 0, None)


async def test_what_was_not_taken_comes_again_before_anything_newer(
    bot: Bot, olena: Person, server: TelegramServer, receiver: Receiver
) -> None:
    receiver.answers += [web.Response(status=500), web.Response(status=302)]
    await olena.types("one")
    await olena.types("two")
    await bot.set_webhook(receiver.url)
    await server.until(lambda: receiver.texts == ["one", "one", "one", "two"])
    assert (await bot.get_webhook_info()).last_error_message == "Wrong response from the webhook: 302 Found"


async def test_a_repeated_update_is_delivered_once_more(
    bot: Bot, olena: Person, server: TelegramServer, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    await olena.types("one")
    await server.until(lambda: len(receiver.heard) == 1)
    receiver.answers.append(web.Response(status=500))
    server.redeliver(receiver.heard[0][1]["update_id"])
    await server.until(lambda: receiver.texts == ["one", "one", "one"])


async def test_polling_and_a_webhook_exclude_each_other(
    bot: Bot, olena: Person, server: TelegramServer, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    await olena.types("hello")
    assert len(await bot.get_updates()) == 1
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    await olena.types("bye")
    await server.until(lambda: receiver.texts == ["bye"])


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("https://clinic.example/hook", None, "bad webhook"),
        ("ftp://127.0.0.1/hook", None, "bad webhook"),
        ("http://127.0.0.1/hook", "з пробілом", "secret token contains unallowed characters"),
    ],
)
async def test_addresses_that_are_refused(bot: Bot, url: str, secret: str | None, words: str) -> None:
    with pytest.raises(TelegramBadRequest, match=words):
        await bot.set_webhook(url, secret_token=secret)


async def test_nobody_at_the_address(bot: Bot, olena: Person, server: TelegramServer) -> None:
    server.world.webhook.pause = 0.01
    await bot.set_webhook("http://127.0.0.1:9/hook")
    await olena.types("hello")
    await server.until(lambda: server.world.webhook.info().get("last_error_message"))
    info = await bot.get_webhook_info()
    assert info.last_error_message
    assert info.last_error_message.startswith("Connection failed")
    assert info.pending_update_count == 1


async def test_a_method_in_the_answer_is_carried_out(
    bot: Bot, olena: Person, server: TelegramServer, receiver: Receiver
) -> None:
    receiver.answers += [
        web.json_response({"method": "sendMessage", "chat_id": olena.id, "text": "plain JSON"}),
        web.json_response({"method": "sendMessage", "chat_id": 1, "text": "to nobody"}),
        web.Response(text="ok"),
    ]
    await bot.set_webhook(receiver.url)
    for word in ("one", "two", "three"):
        await olena.types(word)
    await server.until(lambda: len(receiver.heard) == 3 and not server.world.updates.pending)
    assert [message.text for message in olena.chat if message.by_bot] == ["plain JSON"]
    assert [str(call.refusal) for call in server.refusals] == ["400 Bad Request: chat not found"]


async def test_aiogram_answers_in_its_own_way(bot: Bot, olena: Person, server: TelegramServer) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def answers(message: Message) -> SendMessage | SendPhoto:
        if message.text == "photo":
            return message.answer_photo(BufferedInputFile(plain_png(), "x.png"), caption="here")
        return message.answer(f"You said: {message.text}")

    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False).register(app, path="/hook")
    async for url in listening(app):
        await bot.set_webhook(url)
        await olena.types("hello")
        await olena.sees("You said: hello")
        await olena.types("photo")
        assert (await olena.sees("here")).photo
        await bot.delete_webhook()
    assert server.refusals == []

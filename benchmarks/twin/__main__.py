"""``python -m benchmarks.twin``: with the settings that the program itself has."""

import os

from aiogram import Dispatcher
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine

from benchmarks.echo import application, connect
from benchmarks.twin.times import SessionMiddleware, router


def dispatcher_on(engine: AsyncEngine) -> Dispatcher:
    dispatcher = Dispatcher()
    dispatcher.callback_query.middleware(SessionMiddleware(async_sessionmaker(engine, expire_on_commit=False)))
    dispatcher.include_router(router)
    return dispatcher


def main() -> None:
    given = os.environ
    dispatcher = dispatcher_on(create_async_engine(given["DATABASE_URL"], pool_size=10, max_overflow=10))
    bot = connect(given["BOT_TOKEN"], given["BOT_API_URL"])
    app = application(bot, dispatcher, given["WEBHOOK_SECRET"], given["WEBHOOK_PATH"])
    web.run_app(app, host=given["HTTP_HOST"], port=int(given["HTTP_PORT"]), print=None)


if __name__ == "__main__":
    main()

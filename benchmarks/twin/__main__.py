"""``python -m benchmarks.twin``: with the settings that the program itself has."""

import os

from aiogram import Dispatcher
from aiohttp import web
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from benchmarks.echo import application, connect
from benchmarks.twin.times import SessionMiddleware, router


def main() -> None:
    given = os.environ
    engine = create_async_engine(given["DATABASE_URL"], pool_size=10, max_overflow=10)
    dispatcher = Dispatcher()
    dispatcher.callback_query.middleware(SessionMiddleware(async_sessionmaker(engine, expire_on_commit=False)))
    dispatcher.include_router(router)
    bot = connect(given["BOT_TOKEN"], given["BOT_API_URL"])
    app = application(bot, dispatcher, given["WEBHOOK_SECRET"], given["WEBHOOK_PATH"])
    web.run_app(app, host=given["HTTP_HOST"], port=int(given["HTTP_PORT"]), print=None)


if __name__ == "__main__":
    main()

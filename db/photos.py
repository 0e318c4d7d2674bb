"""Where Telegram keeps a picture that was uploaded once: a file_id belongs to one bot."""

from sqlalchemy import select

from db.database import Database
from db.tables import photo_files


class PhotoStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def file_id(self, bot_id: int, photo: str) -> str | None:
        own = select(photo_files.c.file_id).where(photo_files.c.bot_id == bot_id, photo_files.c.photo == photo)
        found = await self._database.rows(own)
        return found[0].file_id if found else None

    async def keep(self, bot_id: int, photo: str, file_id: str) -> None:
        keep = self._database.insert(photo_files).values(bot_id=bot_id, photo=photo, file_id=file_id)
        keep = keep.on_conflict_do_update(index_elements=["bot_id", "photo"], set_={"file_id": file_id})
        async with self._database.write() as connection:
            await connection.execute(keep)

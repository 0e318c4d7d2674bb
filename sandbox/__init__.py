"""Telegram on localhost: a Bot API server, people who act on it, a chat page."""

from sandbox.people import Person
from sandbox.seen import Button, ChatMessage
from sandbox.server import NotLoopbackError, TelegramServer

__all__ = ["Button", "ChatMessage", "NotLoopbackError", "Person", "TelegramServer"]

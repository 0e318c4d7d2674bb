"""Telegram on localhost: a Bot API server, people who act on it, a chat page."""

from sandbox.groups import Group
from sandbox.loopback import NotLoopbackError
from sandbox.people import Person
from sandbox.seen import Button, ChatMessage
from sandbox.server import TelegramServer
from sandbox.serving import PEOPLE, Invented, serve

__all__ = [
    "PEOPLE",
    "Button",
    "ChatMessage",
    "Group",
    "Invented",
    "NotLoopbackError",
    "Person",
    "TelegramServer",
    "serve",
]

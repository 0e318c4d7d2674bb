"""Telegram on localhost: a Bot API server, people who act on it, a chat page."""

from sandbox.clock import Clock, Controls, Jump, Jumps
from sandbox.groups import Group
from sandbox.invented import ADMINS, MANAGERS, PEOPLE, Invented
from sandbox.loopback import NotLoopbackError
from sandbox.people import Person
from sandbox.seen import Button, ChatMessage
from sandbox.server import TelegramServer
from sandbox.serving import serve
from sandbox.staff import Staffed, open_staff_chat

__all__ = [
    "ADMINS",
    "MANAGERS",
    "PEOPLE",
    "Button",
    "ChatMessage",
    "Clock",
    "Controls",
    "Group",
    "Invented",
    "Jump",
    "Jumps",
    "NotLoopbackError",
    "Person",
    "Staffed",
    "TelegramServer",
    "open_staff_chat",
    "serve",
]

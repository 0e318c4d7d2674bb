"""Topics of a forum: what becomes of them, whoever does it. Whether they may is asked elsewhere."""

from dataclasses import dataclass, replace

from sandbox.messages import Json

GENERAL = 1
LONGEST_NAME = 128
# The only ones that Telegram paints a topic's icon in.
COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


@dataclass(frozen=True, slots=True)
class Topic:
    """`thread_id` is the number of its first message; General has none and is always 1."""

    thread_id: int
    name: str
    creator_id: int
    colour: int = COLOURS[0]
    icon: str | None = None
    closed: bool = False
    hidden: bool = False

    def json(self) -> Json:
        """As createForumTopic returns it."""
        return {"message_thread_id": self.thread_id, **self.born()}

    def born(self) -> Json:
        return {"name": self.name, "icon_color": self.colour, **self._icon()}

    def _icon(self) -> Json:
        return {"icon_custom_emoji_id": self.icon} if self.icon else {}

    def renamed(self, name: str, icon: str | None) -> "Topic":
        return replace(self, name=name or self.name, icon=self.icon if icon is None else icon or None)

    def changes_since(self, before: "Topic") -> Json:
        """What a service message tells of an edit."""
        name = {"name": self.name} if self.name != before.name else {}
        return name | ({"icon_custom_emoji_id": self.icon or ""} if self.icon != before.icon else {})


def clean_name(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]


def in_topic(thread_id: int) -> Json:
    return {"message_thread_id": thread_id, "is_topic_message": True}

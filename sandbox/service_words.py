"""The grey lines of a chat: what was done in it, as the page tells it."""

from textwrap import shorten

from sandbox.messages import Json, name_of, words_of

MOST_SHOWN = 40
PLAIN = {
    "forum_topic_closed": "{who} closed the topic",
    "forum_topic_reopened": "{who} reopened the topic",
    "general_forum_topic_hidden": "{who} hid the topic",
    "general_forum_topic_unhidden": "{who} shows the topic again",
    "migrate_to_chat_id": "The group became a supergroup",
    "migrate_from_chat_id": "This was an ordinary group before",
}


def service_words(message: Json) -> str:
    who = name_of(message)
    if plain := next((words for kind, words in PLAIN.items() if kind in message), None):
        return plain.format(who=who)
    match message:
        case {"new_chat_members": [{"id": number, "first_name": name}, *_]}:
            return f"{who} joined" if number == message["from"]["id"] else f"{who} added {name}"
        case {"left_chat_member": {"id": number, "first_name": name}}:
            return f"{who} left" if number == message["from"]["id"] else f"{who} removed {name}"
        case {"forum_topic_created": {"name": name}}:
            return f"{who} created the topic “{name}”"
        case {"forum_topic_edited": changed}:
            return f"{who} renamed the topic to “{changed['name']}”" if "name" in changed else f"{who} changed its icon"
        case {"pinned_message": pinned}:
            return f"{who} pinned “{shorten(words_of(pinned), MOST_SHOWN, placeholder='…')}”"
    return f"{who} did something that this page can't tell"

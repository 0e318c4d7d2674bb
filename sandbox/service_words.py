"""The grey lines of a chat: what was done in it, as the page tells it."""

from sandbox.messages import Json, name_of


def service_words(message: Json) -> str:
    who = name_of(message)
    match message:
        case {"new_chat_members": [{"first_name": name}, *_]}:
            return f"{who} added {name}"
        case {"left_chat_member": {"first_name": name}}:
            return f"{who} removed {name}"
        case {"migrate_to_chat_id": _}:
            return "The group became a supergroup"
        case {"migrate_from_chat_id": _}:
            return "This was an ordinary group before"
    return f"{who} did something that this page can't tell"

"""A call of theirs that something has changed (section 7): a hint where to look again, and nothing that is believed.

It is not signed, may be lost, may come twice and in any order, and anybody who knows the address can send it.
"""

from collections.abc import Mapping

from crm.eleks.values import is_number


def touched(query: Mapping[str, str], installation: str) -> str | None:
    """The appointment to look at again, whatever was done to it; None where there is none to look at.

    ``query``: source, entity, key and action, as they stand in the address that was called.
    """
    ours = query.get("source", "").strip().lower() == installation.strip().lower()
    is_visit = query.get("entity", "").strip().lower() == "schedule"
    key = query.get("key", "").strip()
    return key if ours and is_visit and is_number(key) else None

"""What the elements of a resource say. Tolerant: whatever is missing, or said in another way, is missing."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from crm.model import Texts

Resource = Mapping[str, Any]

ID = re.compile(r"[A-Za-z0-9.\-]{1,64}")  # datatypes.html#id
REFERENCE = re.compile(r"(?:^|/)([A-Z][A-Za-z]+)/([A-Za-z0-9.\-]{1,64})(?:/_history/.*)?$")
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"


def is_id(text: str) -> bool:
    return bool(ID.fullmatch(text))


def refers(reference: Any, kind: str) -> str:
    """The id that a Reference to a resource of this kind bears, "" where it refers to something else."""
    found = REFERENCE.search(str((reference or {}).get("reference", "")))
    return found[2] if found and found[1] == kind else ""


def referred(references: Iterable[Any], kind: str) -> list[str]:
    return list(filter(None, (refers(one, kind) for one in references)))


def instant(text: Any) -> datetime | None:
    """In UTC, whatever its offset. None for what is no moment: a mere day, a time without a zone."""
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def written(at: datetime) -> str:
    """A moment as the server is told it, to the millisecond."""
    precision = "milliseconds" if at.microsecond else "seconds"
    return at.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")


def changed_at(resource: Resource) -> datetime | None:
    return instant(resource.get("meta", {}).get("lastUpdated"))


def version(resource: Resource) -> str:
    return str(resource.get("meta", {}).get("versionId", ""))


def texts(element: Resource, name: str, language: str) -> Texts:
    """The words under the clinic's own language, and their translations (extension ``translation``)."""
    words = {language: str(element[name])} if element.get(name) else {}
    return dict(_translations(element.get(f"_{name}") or {})) | words


def _translations(element: Resource) -> Iterable[tuple[str, str]]:
    for extension in element.get("extension", ()):
        if extension.get("url") == TRANSLATION:
            said = {part.get("url"): part for part in extension.get("extension", ())}
            language = str(said.get("lang", {}).get("valueCode", ""))
            content = said.get("content", {})
            if words := content.get("valueString") or content.get("valueMarkdown"):
                yield language.partition("-")[0], str(words)


def codes(concepts: Iterable[Any]) -> list[str]:
    """Each coding of CodeableConcepts as "system|code", or the words of one that has no coding."""
    return [code for concept in concepts for code in _codes(concept)]


def _codes(concept: Resource) -> list[str]:
    coded = [f"{one.get('system', '')}|{one['code']}" for one in concept.get("coding", ()) if one.get("code")]
    return coded or ([str(concept["text"])] if concept.get("text") else [])


def identifiers(resource: Resource, system: str) -> list[str]:
    return [str(one.get("value")) for one in resource.get("identifier", ()) if one.get("system") == system]


def without_identifier(resource: Resource, systems: Iterable[str], value: str) -> dict[str, Any]:
    ours = [(system, value) for system in systems]
    kept = [one for one in resource.get("identifier", ()) if (one.get("system"), one.get("value")) not in ours]
    rest = {name: element for name, element in resource.items() if name != "identifier"}
    return rest | ({"identifier": kept} if kept else {})

"""aiogram without its two seconds and hundred megabytes at every start.

Its 400 models are declared to be built when first used (pydantic's ``defer_build``), but aiogram then builds each of
them at the import, so that the types they name be known. Here those names are put where pydantic looks for them, into
the modules of the models, and nothing is built before it is used. What is used works as it always does.
"""

import sys
from typing import Any

from pydantic import BaseModel

PACKAGES = ("aiogram.types.", "aiogram.methods.")


def import_aiogram() -> None:
    """To be called before anything else imports it; later it changes nothing."""
    if "aiogram" in sys.modules:
        return
    names: dict[str, Any] = {}

    def only_note(_model: type[BaseModel], /, *, _types_namespace: dict[str, Any] | None = None, **_given: Any) -> None:
        names.update(_types_namespace or {})

    rebuild = BaseModel.__dict__["model_rebuild"]
    BaseModel.model_rebuild = classmethod(only_note)  # type: ignore[method-assign, assignment] # for the import alone
    try:
        import aiogram  # noqa: F401, PLC0415
    finally:
        BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]
    for module in [module for name, module in sys.modules.items() if name.startswith(PACKAGES)]:
        for name, type_ in names.items():
            vars(module).setdefault(name, type_)

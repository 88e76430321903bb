"""Word tables: concept -> phrases in fourteen languages. Syntax: see `core.triage.lexicon`.

Every module in this folder that has a TABLE is found by itself.
"""

from __future__ import annotations

import importlib
import pkgutil

_MODULES = [
    importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)
]

TABLES: dict[str, str] = {
    concept: table for module in _MODULES for concept, table in getattr(module, "TABLE", {}).items()
}

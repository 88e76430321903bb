"""`python -m bench.api_document`: writes docs/openapi-skerry.json anew."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

from bench.api_desk import services
from console.api.app import create_api, document
from storage import open_store

TARGET = Path(__file__).parents[1] / "docs" / "openapi-skerry.json"


def main() -> None:
    """Write the document that the application serves."""
    TARGET.write_text(json.dumps(asyncio.run(_document()), indent=1, ensure_ascii=False) + "\n")


async def _document() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="skerry-document-") as folder:
        store = await open_store(f"sqlite:///{folder}/desk.db")
        try:
            return document(create_api(services(store)))
        finally:
            await store.close()


if __name__ == "__main__":
    main()

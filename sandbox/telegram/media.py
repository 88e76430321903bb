"""Photos, documents and stickers: small made-up files with real-looking payloads."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from sandbox.telegram.model import Json, Stored
from sandbox.telegram.world import MissingError, World

# The smallest valid PNG: one transparent pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
FOLDERS = {"photo": "photos", "document": "documents", "sticker": "stickers", "voice": "voice"}
ENDINGS = {"photo": "jpg", "document": "bin", "sticker": "webp", "voice": "oga"}


def store(world: World, kind: str, content: bytes, name: str = "") -> Stored:
    """Keep bytes under a new file id."""
    number = len(world.files) + 1
    ending = name.rpartition(".")[2] if "." in name else ENDINGS[kind]
    unique = base64.urlsafe_b64encode(hashlib.sha256(content + bytes([number % 256])).digest()[:9])
    stored = Stored(
        file_id=f"AgAC{kind[:2].upper()}{number:08d}{unique.decode()}",
        unique_id=f"AQAD{unique.decode()}",
        path=f"{FOLDERS[kind]}/file_{number}.{ending}",
        content=content,
    )
    world.files[stored.file_id] = stored
    return stored


def stored_file(world: World, file_id: str) -> Stored:
    """The file with this id, or MissingError."""
    if file_id not in world.files:
        raise MissingError(f"no file {file_id}")
    return world.files[file_id]


def file_json(stored: Stored) -> Json:
    """The fields every file object has."""
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
    }


def attachment(world: World, kind: str, name: str = "") -> Json:
    """A message's media of a kind, made from nothing, as the fields to merge into its payload."""
    return describe(kind, store(world, kind, PIXEL, name), name)


def describe(kind: str, stored: Stored, name: str = "") -> Json:
    """The payload field for a stored file."""
    return {kind: DESCRIPTIONS[kind](stored, name)}


def _photo(stored: Stored, _name: str) -> Any:
    small = file_json(stored) | {"width": 90, "height": 60}
    return [small, file_json(stored) | {"width": 1280, "height": 853}]


def _document(stored: Stored, name: str) -> Any:
    return file_json(stored) | {
        "file_name": name or "file.bin",
        "mime_type": "application/octet-stream",
    }


def _sticker(stored: Stored, _name: str) -> Any:
    kind = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙏"}
    return file_json(stored) | kind | {"width": 512, "height": 512}


def _voice(stored: Stored, _name: str) -> Any:
    return file_json(stored) | {"duration": 4, "mime_type": "audio/ogg"}


DESCRIPTIONS = {"photo": _photo, "document": _document, "sticker": _sticker, "voice": _voice}

"""A file of an agent's as one Bot API call: pictures so that they show, the rest as documents."""

from __future__ import annotations

from typing import Any

from telegram import InputFile

from core.attaching import Carried
from core.capabilities import Files

# Bytes; a photo may have no more, a document five times as many. Source: Bot API, Sending files.
MAX_PHOTO = 10_000_000
# Others would be shown as stickers or as films.
PHOTOS = frozenset({"image/png", "image/jpeg"})
FILES = Files(
    kinds=PHOTOS | {"image/gif", "image/webp", "application/pdf"}, most_bytes=50_000_000, most=10
)
# Pictures that Telegram does not show, say because they are too tall: they arrive as documents.
NOT_SHOWN = ("photo_invalid_dimensions", "image_process_failed", "photo_save_file_invalid")

Parameters = dict[str, Any]


def as_photo(file: Carried) -> bool:
    """Whether it is tried as a picture first."""
    return file.media in PHOTOS and len(file.data) <= MAX_PHOTO


def photo(file: Carried) -> Parameters:
    """What sendPhoto is given besides the place."""
    return {"photo": _input(file)}


def document(file: Carried) -> Parameters:
    """What sendDocument is given besides the place."""
    return {"document": _input(file), "disable_content_type_detection": True}


def _input(file: Carried) -> InputFile:
    return InputFile(file.data, filename=file.text)

"""Our pictures are known again after the usual edits; others, defaults and bombs are not ours."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from bench.avatars_made import EDITS, drawn, encoded
from core.triage import avatars
from core.triage.avatars import SAME, closest, fingerprint, fingerprints

OURS = [fingerprints(encoded(drawn(seed))) for seed in range(9)]


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_edited_copies_are_known(edit):
    known = [
        closest(fingerprint(encoded(edit(drawn(seed)), "JPEG")), [own]) <= SAME
        for seed, own in enumerate(OURS)
    ]
    assert sum(known) >= len(known) - 1


def test_other_pictures_are_not():
    others = [fingerprint(encoded(drawn(seed))) for seed in range(100, 160)]
    assert all(closest(other, OURS) > SAME for other in others if other is not None)
    assert closest(others[0], []) == 64


def test_initials_and_defaults_are_nobodys():
    letter = Image.new("RGB", (100, 100), "navy")
    ImageDraw.Draw(letter).text((45, 40), "N", fill="white")
    assert fingerprints(encoded(letter)) == ()
    assert fingerprint(encoded(letter)) is None


def test_transparent_and_tiny_pictures_are_read():
    clear = drawn(4).convert("RGBA")
    clear.putalpha(200)
    assert closest(fingerprint(encoded(clear)), [OURS[4]]) <= SAME
    assert len(fingerprints(encoded(drawn(3).resize((8, 8))))) > 1


def test_hostile_files_are_refused(monkeypatch):
    assert fingerprint(b"") is None
    assert fingerprints(b"\x89PNG\r\n\x1a\n broken") == ()
    assert fingerprint(b"x" * (avatars.LARGEST_BYTES + 1)) is None
    bomb = io.BytesIO()
    Image.new("1", (5000, 5000)).save(bomb, "PNG")
    assert fingerprint(bomb.getvalue()) is None
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert fingerprint(encoded(drawn(1))) is None

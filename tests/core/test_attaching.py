"""Files that agents send along: what is taken, under which name, and how it gets its bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actions import Button, Kind, Outgoing
from core.attached import warning
from core.attaching import (
    ENDINGS,
    GONE,
    LONGEST_NAME,
    MOST_BYTES,
    MOST_FILES,
    SIGNS,
    Unfit,
    Upload,
    carried,
    enclosed,
    identity_of,
    kind_of,
    looked_at,
    shown,
)
from core.capabilities import Files
from core.errors import Rejected, StorageUnavailable, Unavailable
from core.types import Attachment, Platform
from tests.conftest import NOON

pytestmark = pytest.mark.anyio

LIMITS = Files(kinds=frozenset(ENDINGS), most_bytes=2_000_000)
PNG, PDF, WEBP = b"\x89PNG\r\n\x1a\n....", b"%PDF-1.7 ...", b"RIFF....WEBPVP8 "
UPLOAD = Upload(
    id="f1", case_id="c1", agent="mira", name="a.png", kind="image/png", size=12, at=NOON
)
ROW = Outgoing(
    key="k0", platform=Platform("replay"), account="nordex", conversation="replay:nordex:ann",
    address="ann", due_at=NOON, text="look", markdown=True, reply_to="7", case_id="c1",
)  # fmt: skip


def told(name, data, limits=LIMITS, held=()):
    with pytest.raises(Unfit) as refused:
        looked_at(name, data, limits, held)
    return refused.value.code, refused.value.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (b"GIF87a....", "image/gif"),
        (b"GIF89a....", "image/gif"),
        (WEBP, "image/webp"),
        (PDF, "application/pdf"),
        (b"RIFF....WAVEfmt ", ""),
        (b" %PDF-1.7", ""),
        (b"MZ\x90\x00", ""),
        (b"PK\x03\x04", ""),
        (b"<svg xmlns=", ""),
        (b"", ""),
    ],
)
def test_the_type_is_read_from_the_bytes(data, kind):
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", b"", ("file_empty", "")),
        ("a.png", PNG + b"0" * 2_000_000, ("file_large", "2 MB")),
        ("a.png", b"MZ\x90\x00", ("file_kind", "")),
        ("setup.exe", PDF, ("file_name", "")),
        ("invoice.pdf.exe", PDF, ("file_name", "")),
        ("exe\u202egnp.png", PNG, ("file_name", "")),
        ("page.svg", PNG, ("file_name", "")),
    ],
)
def test_what_is_not_taken_and_why(name, data, code):
    assert told(name, data) == code


def test_the_platform_and_the_desk_both_have_a_say():
    assert told("a.png", PNG, None) == ("no_files", "")
    assert told("a.pdf", PDF, replace(LIMITS, kinds=frozenset({"image/png"})))[0] == "file_kind"
    assert told("a.png", PNG, replace(LIMITS, most=2), [UPLOAD] * 2) == ("too_many_files", "2")
    assert told("a.png", PNG, LIMITS, [UPLOAD] * MOST_FILES)[0] == "too_many_files"
    huge = replace(LIMITS, most_bytes=MOST_BYTES * 9)
    assert told("a.png", PNG + bytes(MOST_BYTES), huge) == ("file_large", "10 MB")


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("shot.png", PNG, "shot.png"),
        ("SHOT.PNG", PNG, "SHOT.png"),
        ("C:\\Users\\mira\\a b.png", PNG, "a b.png"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("receipt.png", PDF, "receipt.png.pdf"),
        ("photo.jpeg", b"\xff\xd8\xff", "photo.jpeg"),
        ("", PNG, "file.png"),
        (".png", PNG, "file.png"),
        ("...", PNG, "file.png"),
        ("x" * 300 + ".png", PNG, "x" * LONGEST_NAME + ".png"),
        ("收据.pdf", PDF, "收据.pdf"),
    ],
)
def test_the_name_says_what_it_is(name, data, kept):
    assert looked_at(name, data, LIMITS, ()).name == kept


@given(st.text(max_size=60), st.sampled_from([PNG, PDF, WEBP]), st.binary(max_size=20))
def test_whatever_is_taken_is_named_for_its_type_and_warns_of_nothing(name, data, more):
    try:
        found = looked_at(name, data + more, LIMITS, ())
    except Unfit:
        return
    assert found.name.rpartition(".")[2] in ENDINGS[found.kind]
    assert not {"/", "\\", "\n"} & set(found.name)
    assert warning(found) == ""
    assert found.size == len(data + more)


def test_every_known_beginning_has_an_ending():
    assert {kind for kind, *_ in SIGNS} == set(ENDINGS)


def test_files_follow_their_words_each_as_a_send_of_its_own():
    words = replace(ROW, buttons=(Button(label="x", data="y"),), sequence=1)
    first, one, two = enclosed([words], [UPLOAD, replace(UPLOAD, id="f2", name="b.pdf")])
    assert first == words
    assert (one.kind, one.text, one.sequence, one.reply_to) == (Kind.FILE, "a.png", 2, None)
    assert (two.text, two.sequence, identity_of(two.target)) == ("b.pdf", 3, "f2")
    assert len({first.key, one.key, two.key}) == 3
    assert one.buttons == ()
    assert not one.markdown
    assert enclosed([words], []) == (words,)


def test_a_send_shows_its_file_also_when_it_is_gone():
    _, row = enclosed([ROW], [UPLOAD])
    assert shown(row) == Attachment(kind="image/png", name="a.png", size=12)
    assert shown(replace(row, target=None, text="")) == Attachment(kind="")
    assert shown(replace(row, target="f1 image/png many")).size == 0


class Kept:
    """One file, or a memory that is away."""

    def __init__(self, data=b"bytes", *, away=False):
        self.data, self.away = data, away

    async def file(self, identity):
        if self.away:
            raise StorageUnavailable("away")
        return self.data if identity == "f1" else None


async def test_a_row_gets_its_bytes_when_it_leaves():
    _, row = enclosed([ROW], [UPLOAD])
    whole = await carried(Kept(), row)
    assert (whole.data, whole.media, whole.text, whole.key) == (
        b"bytes", "image/png", "a.png", row.key,
    )  # fmt: skip
    assert "bytes" not in repr(whole)


async def test_nothing_is_sent_of_what_is_not_there():
    _, row = enclosed([ROW], [replace(UPLOAD, id="f2")])
    for files in (Kept(), None):
        with pytest.raises(Rejected, match=GONE):
            await carried(files, row)
    with pytest.raises(Unavailable):
        await carried(Kept(away=True), row)

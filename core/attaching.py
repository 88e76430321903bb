"""Files that agents send along with an answer: looked at by their bytes, kept until they leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Protocol

from core.actions import Kind, Outgoing
from core.attached import size_of, warning
from core.capabilities import Files
from core.errors import DeskError, Rejected, StorageUnavailable, Unavailable
from core.types import Attachment

# Of one file and of one answer, whatever a platform would take.
MOST_BYTES, MOST_FILES = 10_000_000, 5
LONGEST_NAME = 80
NAMELESS = "file"
GONE = "the file is no longer kept here: attach it once more"
# How files begin, whatever they are called, and how their names end.
SIGNS: tuple[tuple[str, bytes, int, bytes], ...] = (
    ("image/png", b"\x89PNG\r\n\x1a\n", 0, b""),
    ("image/jpeg", b"\xff\xd8\xff", 0, b""),
    ("image/gif", b"GIF87a", 0, b""),
    ("image/gif", b"GIF89a", 0, b""),
    ("image/webp", b"RIFF", 8, b"WEBP"),
    ("application/pdf", b"%PDF-", 0, b""),
)
ENDINGS = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "application/pdf": ("pdf",),
}


class Unfit(DeskError):  # noqa: N818
    """A file that is not taken; `code` is one of the console's texts, `value` what it names."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code} {value}".strip())
        self.code, self.value = code, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that an agent has put beside an answer that he has not sent."""

    id: str
    case_id: str
    agent: str
    name: str
    kind: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried(Outgoing):
    """A row of the outbox with the file that it sends; `text` is the file's name."""

    media: str
    data: bytes = field(repr=False)


class Attachments(Protocol):
    """The bytes of files, sealed. Raises StorageUnavailable."""

    async def attach(self, upload: Upload, data: bytes) -> None:
        """Keep a file beside an agent's answer; raises NotYours where there is no such case."""
        ...

    async def attached(self, case_id: str, agent: str) -> Sequence[Upload]:
        """What this agent has put beside his answer and not sent, in the order of putting."""
        ...

    async def detach(self, case_id: str, agent: str, identity: str) -> bool:
        """Forget a file that was not sent; whether there was one."""
        ...

    async def file(self, identity: str) -> bytes | None:
        """The bytes; None once they are gone, or where they cannot be opened."""
        ...


def looked_at(name: str, data: bytes, limits: Files | None, held: Sequence[Upload]) -> Attachment:
    """What a file is by its bytes, under a name that says so; raises Unfit."""
    if limits is None:
        raise Unfit("no_files")
    most = min(limits.most, MOST_FILES)
    if len(held) >= most:
        raise Unfit("too_many_files", str(most))
    if not data:
        raise Unfit("file_empty")
    largest = min(limits.most_bytes, MOST_BYTES)
    if len(data) > largest:
        raise Unfit("file_large", size_of(largest))
    kind = kind_of(data)
    if kind not in limits.kinds:
        raise Unfit("file_kind")
    found = Attachment(kind=kind, name=_cleaned(name, kind), size=len(data))
    # A name that looks like something else would frighten or fool whoever gets it.
    if warning(replace(found, name=_last(name))):
        raise Unfit("file_name")
    return found


def kind_of(data: bytes) -> str:
    """The media type by how the bytes begin; empty where it is none that is known here."""
    for kind, start, at, then in SIGNS:
        if data.startswith(start) and data[at : at + len(then)] == then:
            return kind
    return ""


def enclosed(outgoing: Sequence[Outgoing], uploads: Sequence[Upload]) -> tuple[Outgoing, ...]:
    """The parts of an answer with its files behind them, each a send of its own."""
    last = outgoing[-1]
    return (
        *outgoing,
        *(
            replace(
                last,
                key=f"{last.key}:file:{number}",
                kind=Kind.FILE,
                text=each.name,
                markdown=False,
                reply_to=None,
                buttons=(),
                target=reference(each),
                sequence=last.sequence + number,
            )
            for number, each in enumerate(uploads, start=1)
        ),
    )


def reference(upload: Upload) -> str:
    """What a row of the outbox says of its file besides the name."""
    return f"{upload.id} {upload.kind} {upload.size}"


def identity_of(target: str | None) -> str:
    """Which file a row of the outbox sends."""
    return (target or "").partition(" ")[0]


def shown(outgoing: Outgoing) -> Attachment:
    """A row's file as the case shows it, also when its bytes are gone."""
    _, kind, size = (*(outgoing.target or "").split(" "), "", "")[:3]
    count = int(size) if size.isdecimal() else 0
    return Attachment(kind=kind, name=outgoing.text, size=count)


async def carried(files: Attachments | None, row: Outgoing) -> Carried:
    """The row with its bytes; raises Unavailable or Rejected, and then nothing was sent."""
    try:
        data = await files.file(identity_of(row.target)) if files else None
    except StorageUnavailable as error:
        raise Unavailable(str(error)) from None
    if data is None:
        raise Rejected(GONE)
    same = {each.name: getattr(row, each.name) for each in fields(Outgoing)}
    return Carried(**same, media=shown(row).kind, data=data)


def _cleaned(name: str, kind: str) -> str:
    """The name without folders, short enough, with an ending that tells what it is."""
    words = " ".join(_last(name).split())
    stem, dot, ending = words.rpartition(".")
    if dot and ending.casefold() in ENDINGS[kind]:
        return f"{stem[:LONGEST_NAME].strip() or NAMELESS}.{ending.casefold()}"
    return f"{words[:LONGEST_NAME].strip(' .') or NAMELESS}.{ENDINGS[kind][0]}"


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]

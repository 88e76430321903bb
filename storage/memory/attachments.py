"""The reference memory's files of agents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.actions import Kind, Outgoing
from core.attaching import Upload, identity_of
from core.errors import NotYours
from storage.attachments.rows import FILE_GONE
from storage.memory.state import State


@dataclass(frozen=True)
class Held:
    """A file, and the send that takes it along."""

    upload: Upload
    data: bytes
    sent_by: str = ""


class MemoryAttachments(State):
    """`Attachments`."""

    def __init__(self) -> None:
        super().__init__()
        self._attached: dict[str, Held] = {}

    async def attach(self, upload: Upload, data: bytes) -> None:
        if upload.case_id not in self._cases:
            raise NotYours(f"there is no case {upload.case_id}")
        self._attached[upload.id] = Held(upload, data)

    async def attached(self, case_id: str, agent: str) -> Sequence[Upload]:
        found = [e.upload for e in self._attached.values() if _is_own(e, case_id, agent)]
        return sorted(found, key=lambda each: (each.at, each.id))

    async def detach(self, case_id: str, agent: str, identity: str) -> bool:
        known = self._attached.get(identity)
        if known is None or not _is_own(known, case_id, agent):
            return False
        del self._attached[identity]
        return True

    async def file(self, identity: str) -> bytes | None:
        known = self._attached.get(identity)
        return known.data if known else None

    def _bind_files(self, case_id: str, agent: str, outgoing: Iterable[Outgoing]) -> None:
        files = [each for each in outgoing if each.kind is Kind.FILE]
        found = [self._attached.get(identity_of(each.target)) for each in files]
        if not all(each and _is_own(each, case_id, agent) for each in found):
            raise NotYours(FILE_GONE)
        for each, known in zip(files, found, strict=True):
            if known is not None:
                self._attached[known.upload.id] = replace(known, sent_by=each.key)

    def _free_files(self, keys: Iterable[str]) -> None:
        wanted = set(keys)
        for identity, each in self._attached.items():
            if each.sent_by in wanted:
                self._attached[identity] = replace(each, sent_by="")

    def _forget_files(self, conversation: str) -> None:
        here = {each.id for each in self._cases.values() if each.conversation == conversation}
        self._attached = {
            key: each for key, each in self._attached.items() if each.upload.case_id not in here
        }


def _is_own(held: Held, case_id: str, agent: str) -> bool:
    return (held.upload.case_id, held.upload.agent, held.sent_by) == (case_id, agent, "")

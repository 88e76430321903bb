"""The reference memory keeps nothing on a disk, so there is nothing to seal."""

from __future__ import annotations

from collections.abc import Sequence

from core.sealing import Mark, Resealed, Sealed


class MemorySealing:
    """Implements `SealBook`."""

    @property
    def seal_keys(self) -> Sequence[str]:
        return ()

    async def is_all_sealed(self) -> bool:
        return True

    async def seal_counts(self) -> Sequence[Sealed]:
        return ()

    async def reseal(self, mark: Mark, *, limit: int) -> Resealed:  # noqa: ARG002
        return Resealed(0, 0, None)

    async def wipe(self) -> None:
        """There is nothing that could be left."""

"""Files beside an answer: how they come in, what they are, and what an agent is told of them."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartParser

from console import composer, passes
from console.guard import LARGEST_UPLOAD
from console.visit import Reader, Visit, Writing, own_page
from console.words import Texts
from core.access import Permission
from core.attached import size_of
from core.attaching import (
    LONGEST_NAME,
    MOST_BYTES,
    MOST_FILES,
    Attachments,
    Unfit,
    Upload,
    looked_at,
)
from core.capabilities import Files
from core.case import Case
from core.errors import NotYours

MOST_FIELDS = 24
AFTER = timedelta(microseconds=1)
# What agents send along never lies on a disk unsealed, not for a moment.
MultiPartParser.spool_max_size = LARGEST_UPLOAD + 1


@dataclass(frozen=True, slots=True)
class Uploading(Writing):
    """Lets only roles with the permission send files: before that is known, none is read."""

    async def __call__(  # type: ignore[override]  # the form is read here, not before
        self, request: Request, visit: Reader, _: Annotated[None, Depends(own_page)]
    ) -> AsyncIterator[Visit]:
        if not visit.may(self.permission):
            raise HTTPException(403)
        async with request.form(max_files=MOST_FILES + 1, max_fields=MOST_FIELDS) as form:
            if not passes.is_form_token(visit.session, text_of(form, "csrf")):
                raise HTTPException(403)
            if visit.services.entry.brakes.forms.take(visit.session, visit.now):
                raise HTTPException(429)
            yield visit


Uploads = Annotated[Visit, Depends(Uploading(Permission.WORK))]


def text_of(form: FormData, name: str) -> str:
    """A field of the form; empty where there is none."""
    value = form.get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def takes(visit: Visit, case: Case) -> Files | None:
    """What may be sent along in this case; None where nothing may."""
    limits = visit.services.capabilities.get(case.platform)
    return limits.files if limits and port(visit) else None


def port(visit: Visit) -> Attachments | None:
    """Where files are kept, where the desk keeps any."""
    room = composer.room_of(visit)
    return room.files if room else None


async def values(visit: Visit, case: Case) -> Mapping[str, object]:
    """What the templates of a case show of files."""
    limits = takes(visit, case)
    held = await waiting(visit, case) if limits else ()
    most = size_of(min(limits.most_bytes, MOST_BYTES)) if limits else ""
    return {"uploads": held, "upload_limits": limits, "upload_most": most}


async def waiting(visit: Visit, case: Case) -> Sequence[Upload]:
    """What this agent has put beside his answer; nothing where it could not be sent."""
    files = port(visit)
    return await files.attached(case.id, visit.agent.id) if files else ()


async def taken_in(visit: Visit, case: Case) -> list[str]:
    """Keep the files of the form that was sent; why others are not, one line each."""
    files, form = port(visit), await visit.request.form()
    given = [each for each in form.getlist("file") if isinstance(each, UploadFile)]
    given = [each for each in given if each.filename or each.size]
    if files is None or not given:
        return [visit.texts("attach.none")]
    told: list[str] = []
    for each in given:
        try:
            await _keep(visit, case, files, each)
        except Unfit as unfit:
            told.append(why(visit.texts, unfit, each.filename or ""))
        except NotYours:
            raise HTTPException(404) from None
    return told


async def _keep(visit: Visit, case: Case, files: Attachments, given: UploadFile) -> None:
    held = await files.attached(case.id, visit.agent.id)
    data = await given.read()
    found = looked_at(given.filename or "", data, takes(visit, case), held)
    upload = Upload(
        id=secrets.token_urlsafe(12),
        case_id=case.id,
        agent=visit.agent.id,
        name=found.name,
        kind=found.kind,
        size=found.size,
        # One after the other, as they were chosen.
        at=max([visit.now, *(each.at + AFTER for each in held)]),
    )
    await files.attach(upload, data)


def why(t: Texts, unfit: Unfit, name: str = "") -> str:
    """Why a file is not taken, in one line."""
    return t(f"attach.{unfit.code}", value=unfit.value, name=name[-LONGEST_NAME:])

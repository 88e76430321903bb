"""A machine's translation of the user's words, or of an agent's draft: never sent by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response

from console import composer
from console.pages.acts import Filled
from console.pages.case import Showing, load, show_case
from console.visit import Visit, writing
from core.access import Permission
from core.composing import Translator, TranslatorUnavailable, heard

Worker = Annotated[Visit, Depends(writing(Permission.WORK))]

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """What a machine made of the user's words, and which one."""

    text: str
    by: str


@router.post("/case/{case_id}/translate")
async def translate(case_id: str, visit: Worker, filled: Filled) -> Response:
    """What the user said last in the agent's language; or the agent's draft in the user's, which
    stays a draft, behind what he wrote."""
    file, translator = await load(visit, case_id), translator_of(visit)
    mine = bool(await composer.field(visit, "draft"))
    heard_ = [line.text for line in file.lines if line.kind == "message"]
    text = filled.text if mine else "".join(heard_[-1:])
    words, found = filled.text, None
    try:
        language = file.case.language if mine else visit.texts.language
        made = await translator.translate(text, language) if text.strip() else ""
        found = None if mine else Translated(text=made, by=translator.name)
        words = heard(made, words) if mine else words
        why = ""
    except TranslatorUnavailable as error:
        why = visit.texts("composer.untranslated", why=str(error))
    if mine and not why:
        await composer.kept(visit, case_id, words)
    showing = Showing(view=filled.view, draft=words, note=filled.note)
    return await show_case(visit, file, showing, translated=found, translation_problem=why)


def translator_of(visit: Visit) -> Translator:
    """The model that the operator configured; raises 404 where there is none."""
    room = composer.room_of(visit)
    if room is None or room.translator is None:
        raise HTTPException(404)
    return room.translator

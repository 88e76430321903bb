"""Tells somebody who speaks of ending his life, or of violence, from a figure of speech."""

from __future__ import annotations

from core.triage.reading import Reading


def crisis(reading: Reading) -> str:
    """Why this may be a crisis, in words for an agent; empty when it is none."""
    for concept, why in (
        ("end_life", "speaks of ending a life"),
        ("violence", "speaks of violence"),
    ):
        if concept in reading.concepts and not figure_of_speech(reading):
            return f"{why}: “{reading.words(reading.of(concept)[0])}”"
    return ""


def figure_of_speech(reading: Reading) -> bool:
    """Laughing, joking, or talk of prices and coins that "die"."""
    return "figure" in reading.concepts

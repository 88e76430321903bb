"""The redacting step of the logs: credentials, secrets and people's words, out of every value."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, MutableMapping
from itertools import chain
from typing import Any
from urllib.parse import quote

from core.about import subjects, words
from core.triage.secrets import mask

COVER, WORDS, VALUES = "[credential]", "[text]", "[values]"
# What the desk itself puts into a line: names, times and digests, nothing that anybody wrote.
OURS = frozenset(
    {"timestamp", "level", "logger", "role", "process", "message", "platform", "conversation"}
)
# Of an exception: files, lines and names of our code and of libraries.
FRAMES = "frames"
# Credentials by their shape; group 1 is what stays readable before one.
SHAPES = (
    r"()\d{6,12}:[A-Za-z0-9_-]{30,}",
    r"()[A-Za-z0-9_-]{23,30}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,}",
    r"()eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*",
    r"()\bskerry_[a-z0-9]{4,32}_[A-Za-z0-9_-]{43}",
    r"()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*-----|$)",
    r"(\b(?i:bearer|basic|bot)\s+)[A-Za-z0-9._~+/%=-]{16,}",
    r"()(?<=://)[^/\s:@]*:[^/\s@]+(?=@)",
    r"(\b[\w.-]*(?i:token|secret|password|passwd|signature|api_?key|sid|code)[\"']?"
    r"(?:=|\s*:\s*[\"'])[\"']?)[^\s\"'&,;)]{6,}",
)
# Where libraries quote what they were given: SQL's parameters, a server's detail, a checked value.
QUOTED = (
    r"\[parameters: [\s\S]*?\](?=\n|$)",
    r"(?<=DETAIL: ).+",
    r"(?<=CONTEXT: ).+",
    r"(?<=Failing row contains ).+",
    r"(?<=input_value=).*?(?=, input_type=|$)",
)
_SHAPES = re.compile("|".join(SHAPES))
_QUOTED = re.compile("|".join(QUOTED))
# Texts are looked for by pieces of so many characters: what is shorter gives nobody away.
PIECE, LEAST = 12, 4
SHORT = 8

Line = MutableMapping[str, Any]


class Cover:
    """A structlog processor; `secrets` are the credentials in force, whatever they look like."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for each in secrets if len(each) >= LEAST for form in _forms(each)}
        known = (_exactly(each) for each in sorted(forms, key=len, reverse=True))
        self._known = re.compile("|".join(known)) if forms else None

    def __call__(self, _logger: Any, _name: str, line: Line) -> Line:
        about = chain.from_iterable(map(words, subjects()))
        said = [each for each in dict.fromkeys(about) if len(each) >= LEAST]

        def covered(text: str) -> str:
            return self.text(without_words(text, said))

        for key, value in line.items():
            if key not in OURS:
                line[key] = _within(value, covered)
            elif self._known and isinstance(value, str):
                line[key] = self._known.sub(COVER, value)
        return line

    def text(self, text: str) -> str:
        """Without credentials and secrets."""
        if self._known:
            text = self._known.sub(COVER, text)
        text = _QUOTED.sub(VALUES, text)
        text = _SHAPES.sub(lambda found: next(filter(None, found.groups()), "") + COVER, text)
        return mask(text).text


def without_words(text: str, said: Iterable[str]) -> str:
    """A text without what people wrote, whole or in pieces; also where it is quoted and escaped."""
    for each in said:
        for form in {each, repr(each)[1:-1], json.dumps(each)[1:-1]}:
            text = _without(text, form)
    return text


def _without(text: str, said: str) -> str:
    if len(said) < PIECE:
        return re.sub(_exactly(said), WORDS, text)
    pieces = {said[at : at + PIECE] for at in range(len(said) - PIECE + 1)}
    parts: list[str] = []
    at = done = 0
    while at <= len(text) - PIECE:
        if text[at : at + PIECE] not in pieces:
            at += 1
            continue
        end = at + 1
        while text[end : end + PIECE] in pieces:
            end += 1
        parts += [text[done:at], WORDS]
        at = done = end + PIECE - 1
    return "".join([*parts, text[done:]])


def _within(value: Any, covered: Callable[[str], str]) -> Any:
    """The same shape with every text covered; whatever is no JSON becomes its text first."""
    if isinstance(value, str):
        return covered(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {
            covered(str(key)): each if key == FRAMES else _within(each, covered)
            for key, each in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [_within(each, covered) for each in value]
    return covered(str(value))


def _forms(secret: str) -> set[str]:
    """A credential as it may stand in a line: as it is, in an address, quoted."""
    return {secret, quote(secret, safe=""), repr(secret)[1:-1], json.dumps(secret)[1:-1]}


def _exactly(text: str) -> str:
    """A pattern; what is short counts only as a word of its own."""
    pattern = re.escape(text)
    return pattern if len(text) >= SHORT else rf"(?<!\w){pattern}(?!\w)"

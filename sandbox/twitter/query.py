"""The query language of search and stream rules: words, handles, operators, groups, negation."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.twitter.model import Post
from sandbox.twitter.world import World

Test = Callable[[World, Post], bool]

TOKEN = re.compile(r'\s*(-?\(|\)|OR\b|AND\b|-?[a-z_]+:"[^"]*"|-?"[^"]*"|[^\s()]+)')
KINDS: dict[str, Test] = {
    "retweet": lambda _, post: bool(post.repost_of),
    "reply": lambda _, post: bool(post.reply_to),
    "quote": lambda _, post: bool(post.quotes),
    "verified": lambda world, post: world.user(post.author).verified,
    "nullcast": lambda *_: False,
}
HAVES: dict[str, Test] = {
    "links": lambda _, post: bool(post.links),
    "mentions": lambda _, post: bool(post.mentions or post.implicit),
    "cashtags": lambda _, post: "$" in post.typed,
    "media": lambda *_: False,
}


class QueryError(ValueError):
    """The query cannot be understood."""


def parse(text: str, longest: int) -> Test:
    """The test that a query stands for, or QueryError."""
    if not text.strip():
        raise QueryError("The query is empty")
    if len(text) > longest:
        raise QueryError(f"The query is longer than {longest} characters")
    parser = _Parser(TOKEN.findall(text))
    test = parser.either()
    if parser.tokens:
        raise QueryError(f"no viable alternative at {parser.tokens[0]!r}")
    if not parser.stands_alone:
        raise QueryError(
            "Rules must contain at least one positive, non conjunction-required operator"
        )
    return test


@dataclass(slots=True)
class _Parser:
    tokens: list[str]
    stands_alone: bool = False

    def either(self) -> Test:
        tests = [self.both()]
        while self.tokens and self.tokens[0] == "OR":
            self.tokens.pop(0)
            tests.append(self.both())
        return lambda world, post: any(each(world, post) for each in tests)

    def both(self) -> Test:
        tests: list[Test] = []
        while self.tokens and self.tokens[0] not in {"OR", ")"}:
            if self.tokens[0] == "AND":
                raise QueryError("AND is not an operator: write the words side by side")
            tests.append(self.single())
        if not tests:
            raise QueryError("missing operand")
        return lambda world, post: all(each(world, post) for each in tests)

    def single(self) -> Test:
        token = self.tokens.pop(0)
        if token == "-(":  # noqa: S105
            raise QueryError("groups cannot be negated")
        if token == "(":  # noqa: S105
            test = self.either()
            if not self.tokens or self.tokens.pop(0) != ")":
                raise QueryError("missing )")
            return test
        if token.startswith("-"):
            test, _ = _atom(token[1:])
            return lambda world, post: not test(world, post)
        test, alone = _atom(token)
        self.stands_alone = self.stands_alone or alone
        return test


def _atom(token: str) -> tuple[Test, bool]:
    """The test of one operator, and whether it may stand alone."""
    if token.startswith("@"):
        return _mentions(token[1:]), True
    name, colon, value = token.partition(":")
    if colon and re.fullmatch(r"[a-z_]+", name):
        return _operator(name, value.strip('"'))
    word = token.strip('"')
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    return lambda _, post: bool(whole.search(html.unescape(post.note or post.text))), True


def _operator(name: str, value: str) -> tuple[Test, bool]:
    person = value.removeprefix("@")
    if name == "is" and value in KINDS:
        return KINDS[value], False
    if name == "has" and value in HAVES:
        return HAVES[value], False
    if name == "lang":
        return lambda _, post: post.lang == value, False
    if name == "conversation_id" and value.isdecimal():
        return lambda _, post: post.conversation == int(value), True
    tests: dict[str, Test] = {
        "from": lambda world, post: post.author == world.named(person) != 0,
        "to": lambda world, post: post.in_reply_to_user == world.named(person) != 0,
        "url": lambda _, post: any(value.lower() in each.expanded.lower() for each in post.links),
    }
    if name not in tests:
        raise QueryError(f"Reference to invalid operator '{name}:{value}'")
    return tests[name], True


def _mentions(handle: str) -> Test:
    def test(world: World, post: Post) -> bool:
        who = world.named(handle)
        return bool(who) and who in {*post.mentions, *post.implicit}

    return test

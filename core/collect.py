"""What a message tells of the facts that were asked for. Pure.

Triage reads facts wherever they stand and has to be careful; whoever was just asked for a network
may answer "tron" alone, and one who was asked for his UID writes nothing but a number. Each part
of such an answer is read once more beside the word that he left out, by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from core.reply.formats import localised
from core.triage.facts import facts
from core.triage.text import visible

Found = dict[str, tuple[str, ...]]

# The word beside which a part says the fact; what stands there alone is at most so long.
_BESIDE = {"uid": "uid {}", "order_id": "order {}", "network": "{} network", "amount": "{} USDT"}
_LONGEST_ALONE = 40
# A longer number alone is an id of something, and no amount.
_MOST_DIGITS = 9
_BARE_NUMBER = re.compile(r"[\d.,' ]{1,24}")
_PARTS = re.compile(r"[\n;؛,，、،/|]+(?=\s|\D)|\s[-–—]\s")
# What the desk keeps; everything else that triage finds stays with the message.
KEPT = ("uid", "coin", "network", "amount", "txid", "address", "order_id", "time", "error")
# What may be said back in private, in this order: nothing of it can be words of the author's.
SAID_BACK = ("amount", "coin", "network", "txid", "address", "order_id", "uid")
_SAYABLE = re.compile(r"[\w.,:\- ]{1,128}")
# An amount that can only mean one number: 12.000 is twelve here and twelve thousand there.
_AMOUNT = re.compile(
    r"(\d+|\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+)"
    r"\s*([A-Za-z]{2,6})?"
)
_LONG, _HEAD, _TAIL = 20, 8, 6
# A row of letters and digits that was meant as a hash, an address or a number, and is none.
_ATTEMPT = re.compile(r"(?=[0-9A-Za-z…]*\d)[0-9A-Za-z…]{5,}|\b0x[0-9A-Za-z…]+")


def given(text: str, read: Mapping[str, tuple[str, ...]], wanted: Collection[str]) -> Found:
    """The facts in a message by kind: what triage `read`, and what the `wanted` ones make of it."""
    found: Found = {kind: read[kind] for kind in KEPT if read.get(kind)}
    for part in _parts(text) if wanted else ():
        for kind, value in _alone(part, [each for each in _BESIDE if each in wanted]):
            if kind not in found and not (kind == "network" and _is_the_coin(found, part, wanted)):
                found[kind] = value
                break
    if "network" in wanted and "coin" in found:
        found["coin"] = _without_chains(found) or (found["coin"] if "coin" in wanted else ())
    return {kind: values for kind, values in found.items() if values}


def attempted(text: str, read: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether somebody meant to give a hash, an address or a number, and it is none."""
    return "address_invalid" in read or _ATTEMPT.search(visible(text)) is not None


def recap(known: Mapping[str, tuple[str, ...]], language: str) -> str:
    """The facts in one line to be said back in private; long ones shortened, numbers localised."""
    said: dict[str, None] = {}
    for kind in SAID_BACK:
        for value in known.get(kind, ()):
            if _SAYABLE.fullmatch(value):
                said.setdefault(_shown(kind, value, language))
    return " · ".join(_without_repeats(said))


def _parts(text: str) -> Iterator[str]:
    for part in _PARTS.split(visible(text)):
        plain = part.strip(" \t.!?。:：-–—")
        if plain and len(plain) <= _LONGEST_ALONE:
            yield plain


def _alone(part: str, kinds: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a part can say where the question is the missing word, the likeliest first."""
    own = facts(part)
    number = _BARE_NUMBER.fullmatch(part) is not None
    money = sum(map(str.isdigit, part)) <= _MOST_DIGITS
    for kind in kinds if money else [each for each in kinds if each != "amount"]:
        told = facts(_BESIDE[kind].format(part)).get(kind, ())
        fits = not own.keys() - {"coin", "network"} if kind == "network" else number and not own
        if told and fits:
            yield kind, (part,) if kind == "amount" else told


def _is_the_coin(found: Found, part: str, wanted: Collection[str]) -> bool:
    """A name that is coin and network alike is the coin while that is asked for as well."""
    coins = facts(part).get("coin", ())
    return "coin" in wanted and len(found.get("coin", ())) <= len(coins) == 1


def _without_chains(found: Found) -> tuple[str, ...]:
    """The coins without those that only name the network: "usdt on tron"."""
    network = set(found.get("network", ()))
    return tuple(
        coin
        for coin in found["coin"]
        if not network & set(facts(_BESIDE["network"].format(coin)).get("network", ()))
    )


def _shown(kind: str, value: str, language: str) -> str:
    if kind == "amount":
        return _amount(value, language)
    if len(value) <= _LONG:
        return {"uid": f"UID {value}", "order_id": f"#{value}"}.get(kind, value)
    short = f"{value[:_HEAD]}…{value[-_TAIL:]}"
    return f"TXID {short}" if kind == "txid" else short


def _amount(value: str, language: str) -> str:
    """As the language writes it where there is no doubt, else as it was written."""
    found = _AMOUNT.fullmatch(value)
    if found is None:
        return value
    return localised(f"{_grouped(found[1])} {(found[2] or '').upper()}".strip(), "", language)


def _grouped(number: str) -> str:
    whole, point, rest = number.replace(",", "").partition(".")
    return f"{int(whole):,}{point}{rest}"


def _without_repeats(said: Iterable[str]) -> list[str]:
    """A coin that its amount names already is not named twice."""
    lines = list(said)
    return [each for each in lines if not any(other.endswith(f" {each}") for other in lines)]

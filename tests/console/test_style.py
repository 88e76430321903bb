"""The style sheet: small, and readable in both schemes by the measure of WCAG AA."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

STATIC = files("console") / "static"
CSS = (STATIC / "console.css").read_text("utf-8")
PROTECTION = (STATIC / "protection.css").read_text("utf-8")
# A picture; text that shines through loses its contrast, and axe looks at one moment alone.
DIMMED = {".blank .brand-mark"}
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")
BLOCKS = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
LIGHT, DARK = (dict(TOKEN.findall(block)) for block in BLOCKS)
ON_SURFACES = ("ink", "soft", "accent", "p0", "p1", "p2", "p3", "good", "bad", "public", "private")
PAIRS = [
    *((text, "surface") for text in ON_SURFACES),
    *((text, "raised") for text in ("ink", "soft")),
    *((text, "ground") for text in ("ink", "soft", "good", "bad", "p1")),
    *((text, "accent-wash") for text in ("ink", "soft", "p0", "p1", "accent")),
    ("on-accent", "accent"),
    ("surface", "p0"),
    ("surface", "public"),
    ("surface", "bad"),
    ("ink", "ours"),
    ("soft", "ours"),
    ("note-ink", "note"),
    ("p0", "p0-wash"),
    ("p1", "p1-wash"),
    ("good", "good-wash"),
    ("ink", "bad-wash"),
    ("bad", "bad-wash"),
    ("public", "public-wash"),
    ("private", "private-wash"),
    ("ink", "good-wash"),
    ("good", "accent-wash"),
    ("bad", "accent-wash"),
    ("accent", "ground"),
]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
def test_text_can_be_read(scheme, pair):
    text, ground = pair
    assert contrast(scheme[text], scheme[ground]) >= 4.5


def test_no_text_is_dimmed():
    sheets = [each.read_text("utf-8") for each in STATIC.iterdir() if each.name.endswith(".css")]
    rules = [(name.strip(), body) for each in sheets for name, body in RULE.findall(each)]
    assert len(rules) > 500
    assert {name for name, body in rules if "opacity" in body} == DIMMED


def test_few_fonts_are_asked_for():
    sheets = "\n".join(
        each.read_text("utf-8") for each in STATIC.iterdir() if each.name[-3:] == "css"
    )
    assert set(re.findall(r"font-size: (\.\d+rem)", sheets)) == {".8rem", ".86rem", ".92rem"}
    assert set(re.findall(r"font-weight: (\d+)", sheets)) == {"400", "600", "700"}


def test_both_schemes_set_the_same_colours():
    assert LIGHT.keys() == DARK.keys()


def test_the_sheet_stays_small_and_asks_nobody_else():
    assert CSS.count("\n") <= 400
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_the_second_sheet_is_small_too_and_has_no_colours_of_its_own():
    assert PROTECTION.count("\n") <= 200
    assert "url(" not in PROTECTION
    assert not re.search(r"#[0-9a-f]{3}\b|rgb\(", PROTECTION)
    assert set(re.findall(r"var\(--([\w-]+)\)", PROTECTION)) <= {
        *LIGHT,
        "radius",
        "mono",
    }


def test_list_and_case_part_on_narrow_screens_and_motion_can_be_refused():
    for rule in (
        "@media (min-width: 1000px)",
        "@media (max-width: 720px)",
        ".desk:has(#case) .list { display: none; }",
        "prefers-reduced-motion",
        "prefers-color-scheme: dark",
        "forced-colors",
        ":focus-visible",
    ):
        assert rule in CSS

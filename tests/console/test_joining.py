"""One file made of several: in an order that works, each part in its own scope, or not at all."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from console.assets import SHEETS
from console.joining import joined_script, joined_sheet

STATIC = files("console") / "static"
BASE = """\
export const one = 1;
export function two() {
  return one + 1;
}
"""
MIDDLE = """\
import { one, two } from "./base.js";

let held = one;
export async function three() {}
"""
ENTRY = """\
import * as middle from "./middle.js";
import { two } from "./base.js";

middle.three(two());
"""
JOINED = """\
"use strict";
(() => {
const $base = (() => {
const one = 1;
function two() {
  return one + 1;
}

return { one, two };
})();

const $middle = (() => {
const { one, two } = $base;

let held = one;
async function three() {}

return { three };
})();

const middle = $middle;
const { two } = $base;

middle.three(two());
})();
"""


def own(name: str) -> str:
    return (STATIC / name).read_text("utf-8")


def test_a_script_holds_what_it_imports_each_part_before_whoever_needs_it():
    every = {"base.js": BASE, "middle.js": MIDDLE, "entry.js": ENTRY}
    assert joined_script("entry.js", every.__getitem__) == JOINED


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (
            {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'},
            "circle",
        ),
        ({"a.js": 'import { one as other } from "./b.js";\n', "b.js": ""}, "cannot be joined"),
        ({"a.js": 'import b from "./b.js";\n', "b.js": ""}, "cannot be joined"),
        ({"a.js": "export default 1;\n"}, "cannot be joined"),
        ({"a.js": "export let state = 1;\n"}, "cannot be joined"),
    ],
    ids=["in a circle", "under another name", "a default", "as a default", "what changes"],
)
def test_what_cannot_be_joined_stops_the_start(parts, why):
    with pytest.raises(ValueError, match=why):
        joined_script("a.js", parts.__getitem__)


def test_the_pages_script_holds_every_module_once_and_asks_for_none():
    joined = joined_script("console.js", own)
    named = re.findall(r"^const \$(\w+) = ", joined, re.MULTILINE)
    alone = {"console", "passkey", "trusted"}
    every = {each.name.partition(".")[0] for each in STATIC.iterdir() if each.name.endswith(".js")}
    assert len(named) == len(set(named))
    assert set(named) == every - alone
    assert not re.search(r"^(?:import|export)\b", joined, re.MULTILINE)


def test_sheets_keep_their_order():
    joined = joined_sheet(SHEETS, own)
    places = [joined.index(own(each)) for each in SHEETS]
    assert places == sorted(places)
    assert places[0] == 0

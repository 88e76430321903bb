"""identities.toml edited by the console: comments stay, mistakes and races change nothing."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ConfigError, StorageUnavailable
from core.registry import Edit, Section
from knowledge.identity_edit import entries
from knowledge.identity_file import load_identities
from knowledge.registry import FileRegistry
from tests.conftest import NOON

pytestmark = pytest.mark.anyio
TEXT = """\
# Who is real.

[brand]
name = "Nordex"  # as people say it
domains = ["nordex.example", "help.nordex.example"]

# The main account.
[[official]]
platform = "replay"
id = "1001"
handle = "NordexSupport"

[[official]]
platform = "replay"
handle = "NordexBot"  # its id comes later

[[staff]]
name = "Mira Solberg"
role = "support agent"
accounts = [
  { platform = "replay", id = "2001", handle = "mira_nordex" },  # her own
]

[[staff]]
name = "Li Wen"
accounts = [{ platform = "replay", id = "2003" }]
"""
COMMENTS = ["# Who is real.", "# as people say it", "# The main account.", "# its id comes later"]


class Desk:
    """A registry in a file, with everything it tells others."""

    def __init__(self, folder: Path, text: str = TEXT) -> None:
        self.path = folder / "identities.toml"
        self.path.write_text(text, encoding="utf-8")
        self.audited, self.applied = [], []
        self.registry = FileRegistry(
            self.path, self.audit, trail=self.trail, applied=self.applied.append
        )

    async def audit(self, decision) -> None:
        self.audited.append(decision)

    async def trail(self):
        return list(self.audited)

    async def edit(self, section, number=None, /, **values) -> Edit:
        digest = (await self.registry.read()).digest
        return Edit(section=Section(section), number=number, values=values, seen=digest)

    async def make(self, section, number=None, /, **values):
        return await self.registry.change(await self.edit(section, number, **values), "mira", NOON)

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path)


def values_of(registered, section):
    return [dict(each.values) for each in registered.of(Section(section))]


async def test_the_file_is_read_as_entries(desk):
    registered = await desk.registry.read()
    assert registered.identities.domains == ("nordex.example", "help.nordex.example")
    assert values_of(registered, "brand") == [{"name": "Nordex"}]
    assert values_of(registered, "domain")[1] == {"domain": "help.nordex.example"}
    assert values_of(registered, "official")[1] == {
        "platform": "replay",
        "id": "",
        "handle": "NordexBot",
        "name": "",
    }
    assert values_of(registered, "staff") == [
        {
            "name": "Mira Solberg",
            "role": "support agent",
            "accounts": "replay 2001 mira_nordex",
        },
        {"name": "Li Wen", "role": "", "accounts": "replay 2003"},
    ]


@pytest.mark.parametrize(
    ("section", "number", "values", "plus", "minus"),
    [
        ("brand", 0, {"name": "Nordex2"}, ['name = "Nordex2"'], ['name = "Nordex"']),
        ("domain", None, {"domain": "A.Nordex.example "}, ['"a.nordex.example"]'], []),
        ("domain", 0, {"domain": "new.example"}, ['"new.example"'], ['"nordex.example"']),
        ("domain", 0, {}, [], ['"nordex.example"']),
        (
            "official",
            None,
            {"platform": "replay", "id": "9", "handle": "@NordexNew"},
            ["[[official]]", 'id = "9"', 'handle = "NordexNew"'],
            [],
        ),
        (
            "official",
            1,
            {"platform": "replay", "id": "1002", "handle": "NordexBot"},
            ['id = "1002"'],
            [],
        ),
        ("official", 0, {}, [], ['id = "1001"', 'handle = "NordexSupport"']),
        ("staff", 0, {"name": "Mira Solberg", "role": ""}, [], ["role", "accounts", "2001"]),
        (
            "staff",
            1,
            {"name": "Li Wen", "accounts": "replay 2003 @liwen\n\nreplay 2004"},
            ['id = "2003", handle = "liwen"', 'id = "2004"}'],
            ['id = "2003" }'],
        ),
        (
            "staff",
            None,
            {"name": "Amara Obi", "role": "lead", "accounts": "replay 7 amara"},
            ['name = "Amara Obi"', 'role = "lead"'],
            [],
        ),
    ],
    ids=[
        "brand",
        "domain added",
        "domain changed",
        "domain removed",
        "account added",
        "account gets its id",
        "account removed",
        "fields emptied",
        "accounts of staff",
        "staff added",
    ],
)
async def test_an_edit_changes_its_lines_and_no_others(desk, section, number, values, plus, minus):
    edit = await desk.edit(section, number, **values)
    lines = await desk.registry.preview(edit)
    assert desk.text == TEXT
    for words in plus:
        assert any(words in line for line in lines if line[0] == "+"), words
    for words in minus:
        assert any(words in line for line in lines if line[0] == "-"), words
    await desk.registry.change(edit, "mira", NOON)
    assert load_identities(desk.path) == desk.applied[0] or desk.applied
    kept = [each for each in COMMENTS if not (section == "official" and number == 0)]
    assert all(each in desk.text for each in kept)
    assert "\n\n\n" not in desk.text
    assert desk.text.endswith("\n")


async def test_what_changed_is_what_the_desk_goes_by(desk):
    registered = await desk.make("official", platform="replay", id="9", handle="NordexNew")
    assert any(each.id == "9" for each in registered.identities.accounts)
    assert registered.identities is desk.applied[0]
    assert [each.id for each in load_identities(desk.path).accounts][2] == "9"


async def test_every_change_is_audited_with_its_lines(desk):
    await desk.make("domain", 1)
    (decision,) = desk.audited
    assert decision.act == "identities:remove:domain"
    assert (decision.by, decision.at) == ("mira", NOON)
    assert decision.reason.count("domains = ") == 2
    assert (await desk.registry.read()).trail == [decision]


async def test_a_change_that_cannot_be_audited_is_not_made(desk):
    async def full(decision):
        raise StorageUnavailable("disk full")

    registry = FileRegistry(desk.path, full)
    with pytest.raises(StorageUnavailable):
        await registry.change(await desk.edit("domain", 1), "mira", NOON)
    assert desk.text == TEXT
    assert (await registry.read()).trail == ()


@pytest.mark.parametrize(
    ("section", "number", "values", "words"),
    [
        ("brand", 0, {}, "the brand cannot be removed"),
        ("brand", 0, {"name": ""}, "'brand.name' is empty: write it"),
        ("domain", None, {"domain": "no domain"}, "is not a domain"),
        ("domain", None, {"domain": "https://a.example/"}, "is not a domain"),
        ("domain", 7, {"domain": "a.example"}, "no such entry"),
        ("domain", 7, {}, "no such entry"),
        ("official", None, {"platform": "replay"}, "names nobody"),
        ("official", None, {"platform": "", "handle": "x"}, "'official.2.platform' is missing"),
        ("official", None, {"platform": "replay", "id": "1001"}, "keep one"),
        ("official", 7, {"platform": "replay", "id": "3"}, "no such entry"),
        ("staff", None, {"name": ""}, "is missing"),
        ("staff", 0, {"name": "M", "accounts": "replay"}, "line 1 is not an account"),
        ("staff", 0, {"name": "M", "accounts": "a b c d"}, "line 1 is not an account"),
        ("brand", 0, {"name": "Nordex"}, "nothing would change"),
    ],
)
async def test_mistakes_are_told_in_one_line_and_change_nothing(
    desk, section, number, values, words
):
    edit = await desk.edit(section, number, **values)
    for way in (desk.registry.preview(edit), desk.registry.change(edit, "mira", NOON)):
        with pytest.raises(ConfigError) as told:
            await way
        assert words in str(told.value)
        assert "\n" not in str(told.value)
        assert str(desk.path.parent.parent) not in str(told.value).replace(str(desk.path), "")
    assert desk.text == TEXT
    assert desk.audited == []


async def test_the_last_domain_stays(desk):
    await desk.make("domain", 1)
    with pytest.raises(ConfigError, match="at least 1"):
        await desk.make("domain", 0)


async def test_who_comes_second_changes_nothing(desk):
    first, second = [await desk.edit("domain", None, domain=f"{n}.example") for n in "ab"]
    done = await asyncio.gather(
        desk.registry.change(first, "mira", NOON),
        desk.registry.change(second, "tomasz", NOON),
        return_exceptions=True,
    )
    assert [type(each).__name__ for each in done] == ["Registered", "ConfigError"]
    assert "b.example" not in desk.text
    assert len(desk.audited) == 1


async def test_an_edit_by_hand_meanwhile_is_not_overwritten(desk):
    edit = await desk.edit("domain", 1)
    desk.path.write_text(f"{TEXT}\n# by hand\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="somebody changed the registry"):
        await desk.registry.change(edit, "mira", NOON)
    assert "# by hand" in desk.text


async def test_no_half_file_and_nothing_left_over_where_writing_fails(desk, monkeypatch):
    def refuse(self, target):
        raise PermissionError(13, "Permission denied")

    edit = await desk.edit("domain", 1)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ConfigError, match="cannot be written: Permission denied"):
        await desk.registry.change(edit, "mira", NOON)
    assert desk.text == TEXT
    assert list(desk.path.parent.iterdir()) == [desk.path]


async def test_the_file_keeps_its_rights(desk):
    desk.path.chmod(0o640)
    await desk.make("domain", 1)
    assert stat.S_IMODE(desk.path.stat().st_mode) == 0o640


@pytest.mark.parametrize("text", ["[brand", "\x00"], ids=["broken", "not TOML"])
async def test_a_broken_file_is_told(tmp_path, text):
    desk = Desk(tmp_path, text)
    with pytest.raises(ConfigError, match="not valid TOML"):
        await desk.registry.read()


def test_entries_of_what_is_not_toml():
    with pytest.raises(ConfigError, match="here: is not valid TOML"):
        list(entries("[brand", "here"))


async def test_a_file_that_is_not_there(tmp_path):
    registry = FileRegistry(tmp_path / "none.toml", Desk(tmp_path).audit)
    with pytest.raises(ConfigError, match="cannot be read"):
        await registry.read()


async def test_a_registry_of_a_brand_alone_grows(tmp_path):
    desk = Desk(tmp_path, '[brand]\nname = "N"\ndomains = ["n.example"]\n')
    with pytest.raises(ConfigError, match="no such entry"):
        await desk.make("staff", 0, name="x")
    await desk.make("staff", name="Li Wen")
    await desk.make("official", platform="replay", id="1")
    registered = await desk.registry.read()
    assert values_of(registered, "staff") == [{"name": "Li Wen", "role": "", "accounts": ""}]
    for header in ("staff", "official"):
        assert desk.text.count(f"\n\n[[{header}]]") == 1


async def test_what_the_form_does_not_show_stays(tmp_path):
    text = TEXT.replace('handle = "NordexSupport"', 'handle = "NordexSupport"\navatar = ""')
    desk = Desk(tmp_path, text)
    await desk.make("official", 0, platform="replay", id="1005", handle="NordexSupport")
    assert 'avatar = ""' in desk.text
    assert 'id = "1005"' in desk.text


@pytest.mark.parametrize(
    ("section", "values", "line"),
    [
        ("alias", {"alias": "NDX"}, 'aliases = ["NDX"]'),
        ("fan", {"handle": "@nordex_fan"}, 'fans = ["nordex_fan"]'),
        ("fake", {"platform": "replay", "id": "66"}, '[[fake]]\nplatform = "replay"\nid = "66"'),
    ],
    ids=["another name", "a fan", "a fake"],
)
async def test_lists_that_are_not_there_yet_begin(desk, section, values, line):
    registered = await desk.make(section, **values)
    assert line in desk.text
    (entry,) = registered.of(Section(section))
    assert {name: value for name, value in entry.values.items() if value} == {
        name: value.removeprefix("@") for name, value in values.items()
    }
    after = await desk.make(section, 0)
    assert after.of(Section(section)) == ()


@settings(max_examples=25)
@given(value=st.text(max_size=40))
def test_whatever_is_typed_the_file_stays_readable_or_as_it_was(tmp_path_factory, value):
    desk = Desk(tmp_path_factory.mktemp("registry"))

    async def typed():
        try:
            registered = await desk.make("official", platform="replay", name=value, id="5")
        except ConfigError:
            assert desk.text == TEXT
        else:
            told = values_of(registered, "official")[-1]
            assert told["name"] == value.strip()

    asyncio.run(typed())

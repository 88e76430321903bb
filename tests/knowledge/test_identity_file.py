"""What identities.toml may say beyond accounts: other names, fans, fakes, pictures."""

from __future__ import annotations

import pytest

from bench.avatars_made import drawn, encoded
from core.errors import ConfigError
from core.triage.avatars import SAME, closest, fingerprint
from knowledge import load_identities

BRAND = '[brand]\nname = "Nordex"\ndomains = ["nordex.example"]\n'
STAFF = '[[staff]]\nname = "Mira Solberg"\n'


def loaded(tmp_path, text, **options):
    path = tmp_path / "identities.toml"
    path.write_text(text, encoding="utf-8")
    return load_identities(path, **options)


def test_other_names_fans_and_fakes(tmp_path):
    text = BRAND + 'aliases = ["NDX"]\nfans = ["nordex_girl"]\n'
    text += '[[fake]]\nplatform = "telegram"\nid = "13"\n[[fake]]\nplatform = "x"\nhandle = "nrdx"'
    known = loaded(tmp_path, text)
    assert (known.aliases, known.fans) == (("NDX",), ("nordex_girl",))
    assert [(each.platform, each.id, each.handle) for each in known.fakes] == [
        ("telegram", "13", ""),
        ("x", "", "nrdx"),
    ]


def test_who_has_no_account_is_still_known_by_name(tmp_path):
    known = loaded(tmp_path, BRAND + STAFF)
    assert [(each.name, each.platform, each.id) for each in known.accounts] == [
        ("Mira Solberg", "", "")
    ]
    assert known.accounts[0].role


def test_pictures_are_hashed_once_each(tmp_path):
    picture = encoded(drawn(2))
    (tmp_path / "logo.png").write_bytes(picture)
    text = BRAND + '[[official]]\nplatform = "x"\nid = "1"\navatar = "logo.png"\n' + STAFF
    text += 'avatar = "logo.png"\n'
    known = loaded(tmp_path, text)
    assert len(known.avatars) == 1
    assert closest(fingerprint(picture), known.avatars) <= SAME
    (tmp_path / "trial").mkdir()
    assert loaded(tmp_path / "trial", text, beside=tmp_path).avatars == known.avatars


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[fake]]\nplatform = "x"', "'fake.0' names nobody: add id or handle"),
        ('[[fake]]\nplatform = "x"\nhandle = "@a"', "starts with @"),
        (STAFF + 'avatar = "none.png"', "avatar 'none.png' cannot be read: No such file"),
        (STAFF + 'avatar = "identities.toml"', "is no picture that can be told from others"),
    ],
)
def test_mistakes_are_named(tmp_path, text, told):
    with pytest.raises(ConfigError, match=told.replace("'", ".")):
        loaded(tmp_path, BRAND + text)

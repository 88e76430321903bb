"""settings.toml: what is right is taken, what is wrong is named in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigError
from core.settings import Settings, Table, checked, nearest, parse


def test_an_empty_file_means_the_defaults():
    assert parse("", {}).settings == Settings()


def test_the_environment_overrides_the_file():
    loaded = parse("[console]\nport = 1", {"SKERRY_CONSOLE__PORT": "9000", "HOME": "/root"})
    assert loaded.settings.console.port == 9000


def test_platform_tables_take_typed_values_from_the_environment():
    environment = {
        "SKERRY_BOTS__TELEGRAM__POLL_TIMEOUT_S": "3",
        "SKERRY_BOTS__TELEGRAM__BASE_URL": "http://127.0.0.1:1/bot",
        "SKERRY_TRIAGE__SIGNALS__ABUSE__SCORE": "0.5",
    }
    settings = parse("", environment).settings
    assert settings.bots["telegram"] == {"poll_timeout_s": 3, "base_url": "http://127.0.0.1:1/bot"}
    assert settings.triage.signals == {"abuse": {"score": 0.5}}


def test_the_encoders_table_and_its_labels():
    text = '[triage.encoder]\nuse = "hub"\nmodel = "owner/name"\nlabels = { A = "positive" }'
    environment = {
        "SKERRY_TRIAGE__ENCODER__SLOWEST_MS": "80",
        "SKERRY_TRIAGE__ENCODER__LABELS": '{ LABEL_0 = "negative" }',
    }
    assert parse(text, {}).settings.triage.encoder.labels == {"A": "positive"}
    encoder = parse(text, environment).settings.triage.encoder
    assert (encoder.use, encoder.slowest_ms, encoder.pause_s) == ("hub", 80, 30)
    assert encoder.labels == {"LABEL_0": "negative"}


def test_credentials_come_from_the_environment_only():
    assert parse("", {"SKERRY_TELEGRAM_TOKEN": "1:x"}).secrets == {"SKERRY_TELEGRAM_TOKEN": "1:x"}


@pytest.mark.parametrize(
    ("text", "environment", "line"),
    [
        ("[consol]", {}, "settings.toml: unknown key 'consol': did you mean 'console'?"),
        ("[console]\nprot = 1", {}, "unknown key 'console.prot': did you mean 'port'?"),
        ("[console]\nqqqqqq = 1", {}, "unknown key 'console.qqqqqq': valid are door, host"),
        ("[console]\nport = 'x'", {}, "'console.port' is 'x': it should be a valid integer"),
        ("[console]\nport = -4", {}, "greater than or equal to 0"),
        ("console = 3", {}, "settings.toml: 'console' is 3"),
        ("[policy]\nanswer_in_groups = 'no'", {}, "'addressed' or 'all'"),
        ("port", {}, "settings.toml: not valid TOML"),
        ("[triage.encoder]\nmodle = 'x'", {}, "'triage.encoder.modle': did you mean 'model'?"),
        ("[triage.encoder]\nuse = 'on'", {}, "'default', 'off' or 'hub'"),
        ("[triage.encoder]\nhead = 'mood'", {}, "'triage.encoder.head' is 'mood'"),
        ("", {"SKERRY_TRIAGE__ENCODER__SLOWEST_MS": "0"}, "greater than 0"),
        ("", {"SKERRY_TRIAGE__ENCODER__LABELS": "x"}, "SKERRY_TRIAGE__ENCODER__LABELS: "),
        ("", {"SKERRY_CONSOLE__PRT": "1"}, "SKERRY_CONSOLE__PRT: unknown key 'console.prt'"),
        ("", {"SKERRY_CONSOL__PORT": "1"}, "SKERRY_CONSOL__PORT: unknown key 'consol': did you"),
        (
            "",
            {"SKERRY_CONSOLE__PORT": "1", "SKERRY_CONSOLE__PRT": "1"},
            "SKERRY_CONSOLE__PRT: unknown key 'console.prt'",
        ),
        ("[consol]\nport = 1", {"SKERRY_CONSOL__HOST": "x"}, "settings.toml: unknown key 'consol'"),
        ("console = 3", {"SKERRY_CONSOLE__PORT": "1"}, "SKERRY_CONSOLE__PORT: [console] is not"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(text, environment, line):
    with pytest.raises(ConfigError) as caught:
        parse(text, environment)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value).strip() or "TOML" in str(caught.value)


def test_nearest_is_silent_when_there_is_nothing_to_say():
    assert nearest("x", []) == ""


@given(st.text(max_size=200))
def test_any_text_is_settings_or_a_config_error(text):
    problem = "settings.toml: "
    try:
        parse(text, {})
    except ConfigError as error:
        problem = str(error)
    assert problem.startswith("settings.toml: ")


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"suport": 1}, "[bots.x] suport: unknown key: did you mean 'support'?"),
        ({"inner": {"eviry_s": 1}}, "[bots.x] inner.eviry_s: unknown key: did you mean 'every_s'?"),
        ({"inner": {"every_s": "often"}}, "[bots.x] inner.every_s: Input should be"),
    ],
)
def test_a_platforms_table_names_the_key_and_the_nearest_valid_one(table, says):
    class Inner(Table):
        every_s: float = 1

    class Outer(Table):
        support: int = 0
        inner: Inner = Inner()

    with pytest.raises(ConfigError) as refusal:
        checked(Outer, table, "[bots.x]")
    assert str(refusal.value).startswith(says)
    assert checked(Outer, {"support": 2}, "[bots.x]").support == 2

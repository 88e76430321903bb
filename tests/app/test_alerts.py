"""What alerts and dashboards ask for is what a running desk exports, in Prometheus' own grammar."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import httpx
import promql_parser as promql
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from app.backup.chore import BackupMeters
from sandbox.telegram import TelegramSandbox
from tests.story_kit import a_desk, judged, loaded, on_telegram, until

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
ALERTS, BOARD = ROOT / "docs/alerts.yml", ROOT / "docs/grafana/skerry.json"
# What Prometheus itself adds to whatever it scrapes.
SCRAPED = {"instance", "job"}


def rules():
    groups = yaml.safe_load(ALERTS.read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels():
    return json.loads(BOARD.read_text())["panels"]


def expressions():
    """Every expression by where it stands, with the dashboard's own variables filled in."""
    found = {rule["alert"]: rule["expr"] for rule in rules()}
    for panel in panels():
        for target in panel["targets"]:
            found[f"{panel['title']} {target['refId']}"] = target["expr"].replace(
                "$__rate_interval", "5m"
            )
    return found


def selectors(node):
    """The metrics that a parsed expression reads, each with the labels and values it asks for."""
    if isinstance(node, promql.VectorSelector):
        yield node.name, {each.name: each.value for each in node.matchers.matchers}
    for name in ("expr", "lhs", "rhs", "vector_selector", "param"):
        if (inner := getattr(node, name, None)) is not None:
            yield from selectors(inner)
    for each in getattr(node, "args", ()) or ():
        yield from selectors(each)


def grouped_by(node):
    """The labels by which an expression takes sums apart."""
    modifier = getattr(node, "modifier", None)
    if isinstance(node, promql.AggregateExpr) and modifier is not None:
        yield from modifier.labels
    for name in ("expr", "lhs", "rhs"):
        if (inner := getattr(node, name, None)) is not None:
            yield from grouped_by(inner)
    for each in getattr(node, "args", ()) or ():
        yield from grouped_by(each)


@pytest.fixture(scope="module")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
async def exported(tmp_path_factory):
    """Of a desk that runs and has answered once: name -> label -> the values it had."""
    async with TelegramSandbox() as telegram:
        ann = telegram.world.add_user("Ann", id=611, reachable=True).id
        folder, figures = tmp_path_factory.mktemp("desk"), {"on": True, "port": 0}
        given = loaded(folder, on_telegram(telegram), metrics=figures)
        async with a_desk(given) as desk:
            telegram.scene.say(ann, ann, "How long does a withdrawal of BTC take?")
            await judged(desk, 1)
            await until(lambda: telegram.world.bot_posts(ann), 60)
            await desk.metrics.look()
            # Where backups are made by schedule, these stand in the same registry.
            BackupMeters(desk.metrics.registry)
            async with httpx.AsyncClient(trust_env=False) as client:
                answer = await client.get(f"{desk.metrics.url}/metrics")
    return names_of(answer.text)


def names_of(text):
    found = {}
    for family in text_string_to_metric_families(text):
        names = {family.name}
        if family.type == "counter":
            names = {f"{family.name}_total"}
        elif family.type == "histogram":
            names = {f"{family.name}{end}" for end in ("_bucket", "_sum", "_count")}
        for name in names:
            found.setdefault(name, {})
        for sample in family.samples:
            for label, value in sample.labels.items():
                found.setdefault(sample.name, {}).setdefault(label, set()).add(value)
    return found


@pytest.mark.parametrize("where", expressions())
async def test_an_expression_parses_and_asks_for_what_is_exported(where, exported):
    parsed = promql.parse(expressions()[where])
    read = list(selectors(parsed))
    assert read
    for name, wanted in read:
        assert name in exported
        for label, value in wanted.items():
            assert_is_told(exported[name], label, value)
    known = {label for name, _ in read for label in exported[name]} | SCRAPED
    # Of what has not happened yet no labels are known.
    if all(exported[name] for name, _ in read):
        assert set(grouped_by(parsed)) <= known


def assert_is_told(labels, label, value):
    if labels:
        assert [each for each in labels[label] if re.fullmatch(value, each)], (label, value)


async def test_everything_that_is_exported_is_shown_somewhere(exported):
    asked = {name for each in expressions().values() for name, _ in selectors(promql.parse(each))}
    ours = {
        re.sub("_(bucket|sum|count|total|created)$", "", each)
        for each in exported
        if each.startswith("skerry_")
    }
    shown = {re.sub("_(bucket|sum|count|total|created)$", "", each) for each in asked}
    assert ours - shown == set()


def test_what_does_not_parse_is_noticed():
    with pytest.raises(ValueError, match="paren"):
        promql.parse("sum(rate(x[5m])")
    found = dict(selectors(promql.parse('sum by (a) (rate(x{b="c"}[5m])) > 2 * max(y)')))
    assert found == {"x": {"b": "c"}, "y": {}}
    assert list(grouped_by(promql.parse("sum by (a) (x) > max(y)"))) == ["a"]


def test_every_alert_has_a_line_in_the_runbook():
    runbook = (ROOT / "docs/operations.md").read_text()
    assert [rule["alert"] for rule in rules() if rule["alert"] not in runbook] == []


def test_names_are_used_once():
    names = [rule["alert"] for rule in rules()]
    titles = [panel["title"] for panel in panels()]
    numbers = [panel["id"] for panel in panels()]
    for each in (names, titles, numbers):
        assert len(set(each)) == len(each)


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not installed")
def test_promtool_accepts_the_rules():
    program = shutil.which("promtool") or ""
    found = subprocess.run([program, "check", "rules", ALERTS], check=False, timeout=30)
    assert found.returncode == 0

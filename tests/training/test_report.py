"""The report: complete, self-contained, escaped, with pictures that say what the figures say."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as Tree

import numpy as np
import pytest

from tests.training import kit
from training.evaluate import by_language, facts_by_kind
from training.measures import reliability
from training.mistakes import MOST, confident_mistakes, overlooked
from training.report import Evaluation, render
from training.report_charts import Bar, Series, bars, curves, heat_map, reliability_diagram
from training.report_svg import Canvas
from training.stages import Cascade

SVG = "{http://www.w3.org/2000/svg}"
FULL = {
    "lang": "en", "intent": "fees", "urgency": "P3", "sentiment": "neutral", "stance": "none",
    "answerable": True, "facts": {"coin": ("BTC",)},
}  # fmt: skip
CASCADE = Cascade(
    share=np.linspace(0, 1, 5), intent=np.linspace(0.6, 0.9, 5), p0=np.linspace(0.5, 1, 5), now=0.3
)


def evaluation(judged, **changes) -> Evaluation:
    reader = kit.brain()
    values = {
        "judged": judged,
        "figures": by_language(judged),
        "facts": facts_by_kind(judged),
        "cascade": None,
        "mistakes": confident_mistakes(judged, reader),
        "overlooked": overlooked(judged, reader),
        "problems": [],
        "sources": ["lines.jsonl"],
        "model": "linear-fake",
        "at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return Evaluation(**values | changes)


@pytest.fixture(scope="module")
def page() -> str:
    judged = [
        kit.judged(FULL),
        kit.judged(FULL | {"intent": "kyc", "lang": "de", "urgency": "P0"}),
        kit.judged(FULL | {"answerable": False}, outcome="escalate"),
    ]
    return render(evaluation(judged, cascade=CASCADE, problems=["a.jsonl line 7: <b>"]))


def test_it_needs_nothing_but_itself(page):
    assert "<script" not in page
    assert not re.search(r'(src|href)\s*=|@import|url\(|https?://(?!www\.w3\.org/2000/svg")', page)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert 'name="viewport"' in page


def test_every_picture_is_there_and_says_how_to_read_it(page):
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    titles = [re.search(r"<h3>(.*?)</h3>", each)[1] for each in figures]
    assert titles == [
        "What abstaining costs",
        "What the encoder buys",
        "Intent: said and kept",
        "Urgency: said and kept",
        "Tone: said and kept",
        "Intent: right answers by language",
        "Urgency: right answers by language",
        "Tone: right answers by language",
        "Intent: labelled and read",
        "Urgency: labelled and read",
        "Tone: labelled and read",
        "Stance: labelled and read",
    ]
    assert all(
        "<svg" in each and len(re.search("<figcaption>(.*)<", each)[1]) > 40 for each in figures
    )


def test_what_people_wrote_is_escaped(page):
    assert "what does it &lt;cost&gt;" in page
    assert "<cost>" not in page
    assert "a.jsonl line 7: &lt;b&gt;" in page


def test_mistakes_and_emergencies_are_listed_with_reasons(page):
    assert "Emergencies that were overlooked" in page
    assert "The surest mistakes" in page
    assert "reads as" in page


def test_without_an_encoder_it_says_so(page):
    note = "Only the cheap stage read these messages"
    assert note not in page
    assert note in render(evaluation([kit.judged(FULL)]))


def test_with_few_labels_the_rest_is_left_out():
    page = render(evaluation([kit.judged({"urgency": "P3"}, tone=None)]))
    assert "Urgency: labelled and read" in page
    for absent in ("Intent: labelled", "Tone:", "answers by language", "abstaining", "<h2>Facts"):
        assert absent not in page, absent


def test_a_cascade_without_emergencies_has_one_curve():
    lone = Cascade(share=CASCADE.share, intent=CASCADE.intent, p0=None, now=0.0)
    page = render(evaluation([kit.judged({"intent": "fees"})], cascade=lone))
    assert "What the encoder buys" in page
    assert "emergencies found" not in page


def test_mistakes_come_surest_first_and_not_too_many():
    wrong = [
        kit.judged(FULL | {"intent": "kyc", "urgency": "P0"}, intent_confidence=each / 100)
        for each in range(40)
    ]
    found = confident_mistakes([kit.judged(FULL), *wrong], kit.brain())
    assert [each.sure for each in found] == [each / 100 for each in range(39, 39 - MOST, -1)]
    assert (found[0].wanted, found[0].given, found[0].language) == ("kyc", "fees", "en")
    assert found[0].reasons
    assert len(overlooked(wrong, kit.brain())) == MOST
    assert overlooked([kit.judged(FULL)], kit.brain()) == []


def parsed(chart) -> Tree.Element:
    return Tree.fromstring(str(chart))  # noqa: S314 - our own picture


def texts(chart, css="") -> list[str]:
    return [each.text for each in parsed(chart).iter("text") if css in each.get("class", "")]


@pytest.mark.parametrize("cell", [30, 62], ids=["many codes", "few codes"])
def test_a_heat_map_counts_and_names(cell):
    chart = heat_map(["how_to", "spam"], np.array([[3, 1], [0, 9]]), cell=cell)
    titles = {each.text for each in parsed(chart).iter("title")}
    assert "how to read as spam: 1 of 4" in titles
    assert [text for text in texts(chart) if text.isdigit()] == ["3", "1", "9"]
    turned = [each for each in parsed(chart).iter("text") if each.get("transform")]
    assert len(turned) == (2 if cell == 30 else 0)


def test_a_reliability_diagram_has_a_bar_and_a_count_a_bin():
    bins = reliability([0.1, 0.1, 0.95], [0, 1, 1])
    chart = parsed(reliability_diagram(bins))
    heights = [float(each.get("height")) for each in chart.iter("rect")]
    assert heights == pytest.approx([125, 250])
    assert len(list(chart.iter("circle"))) == 2


def test_bars_show_share_and_interval():
    chart = bars([Bar(name="en", hits=8, total=10), Bar(name="de", hits=0, total=5)])
    assert texts(chart, "end") == ["80.0 %", "0.0 %"]
    assert "en: 8 of 10 right; 49% to 94%" in [each.text for each in parsed(chart).iter("title")]


@pytest.mark.parametrize(("here", "css"), [(0.4, "tiny"), (0.9, "end tiny")])
def test_curves_mark_a_level_and_a_place(here, css):
    series = [Series(name="a", x=np.linspace(0, 1, 1000), y=np.linspace(1, 0.7, 1000), css="one")]
    chart = curves(series, ("x", "y"), line=0.98, here=here)
    assert {"98 %", f"now: {100 * here:.0f} %"} <= set(texts(chart, "tiny"))
    assert css in {each.get("class") for each in parsed(chart).iter("text")}
    (path,) = parsed(chart).iter("polyline")
    points = path.get("points").split()
    assert len(points) <= 400
    assert points[-1].startswith("404,")
    assert not texts(curves(series, ("x", "y")), "tiny")


def test_words_in_a_picture_are_escaped():
    canvas = Canvas(10, 10, 'a "label"')
    canvas.words((1, 1), "<b>&")
    assert "&lt;b&gt;&amp;" in canvas.drawn()
    assert parsed(canvas.drawn()).get("aria-label") == 'a "label"'

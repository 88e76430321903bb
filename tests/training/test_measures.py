"""Measures of agreement, held against figures worked out by hand and against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from training import measures

WANTED = np.array(["a", "a", "a", "b", "b", "c"])
GIVEN = np.array(["a", "a", "b", "b", "c", "c"])
CODES = st.sampled_from("abcd")
PAIRS = st.lists(st.tuples(CODES, CODES), min_size=1, max_size=60)
ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80)


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        pytest.param(measures.accuracy(WANTED, GIVEN), 4 / 6, id="accuracy"),
        pytest.param(measures.recall(WANTED, GIVEN, "a"), 2 / 3, id="recall"),
        pytest.param(measures.precision(WANTED, GIVEN, "c"), 1 / 2, id="precision"),
        pytest.param(measures.f1(WANTED, GIVEN, "a"), 0.8, id="F1"),
        pytest.param(measures.macro_recall(WANTED, GIVEN), (2 / 3 + 1 / 2 + 1) / 3, id="macro"),
        pytest.param(measures.recall(WANTED, GIVEN, "z"), 0, id="recall of what is absent"),
        pytest.param(measures.precision(WANTED, GIVEN, "z"), 0, id="precision of the unnamed"),
        pytest.param(measures.f1(WANTED, GIVEN, "z"), 0, id="F1 of what is absent"),
        pytest.param(measures.accuracy([], []), 0, id="accuracy of nothing"),
        pytest.param(measures.macro_f1([], []), 0, id="macro-F1 of nothing"),
        pytest.param(measures.calibration_error([], []), 0, id="calibration of nothing"),
        pytest.param(measures.accuracy_at([], [], 0.5), 0, id="coverage of nothing"),
    ],
)
def test_by_hand(measured, expected):
    assert measured == pytest.approx(expected)


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_agrees_with_a_reference(pairs):
    wanted, answers = zip(*pairs, strict=True)
    known = sorted(set(wanted))
    how = {"labels": known, "average": "macro", "zero_division": 0}
    assert measures.macro_recall(wanted, answers) == pytest.approx(
        metrics.recall_score(wanted, answers, **how)
    )
    assert measures.macro_f1(wanted, answers) == pytest.approx(
        metrics.f1_score(wanted, answers, **how)
    )
    counts = metrics.confusion_matrix(wanted, answers, labels=list("abcd"))
    assert (measures.confusion(wanted, answers, "abcd") == counts).all()


def test_what_has_no_code_is_not_counted():
    assert measures.confusion(["a", "z", "a"], ["a", "a", "z"], ["a"]).tolist() == [[1]]


def test_calibration_error():
    sure, right = np.array([0.9, 0.9, 0.5, 0.5]), np.array([True, True, True, False])
    assert measures.calibration_error(sure, right) == pytest.approx(0.05)
    assert measures.calibration_error([1.0], [True]) == 0


def test_bins_count_every_answer_once():
    bins = measures.reliability([0, 0.05, 0.5, 1.0], [0, 1, 1, 1], bins=10)
    assert [(each.low, each.high, each.count) for each in bins] == [
        (0, 0.1, 2), (0.5, 0.6, 1), (0.9, 1.0, 1),
    ]  # fmt: skip
    assert (bins[0].sure, bins[0].right) == (pytest.approx(0.025), 0.5)


@given(ANSWERS)
@settings(max_examples=60, deadline=None)
def test_calibration_is_a_share_and_bins_lose_nothing(answers):
    sure, right = zip(*answers, strict=True)
    assert 0 <= measures.calibration_error(sure, right) <= 1
    assert sum(each.count for each in measures.reliability(sure, right)) == len(answers)


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        pytest.param(0, 0, 0, 1, id="nothing counted"),
        pytest.param(8, 10, 0.4902, 0.9433, id="eight of ten"),
        pytest.param(0, 20, 0, 0.1611, id="none"),
        pytest.param(20, 20, 0.8389, 1, id="all"),
    ],
)
def test_wilson(hits, total, low, high):
    assert measures.wilson(hits, total) == (
        pytest.approx(low, abs=1e-4),
        pytest.approx(high, abs=1e-4),
    )


SURE, RIGHT = [0.9, 0.8, 0.7, 0.6, 0.5], [1, 1, 0, 1, 0]


def test_coverage_curve():
    answered, accurate = measures.coverage_curve(SURE, RIGHT)
    assert answered.tolist() == pytest.approx([0.2, 0.4, 0.6, 0.8, 1])
    assert accurate.tolist() == pytest.approx([1, 1, 2 / 3, 3 / 4, 3 / 5])


def test_answers_of_one_confidence_come_in_together():
    _, accurate = measures.coverage_curve([0.9, 0.9, 0.5], [1, 0, 1])
    assert accurate.tolist() == pytest.approx([0.5, 0.5, 2 / 3])


@pytest.mark.parametrize(("coverage", "expected"), [(0.4, 1), (0.6, 2 / 3), (0.61, 0.75), (1, 0.6)])
def test_accuracy_at_a_coverage(coverage, expected):
    assert measures.accuracy_at(SURE, RIGHT, coverage) == pytest.approx(expected)


@pytest.mark.parametrize(("least", "expected"), [(0.98, 0.4), (0.7, 0.8), (0.5, 1)])
def test_widest_coverage(least, expected):
    assert measures.widest_coverage(SURE, RIGHT, least) == pytest.approx(expected)
    assert measures.widest_coverage([0.9], [0], least) == 0


@given(ANSWERS)
@settings(max_examples=60, deadline=None)
def test_the_curve_ends_at_the_accuracy_of_all(answers):
    sure, right = zip(*answers, strict=True)
    answered, accurate = measures.coverage_curve(sure, right)
    assert answered[-1] == 1
    assert accurate[-1] == pytest.approx(np.mean(right))
    assert measures.accuracy_at(sure, right, 1.0) == pytest.approx(np.mean(right))

"""`skerry agent …`: people, their roles, and never nobody left who may let people in."""

from __future__ import annotations

import pytest

from tests.app.test_cli import WRONG_USE, skerry

pytestmark = pytest.mark.usefixtures("home")


def test_a_role_is_given_when_somebody_is_added_and_later():
    assert skerry("agent", "add", "amara", "--role", "admin").exit_code == 0
    assert skerry("agent", "add", "mira").exit_code == 0
    assert "mira is lead now" in skerry("agent", "role", "mira", "lead").stdout
    listed = skerry("agent", "list").stdout
    assert "lead" in listed
    assert "never" in listed


def test_somebody_is_shut_out_and_let_in_again():
    skerry("agent", "add", "mira")
    assert "mira is out" in skerry("agent", "disable", "mira").stdout
    link = skerry("agent", "link", "mira")
    assert (link.exit_code, "skerry agent enable mira" in link.stderr) == (WRONG_USE, True)
    assert "out since" in " ".join(skerry("agent", "list").stdout.split())
    assert "may sign in again" in skerry("agent", "enable", "mira").stdout
    assert "/sign-in?token=" in skerry("agent", "link", "mira").stdout


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("add", "mira", "--role", "king"), "there is no role 'king'"),
        (("role", "amara", "leed"), "did you mean 'lead'?"),
        (("role", "eve", "lead"), "there is no agent 'eve'"),
        (("disable", "eve"), "there is no agent 'eve'"),
        (("role", "amara", "lead"), "amara is the last admin: make somebody else an admin first"),
        (("disable", "amara"), "amara is the last admin: make somebody else an admin first"),
    ],
)
def test_mistakes_cost_one_line(arguments, line):
    skerry("agent", "add", "amara", "--role", "admin")
    answer = skerry("agent", *arguments)
    assert (answer.exit_code, answer.stderr.count("\n")) == (WRONG_USE, 1)
    assert line in answer.stderr

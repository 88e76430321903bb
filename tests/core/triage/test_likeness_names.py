"""Names judged before registries of several kinds of brand; and any text whatever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identities import Account, Identities
from core.triage.likeness import judge_actor, level_of, likeness
from core.triage.likeness.fold import fold, join, key, spoken
from core.types import Author, RiskLevel
from tests.core.triage.names import FULL_NAMES, NEAR, POSING, POSING_NAMES, REGISTRIES, registry

NORDEX = REGISTRIES["Nordex"]
SEEN = {RiskLevel.REVIEW, RiskLevel.ALERT}


def judged(brand: str, handle: str = "", name: str = "", **changes):
    author = Author(id=changes.pop("id", "x9"), handle=handle, name=name)
    return judge_actor(changes.pop("platform", "two"), author, REGISTRIES[brand])


def cases(table):
    return [
        (brand, name)
        for brand, names in table.items()
        for name in (names.split() if isinstance(names, str) else names)
    ]


@pytest.mark.parametrize(("brand", "handle"), cases(POSING), ids=str)
def test_handles_that_pose(brand, handle):
    actor = judged(brand, handle)
    assert actor.level in SEEN, actor
    assert actor.imitates
    assert handle in actor.reason


@pytest.mark.parametrize(("brand", "name"), cases(POSING_NAMES), ids=str)
def test_names_that_pose(brand, name):
    assert judged(brand, name=name).level in SEEN


def test_near_misses_are_left_alone_nine_times_in_ten():
    near = [judged(brand, handle) for brand, handle in cases(NEAR)]
    near += [judged(brand, name=name) for brand, name in cases(FULL_NAMES)]
    assert len(near) > 200
    assert sum(actor.level in SEEN for actor in near) <= 0.05 * len(near)


@pytest.mark.parametrize(
    ("handle", "name", "level"),
    [
        pytest.param("support_desk_24", "Nordex", RiskLevel.ALERT, id="role in the handle"),
        pytest.param("nordex", "Help Desk", RiskLevel.ALERT, id="brand in the handle"),
        pytest.param("nordex_x", "Mira Solberg", RiskLevel.ALERT, id="person and brand"),
        pytest.param("nordex_fan", "Support group", RiskLevel.NONE, id="a fan"),
        pytest.param("anna99", "Anna", RiskLevel.NONE, id="nobody"),
        pytest.param("", "", RiskLevel.NONE, id="nothing"),
        pytest.param("🙂", "🙂🙂", RiskLevel.NONE, id="emoji"),
        pytest.param("nordex_24", "", RiskLevel.REVIEW, id="the brand and a number"),
        pytest.param("realnordex", "", RiskLevel.REVIEW, id="the brand, decorated"),
        pytest.param("nordx", "", RiskLevel.REVIEW, id="the brand, misspelt"),
    ],
)
def test_handle_and_name_together(handle, name, level):
    assert judged("Nordex", handle, name).level is level


def test_a_badge_and_a_disguise_add():
    plain, badge = judged("Nordex", name="Nordex Team"), judged("Nordex", name="Nordex Team ✅")
    assert badge.score >= plain.score
    assert judged("Gate", name="Gаte").score > judged("Gate", name="Gate").score


def test_who_is_ours_by_id_may_call_himself_as_he_likes():
    assert judged("Nordex", "Nordex_Helpdesk", id="1", platform="one").level is RiskLevel.NONE
    assert judged("Nordex", "Nordex_Helpdesk", id="1", platform="two").level is RiskLevel.ALERT


def test_our_handle_under_another_id():
    actor = judged("Nordex", "nordexsupport", id="77", platform="one")
    assert (actor.level, actor.imitates) == (RiskLevel.ALERT, "@NordexSupport")
    assert judged("Nordex", "NordexSupport", id="77", platform="three").level is RiskLevel.ALERT


def test_our_handle_whose_id_nobody_wrote_down():
    known = Identities(brand="Nordex", accounts=(Account(platform="one", handle="NordexBot"),))
    author = Author(id="5", handle="nordexbot")
    assert judge_actor("one", author, known).level is RiskLevel.NONE
    assert judge_actor("two", author, known).level is RiskLevel.ALERT


def test_lists_of_fakes_and_of_fans():
    known = Identities(
        brand="Nordex",
        fans=("NordexGirlHelp",),
        fakes=(Account(platform="one", id="13"), Account(platform="one", handle="Nrdx_Help")),
    )
    assert judge_actor("one", Author(id="13"), known).level is RiskLevel.ALERT
    assert judge_actor("one", Author(id="4", handle="nrdx_help"), known).imitates == "Nordex"
    assert judge_actor("two", Author(id="13", handle="nrdx_help"), known).level is RiskLevel.NONE
    assert judge_actor("one", Author(id="4", handle="nordexgirlhelp"), known).score == 0


def test_without_brand_or_people_nobody_is_imitated():
    assert judge_actor("one", Author(id="1", handle="Support"), Identities()).score == 0
    assert likeness("NordexSupport", Identities(domains=("nordex.example",))) is None


def test_a_brand_is_also_known_by_its_site_and_other_names():
    known = Identities(brand="Gate", domains=("www.gate.io", "cdn.example"), aliases=("GT Desk",))
    assert likeness("gateio_support", known).score > 0.7
    assert likeness("gtdesk_support", known).score > 0.7
    assert likeness("cdn_support", known) is None


def test_names_in_two_scripts_and_of_one_word():
    known = registry("Nordex", "nordex.example", "Li Wen / 李文", "王芳", "Madonna")
    for name in ("Li Wen", "李文", "王芳", "Wang Fang", "Nordex 王芳"):
        found = likeness(name, known)
        assert found is not None, name
        assert level_of(found.score) in SEEN, name
    assert likeness("Madonna Support", known).score > 0.05


@pytest.mark.parametrize(
    ("name", "skeleton"),
    [
        ("N0rd3x", "nordex"),
        ("ＮＯＲＤＥＸ", "nordex"),
        ("N.o.r.d.e.x", "nordex"),
        ("Nordexxx", "nordex"),
        ("ñördéx", "nordex"),
        ("n\u200bo\u0301rdex ✅", "nordex"),
        ("\u202exedroN", "nordex"),
        ("🔥🔥", ""),
    ],
)
def test_skeletons(name, skeleton):
    assert key(name) == skeleton


def test_letters_that_look_like_one_are_another_way_to_read():
    assert "modem" in {view.joined for view in fold("modern").views}
    assert "dean" in {view.joined for view in fold("clean").views}
    assert join(["velmora", "agent"]) == "velmoragent"


def test_only_other_scripts_are_spoken():
    assert spoken("Nordex") is None
    assert spoken("Ñordex") is None
    assert spoken("Ы") is None
    assert spoken("Анна").bare.joined == "ana"


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_can_be_judged(handle, name):
    actor = judged("Harbor Lane", handle, name)
    assert 0 <= actor.score <= 1
    assert (actor.level is RiskLevel.NONE) or actor.imitates


@given(st.sampled_from(sorted(REGISTRIES)), st.sampled_from(["Support", "Helpdesk", "Official"]))
def test_case_and_separators_do_not_matter(brand, role):
    for name in (f"{brand} {role}", f"{brand}_{role}".upper(), f"{role}.{brand}".lower()):
        assert judged(brand, name=name).level is RiskLevel.ALERT, name

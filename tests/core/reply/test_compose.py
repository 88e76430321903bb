"""The words for a plan: in whose language, how much of it in public, and how it ends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.actions import Ask, Escalate, Ignore, Inform, Press, Protect, Reply
from core.needs import NEEDED, missing_facts
from core.ports import Capabilities
from core.reply.compose import attribution, buttons, compose
from core.reply.library import Library
from core.reply.lint import check
from core.reply.wording import SAFE_FACTS
from core.triage.lexicon import LANGUAGES
from core.types import Author, Place, Urgency
from knowledge import load_facts, load_phrases
from tests.conftest import a_message
from tests.core.reply.conftest import ROOT

FACTS = load_facts(ROOT / "facts.toml")
PHRASES_THAT_SHIP = load_phrases(ROOT / "phrases.toml")
ROOMY = Capabilities(max_length=4096, utf16=True, buttons=True)
SHIELD = "We never write first"
HANDED = "A person takes over"
ESCALATE = Escalate(priority=Urgency.P1, reason="r")
PROTECT = Protect(reason="r", kinds=("giveaway",), score=1.0)
IGNORE = Ignore(reason="r")


def reply(article: str, language: str = "en") -> Reply:
    return Reply(article=article, language=language, reason="r")


def ask(*facts: str, language: str = "en") -> Ask:
    return Ask(facts=facts, language=language, reason="r")


def in_private(**changes):
    return a_message(**changes)


def in_public(**changes):
    return a_message(place=Place.GROUP, **changes)


@pytest.fixture(scope="module")
def english(articles):
    """The library before anybody has translated it."""
    mute = [replace(each, questions=()) for each in articles if each.language == "en"]
    return Library(mute, PHRASES_THAT_SHIP, FACTS)


@pytest.fixture
def say(library):
    def words(*actions, message=None, capabilities=ROOMY, **options):
        return compose(actions, message or in_private(), library, capabilities, **options)

    return words


def test_in_private_the_whole_article_its_page_and_a_way_on(say, library):
    text = say(reply("kyc-pending"))
    assert text.startswith(library.article("kyc-pending", "en").body[:40])
    assert "More on this: <https://help.nordex.example/en/kyc-pending>" in text
    assert text.endswith("send /human and a person takes over.")
    assert SHIELD not in text


def test_in_public_the_short_form_its_page_and_the_shield(say, library):
    text = say(reply("kyc-pending"), message=in_public())
    short = library.article("kyc-pending", "en").short
    assert text.startswith(f"{short} More on this: <https://help.nordex.example/en/kyc-pending>")
    assert text.count(SHIELD) == 1
    assert text.endswith("Official: <https://help.nordex.example>")
    assert "/human" not in text


def test_where_room_is_short_the_link_to_the_page_goes_first(say):
    whole = say(reply("kyc-pending"), message=in_public())
    tight = Capabilities(max_length=len(whole) - 1)
    text = say(reply("kyc-pending"), message=in_public(), capabilities=tight)
    assert "More on this" not in text
    assert SHIELD in text
    assert text == say(
        reply("kyc-pending"), message=in_public(), capabilities=Capabilities(max_length=9)
    )


def test_without_markup_addresses_stand_bare(say):
    plain = Capabilities(max_length=4096, markdown=False)
    text = say(reply("kyc-pending"), message=in_public(), capabilities=plain)
    assert "https://help.nordex.example/en/kyc-pending" in text
    assert "<" not in text


def test_the_shield_can_be_the_platforms_own(say):
    own = Capabilities(max_length=4096, official_note=False)
    assert SHIELD not in say(reply("kyc-pending"), message=in_public(), capabilities=own)


def test_what_is_not_for_the_public_is_asked_into_private(say):
    text = say(reply("welcome"), message=in_public())
    assert text.startswith("This is best answered in private.")
    assert SHIELD in text
    private = say(reply("welcome"))
    assert private.startswith("Hello, this is the support desk of Nordex.")
    assert "More on this" not in private
    assert not private.endswith("a person takes over.")


def test_facts_are_asked_for_point_by_point(say):
    assert say(ask("txid", "network")) == (
        "So that a person can look into it, please send us here:\n"
        "- the TXID (transaction hash)\n- the network you used"
    )


def test_in_public_facts_are_asked_for_in_private(say):
    text = say(ask("txid"), message=in_public())
    assert text.startswith("A person needs some details to look into it. Please do not post them")
    assert "- the TXID" in text
    assert SHIELD in text


def test_a_hand_over_says_how_long_it_takes(say):
    assert say(ESCALATE).endswith("within 30 minutes.")
    later = Escalate(priority=Urgency.P3, reason="r")
    assert say(later, ESCALATE).count(HANDED) == 1
    assert say(later, ESCALATE).endswith("within 30 minutes.")
    assert say(later, language="zh-hans") == (
        "接下来由专人为您处理，您写的内容都已转交。我们会在 24 小时内答复您。"
    )


SILENT = {
    "nothing": (),
    "ignore": (IGNORE,),
    "protect": (PROTECT, ESCALATE),
    "ignore and escalate": (IGNORE, ESCALATE),
    "ask for nothing": (ask(),),
    "an article that is not there": (reply("no-such-article"),),
}


@pytest.mark.parametrize("actions", SILENT.values(), ids=SILENT.keys())
def test_nothing_is_said_where_nothing_is_owed(say, actions):
    assert say(*actions) == ""
    assert say(*actions, message=in_public()) == ""


def test_who_did_not_speak_to_us_is_not_told_of_a_hand_over(say):
    assert say(ESCALATE, message=in_public(addressed=False)) == ""


def test_several_actions_make_one_text_without_repeating(say):
    text = say(
        reply("deposit-not-credited-yet"),
        reply("deposit-not-credited-yet"),
        ask("txid", "coin"),
        ask("coin", "network"),
        ESCALATE,
        message=in_public(),
    )
    for once in ("Coins are credited", "- the TXID", "- the coin", "- the network", HANDED, SHIELD):
        assert text.count(once) == 1
    assert (
        text.index("Coins are") < text.index("- the coin") < text.index(HANDED) < text.index(SHIELD)
    )
    assert "/human" not in text


def test_nobody_is_sent_to_a_person_twice(say):
    assert "/human" not in say(reply("kyc-pending"), ESCALATE)


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("security-secret-posted", "Was Sie geschickt haben, öffnet"),
        ("account-freeze-now", "Ist jemand in Ihrem Konto?"),
        ("crisis-help", "Gut, dass Sie geschrieben haben."),
    ],
)
def test_first_aid_speaks_the_authors_language_before_its_article_does(english, article, words):
    def say(*actions, **changes):
        return compose(actions, a_message(**changes), english, ROOMY)

    assert say(reply(article, "de")).startswith(words)
    assert say(reply(article, "de"), place=Place.GROUP).startswith(words)


def test_first_aid_is_the_article_where_there_is_one(say, library):
    text = say(reply("crisis-help", "zh"), ESCALATE)
    assert text.startswith(library.article("crisis-help", "zh").body[:20])


def test_what_is_written_in_another_language_only_says_so(english):
    private = compose((reply("kyc-pending", "de"),), in_private(), english, ROOMY)
    short = english.article("kyc-pending", "en").short
    assert private.startswith(f"Diese Antwort gibt es vorerst nur auf Englisch:\n{short}\n\nMore")
    assert private.endswith("senden Sie /human, dann übernimmt ein Mensch.")
    public = compose((reply("kyc-pending", "de"),), in_public(), english, ROOMY)
    assert public.startswith(f"Diese Antwort gibt es vorerst nur auf Englisch:\n{short} More on")
    assert "help.nordex.example/en/kyc-pending" in public


def test_what_has_no_short_form_is_said_whole_or_in_private(english):
    silent = Library(
        [replace(english.article("privacy", "en"), short="")], PHRASES_THAT_SHIP, FACTS
    )
    assert compose((reply("privacy", "de"),), in_public(), silent, ROOMY).startswith(
        "Das beantworten wir besser privat."
    )
    whole = compose((reply("privacy", "de"),), in_private(), silent, ROOMY)
    assert english.article("privacy", "en").body[:40] in whole


def test_a_language_that_nobody_told_is_the_message_s(english):
    text = compose((reply("kyc-pending", "und"),), in_private(text="где"), english, ROOMY)
    assert text.startswith("Этот ответ пока есть только на английском:")


def test_other_words_take_the_article_s_place_and_nothing_else(say):
    told = {"kyc-pending": "Checks take 24 hours."}
    private = say(reply("kyc-pending"), worded=told)
    assert private.startswith("Checks take 24 hours.\n\nMore on this: <https://help")
    public = say(reply("kyc-pending"), message=in_public(), worded=told)
    assert public.startswith("Checks take 24 hours. More on this: <https://help")
    assert SHIELD in public


def test_an_answer_names_its_page(library):
    assert attribution(reply("kyc-pending", "zh"), library) == (
        "https://help.nordex.example/zh/kyc-pending"
    )
    assert attribution(reply("no-such-article"), library) == ""


def test_nobody_in_despair_is_warned_of_fraud(say):
    assert SHIELD not in say(reply("crisis-help"), ESCALATE, message=in_public())


SPOKEN = {
    "the caller's word": ({"language": "fr"}, {}, "Une personne de notre équipe"),
    "the author's setting": (
        {"language": "und"},
        {"author": Author(id="1", language="pt-br")},
        "A partir daqui",
    ),
    "the letters": ({}, {"text": "Где мои деньги"}, "Дальше вашим вопросом"),
    "English at last": ({}, {"text": "¿Dónde?"}, HANDED),
}


@pytest.mark.parametrize(("options", "changes", "start"), SPOKEN.values(), ids=SPOKEN.keys())
def test_whose_language_a_hand_over_speaks(say, options, changes, start):
    assert say(ESCALATE, message=in_private(**changes), **options).startswith(start)


def test_the_other_actions_tell_the_language_of_a_hand_over(say):
    assert "담당 직원이" in say(ask("coin", language="ko"), ESCALATE)
    assert HANDED in say(ask("coin", language="und"), ESCALATE)


def test_nothing_a_user_wrote_is_said_again(say):
    wrote = "EVIL-WORDS https://evil.com"
    message = in_public(text=wrote, author=Author(id="1", name=wrote, handle="evil"))
    text = say(reply("kyc-pending"), ask(*SAFE_FACTS), ESCALATE, message=message)
    assert "EVIL" not in text
    assert "evil" not in text


def pressed(library, *actions, message=None, **options):
    shown = buttons(actions, message or in_private(), library, **options)
    return [(each.label, each.data) for each in shown]


def test_what_can_be_pressed_under_what_the_desk_says_by_itself(library):
    person, solved = ("联系人工", "/human"), ("已解决", "/done")
    assert pressed(library, reply("kyc-pending", "zh")) == [solved, person]
    assert pressed(library, reply("welcome", "zh")) == [person]
    assert pressed(library, reply("kyc-pending", "zh"), message=in_public()) == [person]
    assert pressed(library, ask("txid"), language="de") == [
        ("Mit einem Menschen sprechen", "/human")
    ]


def test_one_missing_fact_has_its_usual_answers(library):
    assert pressed(library, ask("network"))[:2] == [("TRC20", "TRC20"), ("ERC20", "ERC20")]
    assert len(pressed(library, ask("network", "coin"))) == 1
    assert len(pressed(library, ask("network"), message=in_public())) == 1
    both = pressed(library, reply("kyc-pending"), ask("coin"))
    assert ("USDT", "USDT") in both
    assert "/done" not in dict(both).values()


@pytest.mark.parametrize(
    "actions", [(), (ESCALATE,), (reply("kyc-pending"), ESCALATE), (PROTECT,), (IGNORE,)]
)
def test_no_way_to_a_person_where_a_person_has_it_or_nothing_is_said(library, actions):
    assert buttons(actions, in_private(), library) == ()


ACTIONS = st.lists(
    st.one_of(
        st.builds(
            Reply,
            article=st.sampled_from(["kyc-pending", "welcome", "crisis-help", "scam-first-aid"]),
            language=st.sampled_from(LANGUAGES),
            reason=st.just("r"),
        ),
        st.builds(
            Ask,
            facts=st.lists(st.sampled_from(SAFE_FACTS)).map(tuple),
            language=st.sampled_from(LANGUAGES),
            reason=st.just("r"),
        ),
        st.builds(Escalate, priority=st.sampled_from(list(Urgency)), reason=st.just("r")),
    ),
    max_size=4,
)


@given(ACTIONS, st.sampled_from([Place.DM, Place.GROUP, Place.MENTION]))
@settings(deadline=None, max_examples=60)
def test_whatever_is_decided_its_words_pass_the_lint(library, identities, actions, place):
    message = a_message(place=place)
    text = compose(actions, message, library, ROOMY)
    assert not text or check(text, identities, leg=message.leg) == ()


NARROW = Capabilities(max_length=280, private_length=10_000, parts=1, links=False)


def test_where_one_short_part_is_all_there_is_no_address_and_no_shield_is_squeezed_in(say, library):
    for article in library.articles:
        text = say(reply(article.id, article.language), message=in_public(), capabilities=NARROW)
        assert 0 < len(text) <= NARROW.max_length, article.id
        assert "nordex.example" not in text, article.id


def test_what_does_not_fit_at_all_is_said_in_private(say, library):
    tiny = Capabilities(max_length=90, parts=1, links=False)
    text = say(reply("kyc-pending"), message=in_public(), capabilities=tiny)
    assert text == library.phrase("go_private", "en")


def test_a_private_place_takes_the_whole_article(say, library):
    text = say(reply("kyc-pending"), capabilities=NARROW)
    assert text.startswith(library.article("kyc-pending", "en").body[:40])
    assert "help.nordex.example" in text


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("intent", sorted(NEEDED))
def test_one_narrow_public_answer_asks_rather_than_saying_who_takes_over(say, language, intent):
    asked = ask(*missing_facts(intent, ()), language=language)
    text = say(asked, ESCALATE, message=in_public(), capabilities=NARROW, language=language)
    assert 0 < len(text) <= NARROW.max_length
    assert any(line.startswith("- ") for line in text.splitlines())


def test_a_hand_over_alone_is_said_where_little_fits(say):
    assert HANDED in say(ESCALATE, message=in_public(), capabilities=NARROW, language="en")


def test_one_narrow_public_answer_never_needs_a_second_part(say, library):
    asked = ask("txid", "network", "coin")
    for article in library.articles:
        plan = (reply(article.id, article.language), asked, ESCALATE)
        text = say(*plan, message=in_public(), capabilities=NARROW, language=article.language)
        assert 0 < len(text) <= NARROW.max_length, article.id


def test_what_fits_nowhere_is_a_private_matter(library):
    tiny = Capabilities(max_length=60, parts=1, links=False)
    plan = (Inform(phrase="ask_private", language="de", reason="r"),)
    text = compose(plan, in_public(), library, tiny)
    assert text == library.phrase("go_private", "de")


def test_what_was_looked_up_goes_on_with_a_press(library):
    press = Press(phrase="person_button", data="/freeze")
    looked_up = Inform(phrase="freeze", language="de", reason="r", presses=(press,))
    assert pressed(library, looked_up) == [("Mit einem Menschen sprechen", "/freeze")]
    way_out = Inform(
        phrase="freeze", language="de", reason="r",
        presses=(press, Press(phrase="person_button", data="/human")),
    )  # fmt: skip
    assert [data for _, data in pressed(library, way_out, ESCALATE)] == ["/freeze"]

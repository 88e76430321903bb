"""The knowledge of the example exchange: complete, in step between languages, safe to say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from bots.twitter.limits import MAX_POST
from bots.twitter.weigh import weighted_length
from core.case import DUE_MINUTES
from core.reply.library import Library
from core.reply.lint import check
from core.reply.wording import MODERATORS, PHRASES, PROTECTION, SAFE_FACTS, fill
from core.service.wait import Wait, handed_over
from core.triage.lexicon import LANGUAGES
from core.triage.text import emails, links
from core.types import Author, Leg, Urgency
from knowledge import (
    load_articles,
    load_facts,
    load_identities,
    load_phrases,
    load_questions,
)

ROOT = Path(__file__).parents[2] / "knowledge"
FACTS = load_facts(ROOT / "facts.toml")
ARTICLES = load_articles(ROOT / "articles", FACTS)
PHRASE_TEXTS = load_phrases(ROOT / "phrases.toml")
IDENTITIES = load_identities(ROOT / "identities.toml")
LIBRARY = Library(ARTICLES, PHRASE_TEXTS, FACTS)
# Written in the design list; the policy names some of them by id. These are in every language.
_EVERYWHERE = """
    login-forgot-password login-code-not-arriving login-2fa-lost-device account-locked-or-disabled
    account-freeze-now security-unknown-login security-unknown-withdrawal security-secret-posted
    authenticity-official-channels authenticity-we-never-ask scam-first-aid
    deposit-not-credited-yet deposit-wrong-network deposit-missing-memo withdrawal-pending
    withdrawal-rejected trading-order-not-filled fees-trading-tiers kyc-how-to kyc-pending
    platform-status basics-first-purchase service-reach-a-person crisis-help welcome privacy
"""
_ENGLISH_AND_CHINESE = """
    login-new-device-approval account-change-email-or-phone account-close security-enable-2fa
    security-anti-phishing-code security-api-key-leaked security-checklist
    authenticity-verify-email authenticity-fake-app-or-site scam-report-how
    scam-recovery-services deposit-unsupported-token deposit-below-minimum deposit-find-address
    deposit-confirmations withdrawal-limits withdrawal-wrong-address withdrawal-fees
    withdrawal-network-suspended withdrawal-security-hold withdrawal-find-txid
    trading-cancel-order trading-order-types trading-liquidation trading-margin-and-funding
    trading-price-differs trading-convert trading-history-export fees-why-charged kyc-rejected
    kyc-countries-and-age fiat-bank-deposit-missing fiat-card-declined fiat-cash-out fiat-p2p-how
    fiat-p2p-dispute platform-app-problems api-getting-started api-limits-and-errors earn-staking
    promotion-bonus-missing promotion-referral promotion-airdrop-rules
    asset-listing-and-delisting asset-network-upgrade basics-glossary basics-price-alerts
    compliance-tax-report compliance-privacy-request compliance-law-enforcement service-complaint
    service-response-times business-contacts
"""
EVERYWHERE = frozenset(_EVERYWHERE.split())
NEEDED = EVERYWHERE.union(_ENGLISH_AND_CHINESE.split())
QUESTIONS = load_questions(ROOT / "questions")
each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda a: f"{a.language}-{a.id}")
each_phrase = pytest.mark.parametrize(
    ("key", "language"), [(key, code) for key in PHRASES for code in LANGUAGES]
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_need_is_answered_in_english_and_chinese(language):
    assert {each.id for each in ARTICLES if each.language == language} == NEEDED


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_needed_everywhere_is_there_in_every_language(language):
    own = {each.id: each for each in ARTICLES if each.language == language}
    assert own.keys() >= EVERYWHERE
    assert {identity for identity, each in own.items() if each.everywhere} == EVERYWHERE


def test_every_article_that_ships_is_said():
    today = max(each.reviewed_at for each in ARTICLES)
    assert all(each.said_on(today) for each in ARTICLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_article_lacks_in_a_language_is_still_asked_for_in_it(language):
    own = {each.id for each in ARTICLES if each.language == language}
    asked = {each.article for each in QUESTIONS if each.language == language}
    assert own | asked >= NEEDED
    assert None in asked
    assert asked - {None} <= NEEDED


def test_every_language_says_the_same_things_as_english():
    by_id = {(each.id, each.language): each for each in ARTICLES}
    for article in ARTICLES:
        other = by_id[article.id, "en"]
        assert (article.intent, bool(article.short)) == (other.intent, bool(other.short))
        assert set(article.asks) == set(other.asks), article


def test_english_and_chinese_say_the_same_things():
    by_id = {(each.id, each.language): each for each in ARTICLES}
    for identity in NEEDED:
        one, other = by_id[identity, "en"], by_id[identity, "zh"]
        assert (one.intent, one.asks, bool(one.short)) == (
            other.intent,
            other.asks,
            bool(other.short),
        )
        assert _addresses(one) == _addresses(other), identity


def _addresses(article):
    found = re.findall(r"https://[\w./-]+\w", f"{article.short} {article.body}", re.ASCII)
    return {address.replace(f"/{article.language}/", "/") for address in found}


@each_article
def test_nothing_in_braces_is_left(article):
    assert "{" not in article.body + article.short


@each_article
def test_the_markdown_of_an_article_is_what_it_seems(article):
    html = MarkdownIt().render(article.body)
    assert "*" not in html
    assert "<strong>" in html or article.id in {"crisis-help", "welcome"}


@each_article
def test_an_article_may_be_said_in_private_and_its_short_form_in_public(article):
    assert check(article.body, IDENTITIES, leg=Leg.PRIVATE) == ()
    assert check(article.title, IDENTITIES, leg=Leg.PUBLIC) == ()
    if article.short:
        assert check(article.short, IDENTITIES, leg=Leg.PUBLIC) == ()


@each_phrase
def test_every_phrase_is_written_in_every_language_and_may_be_said_in_public(key, language):
    assert LIBRARY.speaks(key, language)
    values = {"wait": "30 min", "url": "https://help.nordex.example/en/x", "n": "5"}
    text = LIBRARY.phrase(key, language, **values)
    assert "{" not in text
    assert check(text, IDENTITIES, leg=Leg.PUBLIC) == ()


def test_no_phrase_is_said_twice_in_other_words_by_mistake():
    for key, texts in PHRASE_TEXTS.items():
        long = [text for text in texts.values() if len(text) > 40 and "plural" not in text]
        assert len(set(long)) == len(long), key


def test_every_wait_that_the_desk_promises_can_be_said():
    for minutes in DUE_MINUTES.values():
        number = str(minutes if minutes < 60 else minutes // 60)
        for language in PHRASE_TEXTS["handed_over"]:
            assert number in handed_over(Wait(minutes), language, LIBRARY.phrase)


def test_the_waits_in_the_articles_are_those_that_the_desk_keeps():
    assert FACTS["wait_urgent_minutes"] == str(DUE_MINUTES[Urgency.P0])
    assert FACTS["wait_stuck_minutes"] == str(DUE_MINUTES[Urgency.P1])
    assert FACTS["wait_normal_hours"] == str(DUE_MINUTES[Urgency.P2] // 60)


def test_every_safe_fact_can_be_asked_for():
    assert {f"fact_{fact}" for fact in SAFE_FACTS} <= PHRASES.keys()


def test_no_fact_is_kept_that_nothing_uses():
    texts = "".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.md"))
    texts += (ROOT / "phrases.toml").read_text(encoding="utf-8")
    assert [name for name in FACTS if f"{{{name}}}" not in texts] == []


def test_the_registry_knows_the_example_exchange():
    assert (IDENTITIES.brand, IDENTITIES.domains[0]) == ("Nordex", "nordex.example")
    names = {account.name for account in IDENTITIES.accounts}
    assert {"Mira Solberg", "Tomasz Wilk", "Li Wen", "Amara Obi", "Nordex Helpdesk"} <= names
    assert IDENTITIES.is_real("twitter", Author(id="1001"))
    assert not IDENTITIES.is_real("telegram", Author(id="1001", handle="NordexSupport"))
    assert not IDENTITIES.is_real("telegram", Author(id="", handle="NordexBot"))


PROTECTION_TEXTS = load_phrases(ROOT / "protection.toml", PROTECTION)
MODERATOR_TEXTS = load_phrases(ROOT / "moderators.toml", MODERATORS)


@pytest.mark.parametrize(
    ("key", "language"), [(key, code) for key in PROTECTION for code in LANGUAGES]
)
def test_users_are_protected_in_their_own_language_and_in_safe_words(key, language):
    text = fill(PROTECTION_TEXTS[key][language], FACTS)
    assert check(text, IDENTITIES, leg=Leg.PUBLIC) == ()
    assert key.startswith("verify_") or not (links(text) or emails(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_public_warning_fits_the_narrowest_platform(language):
    assert weighted_length(PROTECTION_TEXTS["warn_public"][language]) <= MAX_POST


@pytest.mark.parametrize("key", MODERATORS)
def test_moderators_read_english_and_chinese(key):
    assert set(MODERATOR_TEXTS[key]) == {"en", "zh"}

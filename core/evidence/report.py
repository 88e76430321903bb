"""A ready text for a platform's abuse form, in English and in Chinese. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from core.protection import ScamCase
from core.scams import ScamEvent, ScamFile
from core.unseen import visible

# More ids than this make a form refuse the text; evidence.json holds them all.
MOST_IDS = 20
RULER = "=" * 60
ENGLISH = """\
Report of an account that defrauds people who ask for help

Account: {name} (@{handle})
Account id: {author}
Platform: {platform}
Seen: {first} to {last}
Messages: {messages}; people whom we warned: {warned}
What it does: {kinds}

{who} found the messages below. They were written to people who had asked {brand} for help, by an
account that is not {brand}'s. Please review the account and remove it and its messages.

Message ids:
{ids}

Evidence: texts, times and SHA-256 digests lie in evidence.json, the messages as they showed in
messages.html and cards/, digests of all files in MANIFEST.txt. Case {case}, made {made}.
"""
CHINESE = """\
举报：冒充客服、诈骗求助用户的账号

账号：{name}（@{handle}）
账号 ID：{author}
平台：{platform}
出现时间：{first} 至 {last}
消息：{messages} 条；我们已提醒 {warned} 人
行为：{kinds}

{who}发现了下列消息。它们发给向{brand}求助的用户，而该账号并不属于{brand}。
请审核该账号，并移除该账号及其消息。

消息 ID：
{ids}

证据：文本、时间与 SHA-256 摘要见 evidence.json；消息呈现的样子见 messages.html 与 cards/；
所有文件的摘要见 MANIFEST.txt。
案件 {case}，生成于 {made}。
"""
# language -> the form, what stands for an unnamed brand, what joins a list, an unnamed kind
FORMS = {
    "en": (ENGLISH, "us", "; ", "fraud"),
    "zh": (CHINESE, "我们", "、", "诈骗"),
}


def report(
    file: ScamFile, made_at: datetime, brand: str, names: Mapping[str, Mapping[str, str]]
) -> str:
    """Both languages, one after the other; `names` holds the kinds' words by language and code."""
    parts = [
        form.format(**_values(file, made_at, language=language, brand=brand, names=names))
        for language, (form, *_) in FORMS.items()
    ]
    return f"\n{RULER}\n\n".join(parts)


def _values(
    file: ScamFile,
    made_at: datetime,
    *,
    language: str,
    brand: str,
    names: Mapping[str, Mapping[str, str]],
) -> dict[str, object]:
    scam, (_, ours, joint, fraud) = file.scam, FORMS[language]
    known = names.get(language, {})
    kinds = [known.get(kind, kind.replace("_", " ")) for kind in scam.kinds]
    messages = [each for each in file.events if each.kind == "message"]
    return {
        **_actor(scam),
        "first": _time(scam.opened_at),
        "last": _time(scam.last_at),
        "messages": len(messages),
        "kinds": joint.join(kinds) or fraud,
        "who": _who(brand, ours, language),
        "brand": brand or ours,
        "ids": _ids(messages),
        "made": _time(made_at),
    }


def _actor(scam: ScamCase) -> dict[str, object]:
    return {
        "name": visible(scam.name or "–"),
        "handle": visible(scam.handle or "–"),
        "author": visible(scam.author_id),
        "platform": scam.platform,
        "warned": scam.warned,
        "case": scam.id,
    }


def _who(brand: str, ours: str, language: str) -> str:
    if brand:
        return f"{brand}'s support desk" if language == "en" else f"{brand}客服"
    return "Our support desk" if language == "en" else ours


def _ids(messages: Sequence[ScamEvent]) -> str:
    shown = [
        f"- {visible(each.native_id)} ({_time(each.sent_at or each.at)})"
        for each in messages[:MOST_IDS]
    ]
    left = len(messages) - len(shown)
    return "\n".join([*shown, f"- +{left} (evidence.json)"] if left else shown) or "–"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"

"""Every column that is sealed, and the one pair by which its values are closed and opened.

A new column is one line here, and `closed` and `opened` where its rows are made and read. What is
empty stays empty, and what was written before sealing opens as it is. No statement compares what
is sealed; what has to be looked up has a mark beside it (`mark`).
"""

from __future__ import annotations

from dataclasses import dataclass

from storage.sealing.sealed import ESCAPED, FORM, SIGN, UNREADABLE, UnreadableError, ring_in_use

_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, the columns that name its rows for ever, and which rows are private (SQL)."""

    table: str
    name: str
    row: tuple[str, ...]
    private: str = ""
    # How many values of it are sealed anew at once; 0: as many as are asked for.
    most: int = 0

    @property
    def place(self) -> str:
        """How it is called, also in what seals are bound to."""
        return f"{self.table}.{self.name}"

    def closed(self, text: str, *row: object, private: bool = True) -> str:
        """What is written: sealed where it is private, and told apart from that where not."""
        if not text:
            return text
        ring = ring_in_use() if private else None
        if ring:
            return ring.seal(text, self.place, named(row))
        return f"{ESCAPED}{text}" if text[0] == SIGN else text

    def opened(self, value: str, *row: object) -> str:
        """The words; `UNREADABLE` where the key is missing or the value was tampered with."""
        if not value or value[0] != SIGN:
            return value
        if not value.startswith(FORM):
            return value.removeprefix(ESCAPED)
        ring = ring_in_use()
        try:
            return ring.open(value, self.place, named(row)) if ring else UNREADABLE
        except UnreadableError:
            return UNREADABLE

    def secret(self, value: str, *row: object) -> str | None:
        """The same for what must not be replaced by other words; None where it cannot be read."""
        text = self.opened(value, *row)
        return None if text == UNREADABLE else text


@dataclass(frozen=True, slots=True)
class Large(Column):
    """A column whose values are too large to be remembered once they were opened."""

    def opened(self, value: str, *row: object) -> str:
        ring = ring_in_use()
        if ring is None or not value.startswith(FORM):
            return Column.opened(self, value, *row)
        try:
            return ring.open.__wrapped__(value, self.place, named(row))
        except UnreadableError:
            return UNREADABLE


def named(row: tuple[object, ...]) -> str:
    """A row's name, as seals are bound to it."""
    return str(row[0]) if len(row) == 1 else _BETWEEN.join(map(str, row))


def mark(word: str) -> str:
    """What stands in a statement for a word that is sealed; the word itself without a ring."""
    ring = ring_in_use()
    return ring.blind(word, ring.current) if ring and word else word


def marks(word: str) -> tuple[str, ...]:
    """Every mark that a word may have been written with."""
    ring = ring_in_use()
    return (word, *(ring.blind(word, each) for each in ring.ids)) if ring else (word,)


_DM, _LEG = "place = 'dm'", "leg = 'private'"
_OF_DM = "EXISTS (SELECT 1 FROM message WHERE message.key = {}.message_key AND place = 'dm')"
_BY_PEOPLE = "\"by\" <> 'bot' AND case_id <> ''"
_SENT = f"{_LEG} OR purpose NOT IN ('answer', 'warning')"
_ACT = ("case_id", "act", "by", "at")
_DRAFT = ("case_id", "agent", "box")
_EVENT, _SAID = ("scam_id", "kind", "key"), "kind IN ('message', 'warning')"

MESSAGE_TEXT = Column("message", "text", ("key",), _DM)
MESSAGE_META = Column("message", "meta", ("key",), _DM)
VERDICT_BODY = Column("verdict", "body", ("message_key",), _OF_DM.format("verdict"))
OUTBOX_TEXT = Column("outbox", "text", ("key",), _SENT)
OUTBOX_META = Column("outbox", "meta", ("key",), _SENT)
CASE_SUBJECT = Column("case", "subject", ("id",), _LEG)
DECISION_REASON = Column("decision", "reason", _ACT, _BY_PEOPLE)
DECISION_EVIDENCE = Column(
    "decision", "evidence", _ACT, f"{_BY_PEOPLE} OR {_OF_DM.format('decision')}"
)
NOTE_TEXT = Column("note", "text", ("case_id", "agent", "at"))
NOTE_EDIT_TEXT = Column("note_edit", "text", ("case_id", "note_id", "at"))
CORRECTION_TEXT = Column("correction", "text", ("message_key", "at"))
DIALOGUE_BODY = Column("dialogue", "body", ("conversation",))
DRAFT_TEXT, DRAFT_ASIDE, DRAFT_SENT = (
    Column("draft", name, _DRAFT) for name in ("text", "aside", "sent")
)
ATTACHMENT_NAME = Column("attachment", "name", ("id",))
ATTACHMENT_CONTENTS = Large("attachment", "contents", ("id",), most=4)
BULK_BODY = Column("bulk", "body", ("id",))
SCAM_TEXT, SCAM_REASONS, SCAM_SHA256 = (
    Column("scam_event", name, _EVENT, _SAID) for name in ("text", "reasons", "sha256")
)
LETTER_RAW, LETTER_ERROR = (Column("dead_letter", name, ("key",)) for name in ("raw", "error"))
LINK_REFERENCE = Column("account_link", "reference", ("platform", "account", "author_id"))
WEBHOOK_SECRET, WEBHOOK_OLD_SECRET = (
    Column("webhook", name, ("id",)) for name in ("secret", "old_secret")
)
DELIVERY_BODY = Column("webhook_delivery", "body", ("webhook_id", "event_id"))
ONCE_BODY = Column("api_once", "body", ("token", "key"))
KEYS_SECRET = Column("agent_keys", "secret", ("agent",))
STEP_BODY = Column("door_step", "body", ("digest",))

COLUMNS: tuple[Column, ...] = (
    *(MESSAGE_TEXT, MESSAGE_META, VERDICT_BODY, OUTBOX_TEXT, OUTBOX_META, CASE_SUBJECT),
    *(DECISION_REASON, DECISION_EVIDENCE, NOTE_TEXT, NOTE_EDIT_TEXT, CORRECTION_TEXT),
    *(DIALOGUE_BODY, DRAFT_TEXT, DRAFT_ASIDE, DRAFT_SENT, BULK_BODY, SCAM_TEXT, SCAM_REASONS),
    *(SCAM_SHA256, ATTACHMENT_NAME, ATTACHMENT_CONTENTS),
    *(LETTER_RAW, LETTER_ERROR, LINK_REFERENCE, WEBHOOK_SECRET, WEBHOOK_OLD_SECRET),
    *(DELIVERY_BODY, ONCE_BODY, KEYS_SECRET, STEP_BODY),
)

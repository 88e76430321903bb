"""settings.toml as one frozen value. Pure: the command line reads the files and hands them in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import process

from core.errors import ConfigError
from core.tables.account import AccountsTable
from core.tables.api import ApiTable
from core.tables.backup import BackupTable
from core.tables.console import ConsoleTable as ConsoleTable  # noqa: PLC0414 - a part of the settings
from core.tables.dialogue import DialogueTable
from core.tables.encoder import EncoderTable as EncoderTable  # noqa: PLC0414 - a part of the settings
from core.tables.feed import FeedName, FeedTable
from core.tables.incident import IncidentTable
from core.tables.knowledge import KnowledgeTable as KnowledgeTable  # noqa: PLC0414 - a part of the settings
from core.tables.label import LabelName, LabelTable
from core.tables.log import LogTable as LogTable  # noqa: PLC0414 - a part of the settings
from core.tables.metrics import MetricsTable
from core.tables.privacy import PrivacyTable
from core.tables.protect import ProtectTable
from core.tables.sealing import SealingTable
from core.tables.service import SatisfactionTable, ServiceTable
from core.tables.team import TeamTable
from core.tables.traces import TracesTable
from core.tables.translation import TranslationTable
from core.tables.wording import WordingTable
from core.types import Urgency

Checked = TypeVar("Checked", bound=BaseModel)
PREFIX = "SKERRY_"
FILE = "settings.toml"
Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, le=86_400)]
# Tables whose values have no types here: variables are read as TOML.
_FREE = {("triage", "signals"), ("triage", "encoder", "labels")}


class Table(BaseModel):
    """Base of every settings table: frozen, and nothing unknown gets in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DeskTable(Table):
    """`[desk]`: how the path of a message behaves."""

    reply_hold_s: Seconds = 1.5
    batch: Annotated[int, Field(ge=1, le=1000)] = 128
    lease_s: Annotated[float, Field(ge=1, le=600)] = 6.0
    tries: Annotated[int, Field(ge=1, le=50)] = 5
    stale_after_h: Annotated[float, Field(gt=0)] = 24.0


class Policy(Table):
    """`[policy]`: what the desk may do by itself."""

    # Where 98 % of the intents of answerable calibration lines are right: `training/` measures it.
    reply_confidence: Share = 0.85
    article_confidence: Share = 0.7
    answerable_confidence: Share = 0.3
    max_reply_urgency: Urgency = Urgency.P2
    replies_per_conversation: Annotated[int, Field(ge=0, le=100)] = 6
    answer_in_groups: Literal["addressed", "all"] = "addressed"
    reopen_within_h: Annotated[float, Field(gt=0)] = 72.0


class StorageTable(Table):
    """`[storage]`: where the truth is kept."""

    url: str = "sqlite:///skerry.db"


class TriageTable(Table):
    """`[triage]`: how messages are read; `signals.<name>` tunes one signal, `labels` add tags."""

    workers: Annotated[int, Field(ge=0, le=64)] = 1
    encoder: EncoderTable = EncoderTable()
    signals: dict[str, dict[str, Any]] = {}
    labels: dict[LabelName, LabelTable] = {}


class SandboxTable(Table):
    """`[sandbox]`: the simulated platforms that start when no credentials are set."""

    pace: Annotated[float, Field(gt=0, le=1000)] = 1.0
    seed: int = 7


class Settings(Table):
    """The whole file. `bots` stays opaque: each platform's folder checks its own table."""

    desk: DeskTable = DeskTable()
    policy: Policy = Policy()
    protect: ProtectTable = ProtectTable()
    dialogue: DialogueTable = DialogueTable()
    storage: StorageTable = StorageTable()
    sealing: SealingTable = SealingTable()
    privacy: PrivacyTable = PrivacyTable()
    backup: BackupTable = BackupTable()
    console: ConsoleTable = ConsoleTable()
    knowledge: KnowledgeTable = KnowledgeTable()
    triage: TriageTable = TriageTable()
    feeds: dict[FeedName, FeedTable] = {}
    service: ServiceTable = ServiceTable()
    satisfaction: SatisfactionTable = SatisfactionTable()
    incidents: IncidentTable = IncidentTable()
    accounts: AccountsTable = AccountsTable()
    api: ApiTable = ApiTable()
    team: TeamTable = TeamTable()
    sandbox: SandboxTable = SandboxTable()
    wording: WordingTable = WordingTable()
    translation: TranslationTable = TranslationTable()
    log: LogTable = LogTable()
    metrics: MetricsTable = MetricsTable()
    traces: TracesTable = TracesTable()
    bots: dict[str, dict[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, and the credentials that only the environment may hold."""

    settings: Settings
    secrets: Mapping[str, str]


def parse(text: str, environment: Mapping[str, str], *, file: str = FILE) -> Loaded:
    """Read TOML, lay `SKERRY_<TABLE>__<KEY>` over it, and check everything.

    `SKERRY_<PLATFORM>_<NAME>` are credentials and go to `secrets`. Raises ConfigError with one
    line that names the file or variable, the key, and the nearest valid key.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None
    origin: dict[tuple[str, ...], str] = {}
    secrets: dict[str, str] = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX):
            continue
        path = tuple(name.removeprefix(PREFIX).lower().split("__"))
        if len(path) == 1:
            secrets[name] = value
        else:
            origin[_lay(tree, path, _value(path, value))] = name
    try:
        return Loaded(Settings.model_validate(tree), secrets)
    except ValidationError as error:
        raise ConfigError(_explain(error, file, origin)) from None


def _lay(tree: dict[str, Any], path: tuple[str, ...], value: Any) -> tuple[str, ...]:
    """Put a variable's value in its place; the part of the path that was not there before."""
    brought = path
    for depth, key in enumerate(path[:-1], start=1):
        if key not in tree:
            brought = min(brought, path[:depth], key=len)
        step = tree.setdefault(key, {})
        if not isinstance(step, dict):
            raise ConfigError(f"{PREFIX}{'__'.join(path).upper()}: [{key}] is not a table")
        tree = step
    tree[path[-1]] = value
    return brought


def _value(path: tuple[str, ...], text: str) -> Any:
    """A number or truth value where the settings want one; text elsewhere."""
    if path[0] == "bots" or path[:2] in _FREE or path in _FREE:
        return _literal(text)
    return text


def _literal(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _explain(error: ValidationError, file: str, origin: Mapping[tuple[str, ...], str]) -> str:
    problem = error.errors()[0]
    path = tuple(str(each) for each in problem["loc"])
    brought = [key for key in origin if path[: len(key)] == key]
    where = origin[max(brought, key=len)] if brought else file
    dotted = ".".join(path)
    if problem["type"] == "extra_forbidden":
        near = nearest(path[-1], _keys(path[:-1]))
        return f"{where}: unknown key '{dotted}'{near}"
    given = "" if isinstance(problem["input"], dict) else f" is {problem['input']!r}"
    return f"{where}: '{dotted}'{given}: {_plain(problem['msg'])}"


def nearest(name: str, valid: list[str]) -> str:
    """Words that point a mistyped name to the nearest valid one; empty when nothing is near."""
    found = process.extractOne(name, valid, score_cutoff=50)
    if found:
        return f": did you mean '{found[0]}'?"
    return f": valid are {', '.join(sorted(valid))}" if valid else ""


def checked(
    model: type[Checked], table: Mapping[str, Any], where: str, *, whole: str = ""
) -> Checked:
    """A platform's own table by its model; ConfigError in one line, mistyped keys set right.

    `whole` is the key to name where several of them do not go together.
    """
    try:
        return model.model_validate(dict(table))
    except ValidationError as error:
        first = error.errors()[0]
        path = [str(part) for part in first["loc"]]
        why = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            here: Any = model
            for key in path[:-1]:
                here = here.model_fields[key].annotation
            why = f"unknown key{nearest(path[-1], list(here.model_fields))}"
        key = ".".join(path) or whole
        raise ConfigError(f"{where} {key}: {why}") from None


def _model(path: tuple[str, ...]) -> type[BaseModel]:
    """The table at a path; only tables refuse keys, so every step is one, or a name of one."""
    model: type[BaseModel] = Settings
    for key in path:
        if key in model.model_fields:  # else it is the name of one of many that are alike
            kind = model.model_fields[key].annotation
            model = cast("type[BaseModel]", (get_args(kind) or (kind,))[-1])
    return model


def _keys(path: tuple[str, ...]) -> list[str]:
    return [each.alias or name for name, each in _model(path).model_fields.items()]


def _plain(message: str) -> str:
    plain = message.removeprefix("Value error, ").replace("Input should be", "it should be")
    return plain.split(", unable")[0]

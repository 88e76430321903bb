"""`[backup]`: what does not go together is refused at the start."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from core.errors import ConfigError
from core.settings import parse
from core.tables.backup import BackupTable


def test_as_it_ships_nothing_is_copied_by_schedule_and_all_before_a_migration():
    table = BackupTable()
    assert (table.target, table.before_migration) == ("", True)
    assert max(table.keep_daily, 7 * table.keep_weekly) < table.gone_within_days


@pytest.mark.parametrize(
    ("keys", "is_fine"),
    [
        ({"keep_daily": 29, "keep_weekly": 0}, True),
        ({"keep_daily": 30, "keep_weekly": 0}, False),
        ({"keep_weekly": 5}, False),
        ({"keep_weekly": 5, "gone_within_days": 36}, True),
    ],
    ids=["days", "too many days", "too many weeks", "a longer promise"],
)
def test_backups_do_not_outlive_the_promise_to_whoever_was_erased(keys, is_fine):
    if is_fine:
        assert BackupTable(**keys)
        return
    with pytest.raises(ValidationError, match="what was erased must be gone from them within"):
        BackupTable(**keys)


def test_the_operator_reads_one_line():
    with pytest.raises(ConfigError) as found:
        parse("[backup]\nkeep_weekly = 9\n", {})
    assert str(found.value).startswith("settings.toml: 'backup'")
    assert "lower them, or raise gone_within_days" in str(found.value)

"""`make audit`: whether a published advisory names a version in requirements.lock.

Fails where one does. Where the advisories cannot be read (no network, a mirror that has none) it
says so and goes on: a check must not depend on somebody else's service.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
# Advisory -> why it does not concern Skerry. What stands here is looked at again at each release.
ACCEPTED: Mapping[str, str] = {}
ASK_S, TOTAL_S = "10", 300
UNREAD = "audit: advisories could not be read, so nothing was audited: {why}"


def main() -> int:
    """Ask, and print what was found; 1 where a version has a known hole."""
    told, why = asked()
    return verdict(told, why, sys.stdout.write)


def asked() -> tuple[Sequence[Mapping[str, Any]], str]:
    """What pip-audit says of each package, or why it says nothing."""
    words = ["--requirement", str(LOCK), "--no-deps", "--disable-pip", "--format", "json",
             "--progress-spinner", "off", "--timeout", ASK_S]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - the tool beside this Python
            [sys.executable, "-m", "pip_audit", *words],
            capture_output=True,
            text=True,
            timeout=TOTAL_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return (), f"no answer within {TOTAL_S} s"
    except OSError as error:
        return (), str(error)
    try:
        return json.loads(done.stdout)["dependencies"], ""
    except (ValueError, KeyError):
        lines = done.stderr.strip().splitlines()
        return (), lines[-1] if lines else "pip-audit said nothing"


def verdict(told: Sequence[Mapping[str, Any]], why: str, say: Any) -> int:
    """1 where an advisory that nobody accepted names a package; `say` prints."""
    holes = [
        (each["name"], each["version"], hole)
        for each in told
        for hole in each.get("vulns", ())
        if not {hole["id"], *hole.get("aliases", ())} & set(ACCEPTED)
    ]
    for name, version, hole in holes:
        mended = ", ".join(hole.get("fix_versions", ())) or "none yet"
        say(f"audit: {name} {version}: {hole['id']}; mended in {mended}\n")
    skipped = [each for each in told if "skip_reason" in each]
    if why or len(skipped) == len(told):
        say(UNREAD.format(why=why or "the service knows none of the packages") + "\n")
    else:
        left = f"; {len(skipped)} are unknown to the service" if skipped else ""
        say(f"audit: {len(told) - len(skipped)} packages, {len(holes)} advisories{left}\n")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())

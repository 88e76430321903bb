"""`make sbom`: what an installed Skerry consists of, as CycloneDX, in dist/.

Reads the environment named: one that has the wheel and what it needs, and no development tools.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FORMAT = "1.6"
# How pip itself came into the environment is no part of what runs.
TOOLS = {"pip"}


def main(python: str, target: Path) -> int:
    """Write the bill of the environment of `python` to a file."""
    bill = made(python)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", "utf-8")
    sys.stdout.write(f"{target}: {len(bill['components'])} components\n")
    return 0


def made(python: str) -> dict[str, Any]:
    """The bill as JSON; the same environment gives the same bytes."""
    words = ["environment", "--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application",
             "--spec-version", FORMAT, "--output-reproducible", "--validate", python]  # fmt: skip
    done = subprocess.run(  # noqa: S603 - the tool beside this Python
        [sys.executable, "-m", "cyclonedx_py", *words], capture_output=True, text=True, check=True
    )
    return without_tools(json.loads(done.stdout))


def without_tools(bill: dict[str, Any]) -> dict[str, Any]:
    """The same bill without what only installs."""
    gone = {each["bom-ref"] for each in bill["components"] if each["name"] in TOOLS}
    bill["components"] = [each for each in bill["components"] if each["bom-ref"] not in gone]
    bill["dependencies"] = [each for each in bill["dependencies"] if each["ref"] not in gone]
    return bill


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))

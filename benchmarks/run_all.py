"""Runs every benchmark on a folder of data sets and prints the metrics as one JSON object.

    python benchmarks/run_all.py DATA > figures.json

DATA is laid out as one folder for each set (`polnear/dev.jsonl`, `timex/timebank.jsonl`, …); a set
that is not there is left out and named on standard error. Nothing is trained and nothing is written
but the figures.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent

RUNS: tuple[tuple[str, str], ...] = (
    ("attribution", "polnear/dev.jsonl"),
    ("certainty", "factuality/uds_ih2_dev.jsonl"),
    ("certainty", "factuality/uw_dev.jsonl.gz"),
    ("certainty", "factuality/meantime_dev.jsonl"),
    ("certainty", "factuality/cb_dev.jsonl"),
    ("certainty", "factuality/mv2_dev.jsonl"),
    ("events", "plv/train.jsonl"),
    ("coding", str(HERE / "tests" / "cases" / "coding.jsonl")),
    ("actors", "actors/ngec_cases_dev.jsonl"),
    ("time", "timex/aquaint.jsonl"),
    ("time", "timex/timebank.jsonl"),
    ("quantities", "quantities/dev.jsonl"),
    ("matters", "ecbplus/mentions_dev.jsonl.gz"),
    ("speed", str(HERE / "samples")),
)


def measure(name: str, data: Path) -> Any:
    """The JSON that `accord bench NAME DATA --json` prints."""
    command = [sys.executable, "-m", "accord.cli", "bench", name, str(data), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"error": done.stderr.strip()}
    return json.loads(done.stdout)


def main(folder: Path) -> int:
    """Run what has data; the exit status is 1 if anything failed."""
    figures = []
    for name, data in RUNS:
        path = folder / data
        if not path.exists():
            print(f"left out: {name} on {data} (not there)", file=sys.stderr)
            continue
        figures.append({"command": f"accord bench {name} {data}", "result": measure(name, path)})
    json.dump(figures, sys.stdout, indent=1)
    print()
    return int(any("error" in (row["result"] or {}) for row in figures))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(str(__doc__))
    sys.exit(main(Path(sys.argv[1])))

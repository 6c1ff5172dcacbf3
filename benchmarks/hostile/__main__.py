"""`python -m benchmarks.hostile`: every case of a hostile server, judged by the server's index."""

import argparse
import json
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.hostile.case import Case, Run, case_of
from benchmarks.hostile.fleet import Worker, share_out
from benchmarks.hostile.judge import verdict

MOST_SECONDS = 3600


def main() -> None:
    """Run the cases, print the table, and end with 1 where one did not pass."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--server", type=Path, required=True, help="the server's script")
    parser.add_argument("--guard", type=Path, required=True, help="the folder with sitecustomize")
    parser.add_argument("--only", default="", help="cases or groups, with commas between")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--json", type=Path, help="where to write all that was found")
    parser.add_argument("--failing", type=Path, help="where to write the list of what failed")
    asked = parser.parse_args()
    with served(asked.server) as base:
        index = read(f"{base}/index.json")
        cases = chosen(index["cases"], {name for name in asked.only.split(",") if name})
        hire = partial(Worker, base, asked.guard.absolute(), index.get("dns", {}))
        started = time.monotonic()
        runs = run_all(cases, hire, asked.workers, base)
    judged = {case: verdict(case, runs[case.name]) for case in cases}
    show(judged, runs, time.monotonic() - started)
    keep(asked.json, asked.failing, judged, runs)
    sys.exit(1 if any(judged.values()) else 0)


@contextmanager
def served(script: Path) -> Iterator[str]:
    """The base URL of the server, which runs until the block ends."""
    command = [sys.executable, str(script), "--max-seconds", str(MOST_SECONDS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            yield json.loads(process.stdout.readline() if process.stdout else "")["base"]
        finally:
            process.kill()


def read(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310
        return json.load(answer)


def chosen(index: Sequence[dict[str, Any]], only: set[str]) -> list[Case]:
    """The cases of the index, or those of them named by case or group."""
    cases = [case_of(entry) for entry in index]
    unknown = only - {case.name for case in cases} - {case.group for case in cases}
    if unknown:
        sys.exit(f"no such case or group: {', '.join(sorted(unknown))}")
    return [case for case in cases if not only or only & {case.name, case.group}]


def run_all(
    cases: Sequence[Case], hire: partial[Worker], workers: int, base: str
) -> dict[str, Run]:
    """Side by side, but for the cases in which nothing else may touch the canary."""
    runs: dict[str, Run] = {}
    lock = threading.Lock()

    def conclude(case: Case, run: Run) -> None:
        with lock:
            runs[case.name] = run
            print(f"\r{len(runs)}/{len(cases)} {case.name:<30}", end="", file=sys.stderr)  # noqa: T201

    def conclude_alone(case: Case, run: Run) -> None:
        touched = len(read(f"{base}/canary.json"))
        conclude(case, replace(run, canary=touched - counted[-1]))
        counted.append(touched)

    alone = [case for case in cases if "canary" in case.check]
    # The longest first, so that no worker sits alone with one at the end.
    rest = sorted((case for case in cases if case not in alone), key=_length, reverse=True)
    share_out(rest, hire, workers, conclude)
    counted = [len(read(f"{base}/canary.json"))]
    share_out(alone, hire, 1, conclude_alone)
    print(file=sys.stderr)  # noqa: T201
    return {case.name: runs.get(case.name, Run(crash="no worker started")) for case in cases}


def _length(case: Case) -> tuple[bool, int]:
    return case.group in ("slow", "size"), case.polls


def show(judged: dict[Case, list[str]], runs: dict[str, Run], seconds: float) -> None:
    for case, faults in judged.items():
        run = runs[case.name]
        took = max((poll.seconds for poll in run.polls), default=0.0)
        figures = f"{took:6.2f} s {run.megabytes:4.0f} MB"
        last = run.polls[-1].reason if run.polls else ""
        why = "; ".join(faults) or last[:90]
        ended = "FAIL" if faults else "pass"
        print(f"{case.name:<26} {case.group:<10} {figures} {ended}  {why}")  # noqa: T201
    passed = sum(not faults for faults in judged.values())
    peak = max((run.megabytes for run in runs.values()), default=0.0)
    print(f"\n{passed} of {len(judged)} passed; peak {peak:.0f} MB; {seconds:.0f} s")  # noqa: T201


def keep(
    whole: Path | None, failing: Path | None, judged: dict[Case, list[str]], runs: dict[str, Run]
) -> None:
    if whole is not None:
        found = [
            {**asdict(case), "faults": faults, "run": asdict(runs[case.name])}
            for case, faults in judged.items()
        ]
        whole.write_text(json.dumps(found, indent=1, ensure_ascii=True))
    if failing is not None:
        lines = [f"{c.name} ({c.group}): {'; '.join(f)}\n" for c, f in judged.items() if f]
        failing.write_text("".join(lines))


if __name__ == "__main__":
    main()

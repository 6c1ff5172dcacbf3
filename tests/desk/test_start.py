"""How the program starts and ends: quickly, with codes that scripts can use, on any terminal."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from tests.desk.conftest import TIDEWAITER, Desk

HEAVY = ("prefect", "pydantic", "sqlmodel", "sqlalchemy", "httpx", "trafilatura", "feedparser")


def test_help_loads_nothing_heavy_and_no_command(fresh: Desk) -> None:
    ask = (
        "import sys; from desk.cli import app; app('--help', result_action='return_value');"
        "print(sorted(m for m in sys.modules if m.startswith('desk.')), file=sys.stderr);"
        f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, cwd=fresh.root
    )
    assert "reclassify" in done.stdout
    assert done.stderr == "['desk.cli', 'desk.failures', 'desk.screen']\n[]\n"


def test_help_answers_in_less_than_half_a_second(fresh: Desk) -> None:
    def seconds() -> float:
        """Of CPU: how long it takes beside other work says nothing of the program."""
        begin = getrusage(RUSAGE_CHILDREN)
        assert fresh.tidewaiter("--help").returncode == 0
        end = getrusage(RUSAGE_CHILDREN)
        return end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime

    assert min(seconds() for _ in range(3)) < 0.5


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--version"], 0, ""),
        (["frob"], 2, "Unknown command"),
        (["log", "--frob"], 2, "Unknown option"),
        (["run", "-"], 2, "Unknown option"),
        (["show", "seven"], 2, "seven"),
        (["run", "--seeds", "here"], 2, "--seeds"),
        (["classify", "in.jsonl"], 2, "requires an argument"),
        (["serve", "--port", "99999"], 2, "65535"),
    ],
)
def test_a_wrong_command_line_exits_with_2_and_says_why(
    fresh: Desk, words: list[str], code: int, said: str
) -> None:
    done = fresh.tidewaiter(*words)
    assert (done.returncode, said in done.stderr) == (code, True)
    assert "Traceback" not in done.stderr


def test_wrong_config_exits_with_3_and_names_file_and_line(fresh: Desk) -> None:
    (fresh.config / "sources.yml").write_text("sources:\n  - id: a\n    frob: 1\n")
    for command in (["run"], ["check"], ["serve"]):
        done = fresh.tidewaiter(*command)
        assert (done.returncode, done.stdout) == (3, "")
        assert f"{fresh.config / 'sources.yml'}:3: " in done.stderr


def test_a_database_that_cannot_be_used_exits_with_4(fresh: Desk) -> None:
    fresh.var.mkdir()
    (fresh.var / "tidewaiter.db").write_text("no database at all, but a text of some length\n" * 99)
    done = fresh.tidewaiter("log")
    assert (done.returncode, done.stdout) == (4, "")
    assert str(fresh.var / "tidewaiter.db") in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["--help"], ["log"], ["log", "--json"], ["show", "1"]])
def test_a_reader_that_leaves_early_ends_the_command_quietly(desk: Desk, words: list[str]) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    try:
        done = subprocess.run(
            [TIDEWAITER, *words],
            env=desk.environment({}),
            stdout=writes,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writes)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("terminal", [{"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "LC_ALL": "C"}])
def test_a_terminal_that_is_not_utf8_is_served_too(desk: Desk, terminal: dict[str, str]) -> None:
    done = desk.tidewaiter("log", **terminal)
    assert (done.returncode, done.stderr) == (0, "")
    assert "imposes 25% tariff on steel" in done.stdout
    found = json.loads(desk.tidewaiter("log", "--json", "Windparks", **terminal).stdout)
    assert found[0]["title"] == "Dänemark und Deutschland bauen Windparks in der Nordsee"


def test_ctrl_c_ends_a_run_without_a_traceback(fresh: Desk, tmp_path: Path) -> None:
    pipe = tmp_path / "texts.jsonl"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [TIDEWAITER, "classify", pipe, "-"],
        env=fresh.environment({}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_ctrl_c,
    ) as running:
        try:
            with pipe.open("w"):  # opens when the command has, which then waits for a line
                running.send_signal(signal.SIGINT)
                out, said = running.communicate(timeout=30)
        finally:
            running.kill()
    assert (running.returncode, out, said) == (130, "", "")


def _heed_ctrl_c() -> None:
    """A shell's background job, as these tests may be, hands down that SIGINT is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)

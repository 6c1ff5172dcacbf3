"""The command line: what the commands are called, and what their failures exit with."""

import sys
from importlib.metadata import version

from cyclopts import App

from desk.failures import exit_code

EXIT_CODES = """\
Exit codes: 0 done · 1 a fault of the program · 2 a wrong command line · 3 wrong config ·
4 the database cannot be used · 5 nothing of what was asked for could be done.
"""

app = App(
    name="tidewaiter",
    help="Watches the wires for trade policy and tells those who asked to be told.",
    help_epilogue=EXIT_CODES,
    version=lambda: version("tidewaiter"),
)
# Import paths, so that a command loads only its own modules, and `--help` none of them.
COMMANDS = {
    "run": "Look at every source that is due, or at files and folders; deliver what is owed.",
    "serve": "Start a Prefect server of the project's own, and the schedules.",
    "log": "Show the stored items, filtered.",
    "show": "Show one item with the words that its facts rest on.",
    "review": "Add a review of an item, or show its reviews.",
    "deliveries": "List, show, replay or cancel deliveries.",
    "check": "Read all of config and say what is wrong, by file, line and key.",
    "classify": "Understand a JSONL file of texts without storing anything.",
    "reclassify": "Show, or store, what today's vocabulary changes in the log.",
}
for command, gives in COMMANDS.items():
    app.command(f"desk.{command}:{command}", help=gives, help_epilogue="")


def main() -> None:
    """Run the command line; an expected failure ends in clear lines and its exit code."""
    try:
        app()
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        sys.stderr.write(f"{error}\n")
        sys.exit(code)
    except KeyboardInterrupt:
        sys.exit(130)

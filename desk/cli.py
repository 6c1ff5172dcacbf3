"""The command line: what the commands are called, and what their failures exit with."""

import os
import sys
from importlib.metadata import version

from cyclopts import App

from desk.failures import GONE, INTERRUPTED, exit_code
from desk.screen import complain, out, speak_its_encoding

EXIT_CODES = """\
Exit codes: 0 done · 1 a fault of the program · 2 a wrong command line · 3 wrong config ·
4 the database cannot be used · 5 what was asked for could not be done.
"""

app = App(
    name="tidewaiter",
    help="Watches the wires for trade policy and tells those who asked to be told.",
    help_epilogue=EXIT_CODES,
    version=lambda: version("tidewaiter"),
    console=out,
)
# Import paths, so that a command loads only its own modules, and `--help` none of them.
COMMANDS = {
    "run": "Look at every source that is due, or at files and folders; deliver what is owed.",
    "serve": "Start a Prefect server of the project's own, and the schedules.",
    "log": "Show the stored items, filtered.",
    "show": "Show one item with the words that its facts rest on.",
    "explain": "Show all that decides what any text, file or page is taken for.",
    "review": "Add a review of an item, or show its reviews.",
    "deliveries": "List, show, replay or cancel deliveries.",
    "sources": "Show how every source stands; try one now and say what it gives.",
    "runs": "Show what ran, when, and how it ended.",
    "check": "Read all of config and say what is wrong, by file, line and key.",
    "classify": "Understand a JSONL file of texts without storing anything.",
    "reclassify": "Show, or store, what today's vocabulary changes in the log.",
    "try": "Show what a rule or a topic would find in the log, changing nothing.",
    "evaluate": "Score labelled texts, or the reviewed items of the log.",
    "replay": "Read the kept documents again, and show what comes out differently.",
    "opml": "Write the sources as a list of feeds, or take feeds from one.",
}
_PLACES = {"try": "desk.lab:lab"}
"""Commands whose names no module can have, or whose parts stand in more than one."""
for command, gives in COMMANDS.items():
    # Those are Apps of their own, to which cyclopts lets nothing but the help be added here.
    epilogue = {} if command in ("deliveries", "sources", "opml") else {"help_epilogue": ""}
    place = _PLACES.get(command, f"desk.{command}:{command}")
    app.command(place, name=command, help=gives, **epilogue)


def main() -> None:
    """Run the command line; an expected failure ends in clear lines and its exit code."""
    speak_its_encoding()
    try:
        app(result_action="return_value")
        sys.stdout.flush()
    except BrokenPipeError:
        # As `| head` does to any program; what is still unwritten must not be tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(GONE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        complain(str(error))
        sys.exit(code)

"""A process that runs cases as they come on its standard input, and tells of each on its output."""

import json
import os
import resource
import sys
import traceback
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.hostile.case import Run, case_of
from benchmarks.hostile.polls import Bench, run
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT
from config.schema import Source
from config.settings import Settings
from flows.resources import open_resources
from flows.understand import read_all, understand
from sources.document import Document

MOST_MEMORY = 3_000_000_000
"""Address space beyond which the kernel refuses: a bomb ends its case and not the machine."""
# Damaged, so that whatever reads damaged feeds is started too.
FEED = b"""<rss version="2.0"><channel><title>Notices</title><item>
<title>Brazil raises its duty on steel to 25%&unknown;</title><link>https://warm.example/1</link>
</item></channel></rss>"""
ALERTS = """
channels:
  - {id: bench, kind: email, to: [bench@localhost], transport: folder}
rules:
  - {id: all, name: All, when: {relevance: 0}, channels: [bench]}
"""


def serve(folder: Path, base: str) -> None:
    """Run the cases named on standard input, one line of JSON each, until it ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    told = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever else prints
    host = base.partition("://")[2]
    settings = Settings(config=_config(folder), var=folder, allow_networks=(host,))
    with open_resources(settings) as resources:
        bench = Bench(resources, base, (host,), Path(os.environ["GUARD_LOG"]))
        _warm(resources.lexicon)
        print("ready", file=told, flush=True)
        for line in sys.stdin:
            case = case_of(json.loads(line))
            try:
                result = run(case, bench, folder)
            except Exception as error:  # noqa: BLE001 - a crash is what the bench looks for
                traceback.print_exc()
                result = replace(Run(), crash=f"{type(error).__name__}: {error}"[:200])
            print(json.dumps(asdict(result)), file=told, flush=True)


def _warm(lexicon: Lexicon) -> None:
    """Read and understand one item: what a process does once is no case's to pay."""
    source = Source(id="warm", name="Warm", kind="feed", location="https://warm.example/feed")
    document = Document(source.location, FEED, "application/rss+xml", None, datetime.now(UTC))
    for item in read_all(source, (document,)).items:
        understand(item, lexicon)


def _config(folder: Path) -> Path:
    """A config with no sources, and one rule that every item meets."""
    config = folder / "config"
    config.mkdir()
    (config / "vocabulary").symlink_to(CHECKOUT / "config" / "vocabulary")
    (config / "sources.yml").write_text("sources: []\n")
    (config / "alerts.yml").write_text(ALERTS)
    return config


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2])

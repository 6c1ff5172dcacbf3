"""A sender in a process of its own, to be killed: `python -m tests.flows.sender`."""

import os

os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")

from flows.deliver import deliver
from flows.home import no_heartbeat

if __name__ == "__main__":
    with no_heartbeat():
        deliver()

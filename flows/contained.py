"""A fault that somebody's bytes brought out, kept from the other sources and channels of a run."""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from alerts.alert import SendError
from parsers.apart import Stopped
from sources.document import FetchError

_LOG = logging.getLogger("tidewaiter")
_EXPECTED = (FetchError, SendError, Stopped)


@contextmanager
def contained(subject: str, failure: Callable[[str], Exception]) -> Iterator[None]:
    """What breaks inside is raised as the subject's `failure` (promise 4), its traceback logged."""
    try:
        yield
    except _EXPECTED:
        raise
    except Exception as error:
        _LOG.exception("%s: a fault of the program", subject)
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
        raise failure(f"a fault of the program, please report it: {place}") from error


def contained_look(source_id: str) -> AbstractContextManager[None]:
    """As `contained`, for a look at a source."""
    return contained(source_id, partial(FetchError, source_id))

"""What robots.txt says of a URL, asked once a day of each host (RFC 9309)."""

import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from sources.answers import Answer
from sources.connect import Limits
from sources.document import FetchError
from sources.http import AGENT, Line, ask

LIMITS = Limits(total=15.0, size=500_000)
"""RFC 9309, 2.5: at least 500 KiB of it are read."""
DAY = 86_400.0
"""RFC 9309, 2.4: it is believed for no longer."""
SOON = 600.0
"""After which an unreachable one is asked for again."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host asks of us; `reason` is why all is forbidden for now."""

    text: Protego | None = None
    reason: str | None = None

    @property
    def delay(self) -> float:
        """Seconds between requests, 0 where it does not say."""
        said = None if self.text is None else self.text.crawl_delay(AGENT)
        return said if said is not None and said > 0 else 0.0

    def allow(self, url: str) -> bool:
        return self.reason is None and (self.text is None or self.text.can_fetch(url, AGENT))


@dataclass(slots=True)
class _Kept:
    """A host's rules; whoever holds the lock asks for them, and the others wait."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None
    until: float = 0.0


class Robots:
    """The rules of every host asked so far, for any number of threads."""

    def __init__(self, line: Line) -> None:
        self._line = Line(line.client, line.pace, LIMITS)
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def check(self, source_id: str, url: str) -> None:
        """Returns where the URL may be asked for; else FetchError, permanent when it is forbidden.

        A Crawl-delay slows the host's pace.
        """
        parts = urlsplit(url)
        rules = self._rules(source_id, f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
        if rules.delay:
            self._line.pace.widen(parts.hostname or "", rules.delay)
        if rules.reason is not None:
            raise FetchError(source_id, f"robots.txt of {parts.hostname}: {rules.reason}")
        if not rules.allow(url):
            reason = f"robots.txt of {parts.hostname} forbids {parts.path or '/'}"
            raise FetchError(source_id, reason[:300], permanent=True)

    def _rules(self, source_id: str, origin: str) -> Rules:
        with self._lock:
            kept = self._kept.setdefault(origin, _Kept())
        with kept.lock:
            if kept.rules is None or kept.until < time.monotonic():
                kept.rules = self._asked(source_id, origin)
                kept.until = time.monotonic() + (SOON if kept.rules.reason else DAY)
            return kept.rules

    def _asked(self, source_id: str, origin: str) -> Rules:
        try:
            return read_rules(ask(self._line, source_id, f"{origin}/robots.txt"))
        except FetchError as error:
            # A host that is refused says so by itself, and a monster is no rule.
            if error.permanent:
                return Rules()
            return Rules(reason=error.reason)


def read_rules(answer: Answer) -> Rules:
    """The rules that an answer gives: none there is leave, and a server's fault forbids for now.

    RFC 9309, 2.3.1.3 and 2.3.1.4; 429 is no "there is none".
    """
    if answer.status == 200:
        return Rules(Protego.parse(answer.body.decode("utf-8", "replace")))
    if answer.status >= 500 or answer.status == 429:
        return Rules(reason=f"answered {answer.status}, so all is forbidden for now")
    return Rules()

"""One look at one source."""

from dataclasses import dataclass
from datetime import datetime

from config.schema import Source
from flows.resources import Resources
from sources.document import FetchState


@dataclass(frozen=True, slots=True)
class Look:
    """One look at one source, and what is remembered of the last."""

    resources: Resources
    source: Source
    state: FetchState
    now: datetime
    alert_baseline: bool = False

    @property
    def alerting(self) -> int | None:
        """How many of the newest items may alert; None is all."""
        first_look = not self.state.seen_before
        return self.source.baseline_alerts if first_look and not self.alert_baseline else None

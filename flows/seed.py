"""The seed flow: the project's own sample documents through the same road as any source's."""

from prefect import flow

from config.folder import CHECKOUT
from config.load import load_sources
from flows.collect import collect_from
from flows.report import SourceReport
from flows.resources import open_resources
from flows.steps import FLOW

SEEDS = CHECKOUT / "seeds" / "sources.yml"


@flow(name="seed", **FLOW)
def seed() -> tuple[SourceReport, ...]:
    """Load `seeds/`; its first look may alert, so that a newcomer sees an alert."""
    with open_resources() as resources:
        sources = load_sources(SEEDS)
        return collect_from(resources, sources, flow_name="seed", alert_baseline=True, reread=True)

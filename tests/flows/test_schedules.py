"""What runs when: in `serve`, and for a work pool in `prefect.yaml`."""

from datetime import timedelta
from typing import Any

import pytest
import yaml
from prefect.client.schemas.schedules import IntervalSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow, load_flow_from_entrypoint

from config.folder import CHECKOUT
from config.load import load_sources
from config.schema import Source
from flows.schedules import deployments, tick
from tests.moments import NOON

POOL: dict[str, Any] = yaml.safe_load((CHECKOUT / "prefect.yaml").read_text(encoding="utf-8"))
SHIPPED = tick(load_sources(CHECKOUT / "config" / "sources.yml"))


def source(every: str, *, enabled: bool = True) -> Source:
    return Source.model_validate(
        {"id": "s", "name": "S", "kind": "feed", "location": "f.xml", "every": every,
         "enabled": enabled}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sources", "minutes"),
    [
        ([], 5),
        ([source("1d")], 5),
        ([source("2h"), source("2m")], 2),
        ([source("2h"), source("2m", enabled=False)], 5),
    ],
)
def test_collect_ticks_as_the_most_frequent_source_asks_and_every_five_minutes_at_most(
    sources: list[Source], minutes: int
) -> None:
    assert tick(sources) == timedelta(minutes=minutes)


def test_schedules_count_from_the_start_and_do_not_fall_together() -> None:
    first, then, *by_hand = deployments(SHIPPED, NOON)
    starts = [schedule(one).anchor_date for one in (first, then)]
    assert starts == [NOON, NOON + timedelta(seconds=30)]
    assert [one.schedules for one in by_hand] == [[], []]


def test_the_work_pool_has_the_flows_and_schedules_that_serve_has() -> None:
    served = {
        (one.flow_name, one.name): (
            interval(one),
            one.concurrency_limit,
            one.concurrency_options and one.concurrency_options.collision_strategy.value,
        )
        for one in deployments(SHIPPED, NOON)
    }
    assert {(flow(one).name, one["name"]): pooled(one) for one in POOL["deployments"]} == served


@pytest.mark.parametrize("one", POOL["deployments"], ids=lambda one: one["entrypoint"])
def test_a_deployment_names_a_flow_that_is_there_and_parameters_that_it_takes(
    one: dict[str, Any],
) -> None:
    path, _, _ = one["entrypoint"].partition(":")
    assert (CHECKOUT / path).is_file()
    assert set(one.get("parameters", ())) <= set(flow(one).parameters.properties)


def flow(one: dict[str, Any]) -> "Flow[..., Any]":
    path, _, name = one["entrypoint"].partition(":")
    return load_flow_from_entrypoint(f"{CHECKOUT / path}:{name}", use_placeholder_flow=False)


def pooled(one: dict[str, Any]) -> tuple[timedelta | None, int | None, str | None]:
    (every,) = [s["interval"] for s in one.get("schedules", ())] or [None]
    limit = one.get("concurrency_limit", {})
    interval = timedelta(seconds=every) if every is not None else None
    return interval, limit.get("limit"), limit.get("collision_strategy")


def schedule(one: RunnerDeployment) -> IntervalSchedule:
    assert one.schedules is not None
    (only,) = one.schedules
    assert isinstance(only.schedule, IntervalSchedule)
    return only.schedule


def interval(one: RunnerDeployment) -> timedelta | None:
    return schedule(one).interval if one.schedules else None

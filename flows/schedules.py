"""The flows as deployments, and when they run; `prefect.yaml` says the same to a work pool."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import (
    ConcurrencyLimitConfig,
    ConcurrencyLimitStrategy,
    State,
    StateType,
)
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Interval
from prefect.states import Cancelled, Scheduled
from prefect.types.entrypoint import EntrypointType

from config.schema import Source
from flows.collect import collect
from flows.deliver import deliver
from flows.reclassify import reclassify
from flows.seed import seed

SCHEDULED, BY_HAND = "scheduled", "by-hand"
OFTEN = timedelta(minutes=5)
DELIVER_EVERY = timedelta(minutes=1)
# A run that outlasts its interval is not joined by a second one.
ONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
_DISTANCE = timedelta(seconds=10)
"""From the first collect to the first deliver, so that what was found is told soon."""
_OPEN = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING]


def tick(sources: Sequence[Source]) -> timedelta:
    """How often collect looks for what is due: as the most frequent source asks, 5 min at most.

    Each source's own `every` decides when it is due; a Retry-After or a backoff that ends in
    between is noticed within a tick.
    """
    return min([OFTEN, *(source.every for source in sources if source.enabled)])


def deployments(every: timedelta, start: datetime) -> list[RunnerDeployment]:
    """The four flows, the first two of them on schedules that count from `start`."""
    first = Interval(every, anchor_date=start)
    # Half an interval on, so that it falls on no collect and not on the run that `begin` asks for.
    then = Interval(DELIVER_EVERY, anchor_date=start + DELIVER_EVERY / 2)
    # By module, not by path, so that it does not matter where the program was started.
    by_name: dict[str, Any] = {"entrypoint_type": EntrypointType.MODULE_PATH}
    listed = [
        collect.to_deployment(SCHEDULED, schedule=first, concurrency_limit=ONE, **by_name),
        deliver.to_deployment(SCHEDULED, schedule=then, concurrency_limit=ONE, **by_name),
        reclassify.to_deployment(BY_HAND, **by_name),
        seed.to_deployment(BY_HAND, **by_name),
    ]
    # Prefect types a sync call as if it might have to be awaited.
    return cast("list[RunnerDeployment]", listed)


def begin(collecting: UUID, delivering: UUID, start: datetime) -> None:
    """Cancel what an earlier server left due or under way, and run both flows once.

    That one run does the work of all that were missed, which would else fire one after another; and
    what a kill left under way would hold the only place of its deployment for ever.
    """
    with get_client(sync_client=True) as client:
        _cancel_left(client, start)
        for deployment, at in ((collecting, start), (delivering, start + _DISTANCE)):
            client.create_flow_run_from_deployment(deployment, state=Scheduled(scheduled_time=at))


def _cancel_left(client: SyncPrefectClient, start: datetime) -> None:
    left = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_OPEN)),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=start),
    )
    ours = DeploymentFilter(name=DeploymentFilterName(any_=[SCHEDULED]))
    gone: State[Any] = Cancelled(message="left by an earlier server")
    while runs := client.read_flow_runs(flow_run_filter=left, deployment_filter=ours):
        for run in runs:
            client.set_flow_run_state(run.id, gone, force=True)

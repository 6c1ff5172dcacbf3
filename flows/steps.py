"""How this project's flows use Prefect: one decorator's worth of choices, made once."""

from typing import Any, TypeVar, cast

from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

Value = TypeVar("Value")

AT_ONCE = 16
"""Threads that wait for the network; reading and saving happen in turn."""
TASK: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}
FLOW: dict[str, Any] = {
    "validate_parameters": False,
    "persist_result": False,
    "task_runner": ThreadPoolTaskRunner(max_workers=AT_ONCE),
}


def whole(value: Value) -> Value:
    """The value as one piece: Prefect unwraps it, and would else walk through every byte of it."""
    return cast(Value, quote(value))

"""Our own run log: Prefect's has lost runs by the time it exits."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from storage.batches import table_of
from storage.tables import RunRow


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run of a flow; `ended_at` None is one that is running."""

    id: int
    flow: str
    started_at: datetime
    ended_at: datetime | None
    worker: str
    """`host:process`."""
    status: str
    """running, killed, completed, or what the flow said it ended as."""
    reports: tuple[Any, ...]
    """JSON values, one for each report."""


def start_run(session: Session, flow: str, now: datetime, worker: str = "") -> int:
    """Note that a flow begins in a process (`host:process`); the run's id."""
    table = table_of(RunRow)
    row = {"flow": flow, "started_at": now, "worker": worker, "status": "running", "reports": []}
    run_id: int = session.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
    return run_id


def end_run(
    session: Session, run_id: int, now: datetime, reports: Sequence[Any], status: str = "completed"
) -> None:
    """Note how a run ended; `reports` are JSON-ready values or dataclasses of such."""
    plain = [_plain(report) for report in reports]
    ended = {"ended_at": now, "status": status, "reports": plain}
    session.execute(update(RunRow).where(col(RunRow.id) == run_id).values(ended))


def unended(session: Session) -> dict[int, str]:
    """The runs on record as running, each with its worker."""
    rows = session.scalars(select(RunRow).where(col(RunRow.status) == "running"))
    return {row.id: row.worker for row in rows if row.id is not None}


def runs(session: Session, limit: int = 20) -> tuple[RunRecord, ...]:
    """The last runs, newest first."""
    rows = session.scalars(select(RunRow).order_by(col(RunRow.id).desc()).limit(limit))
    return tuple(RunRecord(**{**row.model_dump(), "reports": tuple(row.reports)}) for row in rows)


def _plain(report: Any) -> Any:
    if is_dataclass(report) and not isinstance(report, type):
        return asdict(report)
    return report

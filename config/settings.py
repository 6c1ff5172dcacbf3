"""What the environment decides: where things live and how to reach the outside."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Read from `TIDEWAITER_…` variables; every one has a default that works offline."""

    model_config = SettingsConfigDict(env_prefix="TIDEWAITER_", frozen=True)

    config: Path = CHECKOUT / "config"
    """The folder with sources.yml, alerts.yml and vocabulary/."""
    var: Path = CHECKOUT / "var"
    """Everything that a run writes: database, Prefect's state, the outbox folder."""
    database_url: str | None = None
    """SQLAlchemy URL; None is SQLite under `var`."""
    smtp_url: str | None = Field(default=None, repr=False)
    """smtp://user:password@host:587 (STARTTLS) or smtps://…:465 (TLS)."""
    allow_networks: tuple[str, ...] = ()
    """Private networks (CIDR) that fetches and webhooks may reach."""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.var / 'tidewaiter.db'}"

    @property
    def outbox(self) -> Path:
        return self.var / "outbox"

"""What the environment decides: where things live and how to reach the outside."""

import json
import os
from contextlib import suppress
from datetime import timedelta
from ipaddress import ip_interface
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from config.faults import did_you_mean, refuse, shown
from config.folder import CHECKOUT, PREFIX
from config.networks import openings
from config.values import read_retention

_DATABASES = ("sqlite", "postgres", "postgresql", "postgresql+psycopg")
# So alike that the one was meant: DATABSE_URL. A signing secret may have any other name.
_MISSPELT = 0.92


class Settings(BaseSettings):
    """Read from `TIDEWAITER_…` variables; every one has a default that works offline."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, hide_input_in_errors=True
    )

    config: Path = CHECKOUT / "config"
    """The folder with sources.yml, alerts.yml and vocabulary/."""
    var: Path = CHECKOUT / "var"
    """Everything that a run writes: database, Prefect's state, the outbox folder."""
    database_url: str | None = Field(default=None, repr=False)
    """SQLAlchemy URL; None is SQLite under `var`."""
    smtp_url: str | None = Field(default=None, repr=False)
    """smtp://user:password@host:587 (STARTTLS) or smtps://…:465 (TLS)."""
    allow_networks: Annotated[tuple[str, ...], NoDecode] = ()
    """Private networks that fetches and webhooks may reach: CIDR, `127.0.0.1:8080` for one port."""
    enable: Annotated[tuple[str, ...], NoDecode] = ()
    """Groups of sources that are looked at; empty is what sources.yml itself says."""
    host_connections: Annotated[int, Field(ge=0, le=100)] = 2
    """How many requests one host is sent at once; 0 is no limit."""
    host_delay: Annotated[float, Field(ge=0, le=60)] = 1.0
    """Seconds between the starts of two requests to one host."""
    lease: Annotated[int, Field(ge=1, le=86_400)] = 300
    """Seconds after which a delivery whose sender was lost is sent again; longer than ten sends."""
    keep_documents: Annotated[timedelta, BeforeValidator(read_retention)] = timedelta(days=30)
    """How long fetched documents are kept for a replay; zero keeps none."""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.var / 'tidewaiter.db'}"

    @property
    def outbox(self) -> Path:
        return self.var / "outbox"

    @field_validator("config", "var")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @field_validator("config")
    @classmethod
    def _is_there(cls, folder: Path) -> Path:
        if not folder.is_dir():
            raise ValueError(
                f"no folder at {folder}: name one with sources.yml, alerts.yml and vocabulary/"
            )
        return folder

    @field_validator("var")
    @classmethod
    def _may_be_a_folder(cls, folder: Path) -> Path:
        if folder.exists() and not folder.is_dir():
            raise ValueError(f"{folder} is a file: name a folder")
        return folder

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: str | None) -> str | None:
        scheme, _, rest = (url or "sqlite://").partition("://")
        # A second @ ends the password too early, and the rest of it would be shown as the host.
        if scheme not in _DATABASES or rest.partition("?")[0].count("@") > 1:
            raise ValueError(
                "not a database URL: write sqlite:///PATH or postgresql://user:password@host/name, "
                "with any of / ? # @ : in the password as %XX"
            )
        return url

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, url: str | None) -> str | None:
        if url is not None and not _reaches_a_mail_server(url):
            raise ValueError(
                "not a mail server's URL: write smtp://user:password@host:587 or "
                "smtps://user:password@host:465, with any of / ? # @ : in the password as %XX"
            )
        return url

    @field_validator("allow_networks", "enable", mode="before")
    @classmethod
    def _split(cls, written: object) -> object:
        """A comma list or a JSON list to its parts."""
        if not isinstance(written, str):
            return written
        if written.strip().startswith("["):
            # Where it is no JSON, its parts are no networks and no groups, and said to be none.
            with suppress(ValueError):
                return [str(part) for part in json.loads(written)]
        return [part.strip() for part in written.split(",") if part.strip()]

    @field_validator("allow_networks")
    @classmethod
    def _are_networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            _require_network(network)
        return networks


def read_settings() -> Settings:
    """The settings of this environment; ConfigError names the variable and what to write."""
    _refuse_misspelt()
    try:
        return Settings()
    except ValidationError as error:
        faults = [
            f"{PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors(include_input=False)
        ]
    raise refuse(faults)  # outside the handler: pydantic's error holds what may be a password


def _refuse_misspelt() -> None:
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    given = [name for name in os.environ if name.startswith(PREFIX) and name not in known]
    hints = {name: did_you_mean(name, known, nearness=_MISSPELT) for name in given}
    if any(hints.values()):
        raise refuse(f"{name}: unknown variable{hint}" for name, hint in hints.items() if hint)


def _reaches_a_mail_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _require_network(written: str) -> None:
    try:
        openings((written,))
    except ValueError:
        try:
            meant = f"; did you mean {ip_interface(written).network}?"
        except ValueError:
            meant = ": write networks in CIDR, with commas between, as in 10.0.0.0/8, 10.1.2.3:80"
        raise ValueError(f"{shown(written)} is no network{meant}") from None

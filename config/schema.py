"""The shapes of config: sources, channels and rules, checked before anything runs."""

from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

import soupsieve
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from config.codes import require_code

Topic = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
Code = Annotated[str, AfterValidator(require_code)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Kind = Literal["feed", "page", "folder"]
Role = Literal["imposer", "targeted", "affected", "excluded", "counterpart", "mentioned"]
Publisher = Literal["official", "independent", "state-controlled", "trade-press"]


class Strict(BaseModel):
    """A config record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Selectors(Strict):
    """CSS selectors of a `page` source; all but `item` are relative to one item."""

    item: str
    title: str | None = None
    link: str | None = "a[href]"
    date: str | None = None
    summary: str | None = None

    @field_validator("*")
    @classmethod
    def _compiles(cls, selector: str | None) -> str | None:
        if selector is not None:
            try:
                soupsieve.compile(selector)
            except soupsieve.SelectorSyntaxError as error:
                raise ValueError(f"not a CSS selector: {error}".splitlines()[0]) from error
        return selector


class Source(Strict):
    """One watched place."""

    id: Identifier
    name: str
    kind: Kind
    location: str
    """An http(s) URL; for a path, relative to the file that declares it."""
    every: timedelta = timedelta(hours=1)
    language: Language | None = None
    """The language its items are in; None lets each text's language be detected."""
    jurisdiction: Code | None = None
    publisher: Publisher = "independent"
    selectors: Selectors | None = None
    enabled: bool = True
    baseline_alerts: int = 0
    """How many of the newest items may alert at the first look (design promise 3)."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "Source":
        if self.kind == "page" and self.selectors is None:
            raise ValueError("a page needs selectors")
        if self.kind != "page" and self.selectors is not None:
            raise ValueError(f"a {self.kind} takes no selectors")
        if urlsplit(self.location).scheme not in ("", "http", "https"):
            raise ValueError("location must be an http(s) URL or a path")
        return self

    @property
    def is_remote(self) -> bool:
        return urlsplit(self.location).scheme in ("http", "https")


class Condition(Strict):
    """All keys given must hold; a key's list holds when any of its values does."""

    topics: tuple[Topic, ...] = ()
    countries: tuple[Code, ...] = ()
    roles: tuple[Role, ...] = ()
    """Narrows `countries` to these roles."""
    families: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    products: tuple[Annotated[str, Field(pattern=r"^\d{2,6}$")], ...] = ()
    """HS prefixes."""
    words: tuple[str, ...] = ()
    sources: tuple[Identifier, ...] = ()
    languages: tuple[Language, ...] = ()
    relevance: Annotated[float, Field(ge=0, le=1)] | None = None
    all: tuple["Condition", ...] = ()
    any: tuple["Condition", ...] = ()
    not_: tuple["Condition", ...] = Field((), alias="not")
    """None of these may hold."""

    @model_validator(mode="after")
    def _says_something(self) -> "Condition":
        if not self.model_fields_set:
            raise ValueError("an empty condition would match everything")
        if self.roles and not self.countries:
            raise ValueError("roles narrow countries: name the countries too")
        return self


class EmailChannel(Strict):
    """Mail to each of `to`, by SMTP or as `.eml` files in the outbox folder."""

    id: Identifier
    kind: Literal["email"]
    to: Annotated[tuple[str, ...], Field(min_length=1)]
    sender: str = "Tidewaiter <tidewaiter@localhost>"
    transport: Literal["smtp", "folder"] = "smtp"


class WebhookChannel(Strict):
    """A signed POST (Standard Webhooks 1.0), or the same body as a `.json` file."""

    id: Identifier
    kind: Literal["webhook"]
    url: Annotated[str, Field(pattern=r"^https?://")]
    secret_env: str | None = None
    """The environment variable that holds the `whsec_…` signing secrets, space-separated."""
    transport: Literal["http", "folder"] = "http"

    @model_validator(mode="after")
    def _is_signed(self) -> "WebhookChannel":
        if self.transport == "http" and self.secret_env is None:
            raise ValueError("secret_env must name the variable that holds the signing secret")
        return self


Channel = Annotated[EmailChannel | WebhookChannel, Field(discriminator="kind")]


class Rule(Strict):
    """What somebody tracks, and the channels that carry it to them."""

    id: Identifier
    name: str
    when: Condition
    channels: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class SourcesFile(Strict):
    """`config/sources.yml`."""

    sources: tuple[Source, ...]


class AlertsFile(Strict):
    """`config/alerts.yml`."""

    channels: tuple[Channel, ...] = ()
    rules: tuple[Rule, ...] = ()

"""The shapes of config: sources, channels and rules, checked before anything runs."""

from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

import soupsieve
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from config.codes import require_code
from config.values import (
    EnvironmentVariable,
    Family,
    HsPrefix,
    Identifier,
    Instrument,
    Interval,
    Language,
    Location,
    MailAddress,
    Modality,
    Name,
    NotEmpty,
    Sender,
    Status,
    Topic,
    WebUrl,
    Wording,
)

Code = Annotated[str, AfterValidator(require_code)]
Kind = Literal["feed", "page", "folder"]
Role = Literal["imposer", "targeted", "affected", "excluded", "counterpart", "mentioned"]
Publisher = Literal["official", "independent", "state-controlled"]


class Strict(BaseModel):
    """A config record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


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
    name: Name
    kind: Kind
    location: Location
    """An http(s) URL; for a path, relative to the file that declares it."""
    every: Interval = timedelta(hours=1)
    """How often it is looked at, as in 30m, 2h or 1d."""
    language: Language | None = None
    """The language its items are in; None lets each text's language be detected."""
    jurisdiction: Code | None = None
    """Whose policy it tells of; for people and for groups of sources, nothing is decided by it."""
    publisher: Publisher = "independent"
    selectors: Selectors | None = None
    enabled: bool = True
    baseline_alerts: Annotated[int, Field(ge=0)] = 0
    """How many of the newest items may alert at the first look (design promise 3)."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "Source":
        if self.kind == "page" and self.selectors is None:
            raise ValueError("a page needs selectors: write at least `selectors: {item: …}`")
        if self.kind != "page" and self.selectors is not None:
            raise ValueError(f"a {self.kind} takes no selectors")
        if self.kind == "folder" and self.is_remote:
            raise ValueError("a folder's location is a path; an address takes kind: feed or page")
        return self

    @property
    def is_remote(self) -> bool:
        return urlsplit(self.location).scheme in ("http", "https")


class Condition(Strict):
    """What an item must be: every key given must hold, and a list holds by any one of its values.

    The measure keys (`imposer`, `targeted`, `families`, `instruments`, `statuses`, `modalities`,
    `products`) of one condition must all hold for one and the same measure of the item. Conditions
    in `all`, `any` and `not` each look for a measure of their own.
    A bloc's code stands for the bloc alone: list its members too where they matter.
    """

    topics: tuple[Topic, ...] = ()
    countries: tuple[Code, ...] = ()
    """Named anywhere in the item, or in one of `roles`."""
    roles: tuple[Role, ...] = ()
    """Narrows `countries` to these roles; beside measure keys, to their role in that measure."""
    imposer: tuple[Code, ...] = ()
    targeted: tuple[Code, ...] = ()
    families: tuple[Family, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    statuses: tuple[Status, ...] = ()
    modalities: tuple[Modality, ...] = ()
    products: tuple[HsPrefix, ...] = ()
    """HS 2022 chapters, headings or subheadings; a measure on a chapter is on its headings too."""
    words: tuple[Wording, ...] = ()
    """Whole words or phrases of the title or body, in any case; `tariff*` takes any ending."""
    sources: tuple[Identifier, ...] = ()
    languages: tuple[Language, ...] = ()
    relevance: Annotated[float, Field(ge=0, le=1)] | None = None
    """The least relevance."""
    all: tuple["Condition", ...] = ()
    any: tuple["Condition", ...] = ()
    not_: tuple["Condition", ...] = Field((), alias="not")
    """None of these may hold."""

    @model_validator(mode="after")
    def _says_something(self) -> "Condition":
        if not self.model_fields_set:
            raise ValueError("an empty condition would match everything")
        for key in self.model_fields_set:
            if getattr(self, key) in ((), None):
                raise ValueError(f"{key.strip('_')} is empty: leave the key out or give it a value")
        if self.roles and not self.countries:
            raise ValueError("roles narrow countries: name the countries too")
        return self


class EmailChannel(Strict):
    """Mail to each of `to`, by SMTP or as `.eml` files in the outbox folder."""

    id: Identifier
    kind: Literal["email"]
    to: Annotated[tuple[MailAddress, ...], NotEmpty]
    sender: Sender = "Tidewaiter <tidewaiter@localhost>"
    """`address` or `Name <address>`; its domain signs the Message-ID."""
    transport: Literal["smtp", "folder"] = "smtp"


class WebhookChannel(Strict):
    """A signed POST (Standard Webhooks 1.0), or the same body as a `.json` file."""

    id: Identifier
    kind: Literal["webhook"]
    url: WebUrl
    """May hold a token, so it is shown nowhere: the channel's id stands for it."""
    secret_env: EnvironmentVariable | None = None
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
    name: Name
    when: Condition
    channels: Annotated[tuple[Identifier, ...], NotEmpty]


class SourcesFile(Strict):
    """`config/sources.yml`."""

    sources: tuple[Source, ...]


class AlertsFile(Strict):
    """`config/alerts.yml`."""

    channels: tuple[Channel, ...] = ()
    rules: tuple[Rule, ...] = ()

"""The shapes of config: sources, channels and rules, checked before anything runs."""

from datetime import date, timedelta
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
    JmesPath,
    Language,
    Location,
    MailAddress,
    Modality,
    Name,
    NotEmpty,
    Sender,
    Status,
    Topic,
    UrlPath,
    WebUrl,
    Wording,
)

Code = Annotated[str, AfterValidator(require_code)]
Kind = Literal["feed", "page", "sitemap", "api", "folder"]
Completion = Literal["never", "when-short", "always"]
Role = Literal["imposer", "targeted", "affected", "excluded", "counterpart", "mentioned"]
Publisher = Literal["official", "independent", "state-controlled"]


class Strict(BaseModel):
    """A config record that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Selectors(Strict):
    """CSS selectors of a `page` source; all but `item` are relative to one item."""

    item: str
    title: str | None = None
    """None takes the item's one heading, else the words of its link, else its text."""
    link: str | None = "a[href]"
    date: str | None = None
    """None looks for a <time> in the item."""
    summary: str | None = None
    next: str | None = None
    """The link to the next page of the list, from the page as a whole (see `Source.pages`).

    None takes what the page marks as `rel=next`.
    """

    @field_validator("*")
    @classmethod
    def _compiles(cls, selector: str | None) -> str | None:
        if selector is not None:
            try:
                soupsieve.compile(selector)
            except soupsieve.SelectorSyntaxError as error:
                raise ValueError(f"not a CSS selector: {error}".splitlines()[0]) from error
        return selector


class Mapping(Strict):
    """JMESPath expressions of an `api` source; all but `items`, `next`, `count` are of one item."""

    items: JmesPath = "@"
    title: JmesPath
    link: JmesPath | None = None
    date: JmesPath | None = None
    summary: JmesPath | None = None
    text: JmesPath | None = None
    guid: JmesPath | None = None
    language: JmesPath | None = None
    next: JmesPath | None = None
    """The URL of the next page (see `Source.pages`)."""
    count: JmesPath | None = None
    """How many there are in all, as the server says: fewer that can be had are told of."""
    cap: Annotated[int, Field(ge=1)] | None = None
    """The count at which the server stops counting and says nothing of it."""


class Expectations(Strict):
    """What the operator is told of when it does not hold."""

    items: Annotated[int, Field(ge=0)] = 1
    """The fewest entries a look gives."""
    new_within: Interval | None = None
    """The longest it goes without a new item; None takes silence as normal."""
    failures: Annotated[float, Field(gt=0)] = 3.0
    """Graded failures in a row (permanent 1, temporary 0.5, soft 0.25) before one is told."""


class Source(Strict):
    """One watched place."""

    id: Identifier
    name: Name
    kind: Kind
    location: Location
    """An http(s) URL; for a path, relative to the file that declares it."""
    every: Interval = timedelta(hours=1)
    """How often it is looked at, as in 30m, 2h or 1d; the shortest wait where `up_to` is given."""
    up_to: Interval | None = None
    """The longest wait: between the two, the wait follows how often the source publishes."""
    language: Language | None = None
    """The language its items are in; None lets each text's language be detected."""
    jurisdiction: Code | None = None
    """Whose policy it tells of; for people and for groups of sources, nothing is decided by it."""
    publisher: Publisher = "independent"
    groups: tuple[Identifier, ...] = ()
    """By which `enable` at the top of the file chooses."""
    selectors: Selectors | None = None
    mapping: Mapping | None = None
    pages: Annotated[int, Field(ge=1, le=20)] = 1
    """The most pages of a list or an API, or sitemaps of an index, that one look reads."""
    paths: tuple[UrlPath, ...] = ()
    """Which links of a page or a sitemap are items, by their path, as in /news/*; none is all."""
    article: Completion = "never"
    """Whether an item's text is taken from the page it links to."""
    robots: bool | None = None
    """Whether robots.txt is obeyed; None is yes, but not for feeds and APIs, made for programs."""
    expect: Expectations = Expectations()
    checked: date | None = None
    """When the live address was last seen to give what this entry says; None is never."""
    enabled: bool = True
    baseline_alerts: Annotated[int, Field(ge=0)] = 0
    """How many of the newest items may alert at the first look (promise 3)."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "Source":
        if self.kind == "page" and self.selectors is None:
            raise ValueError("a page needs selectors: write at least `selectors: {item: …}`")
        if self.kind != "page" and self.selectors is not None:
            raise ValueError(f"a {self.kind} takes no selectors")
        if self.kind == "api" and self.mapping is None:
            raise ValueError("an api needs a mapping: write at least `mapping: {title: …}`")
        if self.kind != "api" and self.mapping is not None:
            raise ValueError(f"a {self.kind} takes no mapping")
        if self.kind not in ("page", "sitemap") and self.paths:
            raise ValueError(f"paths are for a page or a sitemap, not for kind {self.kind}")
        if self.pages > 1 and self.kind in ("feed", "folder"):
            raise ValueError(f"kind {self.kind} has no further pages: leave pages out")
        if self.pages > 1 and self.mapping is not None and self.mapping.next is None:
            raise ValueError("pages needs mapping.next: where the next page's URL stands")
        if self.up_to is not None and self.up_to < self.every:
            raise ValueError("up_to is the longest wait and `every` the shortest")
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

    enable: tuple[Identifier, ...] = ()
    """The groups that are looked at; without it, every source is."""
    sources: tuple[Source, ...]


class AlertsFile(Strict):
    """`config/alerts.yml`."""

    channels: tuple[Channel, ...] = ()
    operator: tuple[Identifier, ...] = ()
    """The channels that carry what is wrong with a source to whoever runs this."""
    rules: tuple[Rule, ...] = ()

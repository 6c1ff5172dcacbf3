"""`tidewaiter try`: what a rule or a topic would find in the stored log, nothing changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from desk.failures import NOTHING, USAGE, DeskError
from desk.options import Flag

if TYPE_CHECKING:
    from config.schema import AlertsFile, Rule, Source
    from config.tried import TriedTopic
    from config.vocabulary import Vocabulary
    from flows.lab import Tally, Try, Understand
    from flows.report import Watcher
    from storage.database import Database
    from storage.log import LogEntry

_STEP = 1000
_EVER = "all"


@dataclass(frozen=True, slots=True)
class Setting:
    """What config is now, and what is tried beside it."""

    alerts: "AlertsFile"
    sources: "dict[str, Source]"
    vocabulary: "Vocabulary"
    tried: "tuple[Rule, ...] | TriedTopic"


def lab(
    what: str,
    /,
    *,
    since: str = "90d",
    limit: Annotated[int, Parameter(validator=Number(gte=0, lte=1000))] = 10,
    json: Flag = False,
) -> None:
    """Show what a rule or a topic finds in the stored log, and what it would find if it were as in
    a file of yours; nothing is changed and nobody told.

    Rules are asked of the facts as they are stored. For a topic the items are understood anew with
    it, and what the rules of alerts.yml would then find is shown too.

    Parameters
    ----------
    what
        The id of a rule in alerts.yml; a YAML file with `rules:` of the same form; or a topic's
        file, as in config/vocabulary/topics/, which stands in for the topic of its name or is new.
    since
        How far to look back, as in 90d, or a date (UTC), or `all`.
    limit
        How many items of each kind are shown at most: gained, lost and found as before.
    json
        Print JSON.
    """
    from desk.screen import say_json
    from desk.tallied import print_tallies, tallies_json

    begin = _begin(since, datetime.now(UTC))
    setting = _setting(what)
    count, tallies = _tally(setting, begin, limit)
    if json:
        say_json(tallies_json(what, begin, count, tallies))
    else:
        print_tallies(begin, count, tallies)


def _begin(since: str, now: datetime) -> datetime | None:
    """The moment to look back to; None is the beginning. DeskError for what is none."""
    from config.values import read_retention

    if since.strip().lower() == _EVER:
        return None
    try:
        span = read_retention(since.strip())
        if isinstance(span, timedelta):
            return now - span
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(since.strip())
    except ValueError as error:
        said = "--since: write how long, as in 90d or 12h, a date, as in 2026-03-01, or all"
        raise DeskError(said, USAGE) from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _setting(what: str) -> Setting:
    from config.faults import did_you_mean
    from config.settings import read_settings
    from config.tried import load_tried
    from desk.check import read_config

    config = read_config(read_settings())
    sources = {source.id: source for source in config.sources}
    named = tuple(rule for rule in config.alerts.rules if rule.id == what)
    if named:
        return Setting(config.alerts, sources, config.vocabulary, named)
    if not Path(what).expanduser().is_file():
        ids = [rule.id for rule in config.alerts.rules]
        hint = did_you_mean(what, ids, otherwise=f"; there are {', '.join(ids)}" if ids else "")
        raise DeskError(f"no rule in alerts.yml and no file is called {what}{hint}", NOTHING)
    tried = load_tried(Path(what).expanduser(), config.sources, config.vocabulary)
    return Setting(config.alerts, sources, config.vocabulary, tried)


def _tally(setting: Setting, begin: datetime | None, most: int) -> "tuple[int, tuple[Tally, ...]]":
    """How many items were looked at, and what was found among them."""
    from config.settings import read_settings
    from desk.patience import patient
    from desk.view import counted
    from flows.lab import tally
    from storage.database import open_database
    from storage.window import count_since

    understand, tries = _prepared(setting)
    database = open_database(read_settings().database)
    try:
        with database.read() as session:
            total = count_since(session, begin)
        with patient(f"Asking {counted(total, 'item')} …") as watch:
            entries = _watched(database, begin, total, watch)
            return total, tally(entries, understand, tries, most)
    finally:
        database.close()


def _watched(
    database: "Database", begin: datetime | None, total: int, watch: "Watcher"
) -> "Iterator[LogEntry]":
    from flows.report import Step
    from storage.window import walk_since

    done = 0
    for batch in walk_since(database, begin):
        yield from batch
        before, done = done, done + len(batch)
        if done // _STEP > before // _STEP:
            watch(Step("items asked", done, max(done, total)))


def _prepared(setting: Setting) -> "tuple[Understand, list[Try]]":
    """How the items are understood, and what is asked of each."""
    from flows.lab import Try, rule_ask, topic_ask, topic_short

    tried, sources = setting.tried, setting.sources
    known = {rule.id: rule_ask(rule, sources) for rule in setting.alerts.rules}
    if isinstance(tried, tuple):
        tries = [
            Try(f"rule {rule.id}", known.get(rule.id), rule_ask(rule, sources)) for rule in tried
        ]
        return lambda entry: (entry.facts, entry.facts), tries
    ask = topic_ask(tried.name)
    short = topic_short(tried.name)
    about = Try(f"topic {tried.name}", None if tried.is_new else ask, ask, short)
    rules = [Try(f"rule {name}", rule, rule) for name, rule in known.items()]
    return _understanding(setting.vocabulary, tried), [about, *rules]


def _understanding(now: "Vocabulary", tried: "TriedTopic") -> "Understand":
    """An item's facts under either vocabulary: the topic alone is looked for anew, all of it only
    where relevance hangs on the topic."""
    from classifiers.anew import OneTopic
    from classifiers.vocabulary import Lexicon
    from flows.lab import one_topic, whole_facts

    if tried.name == now.relevance.topic:
        return whole_facts(Lexicon(now), Lexicon(tried.vocabulary))
    before = None if tried.is_new else OneTopic(tried.name, now)
    return one_topic(before, OneTopic(tried.name, tried.vocabulary))

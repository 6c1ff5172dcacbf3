"""Items and sources as people read them in a terminal."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from classifiers.facts import Facts, Measure, Product, Rate
    from flows.report import SourceReport
    from storage.log import LogEntry
    from storage.reviews import Review
    from storage.runs import RunRecord

_TOPIC_STYLE = {"tariffs": "yellow", "energy": "red", "digital": "cyan", "culture": "magenta"}
_MOST_MEASURES = 6
_MOST_PROBLEMS = 5
_LABEL = 11
_RUN = 3
"""How many codes in a row are shown as a range."""


def sources_table(reports: "Iterable[SourceReport]") -> Table:
    """A line for each source: seen, new, changed, and how many problems (see `problem_lines`)."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("Source", overflow="fold")
    for heading in ("seen", "new", "changed", "problems"):
        table.add_column(heading, justify="right")
    for report in reports:
        counts = (report.seen, len(report.new), len(report.changed))
        problems = Text("failed", style="red") if report.failed else _count(len(report.problems))
        table.add_row(Text(report.name), *(_count(count) for count in counts), problems)
    return table


def runs_table(runs: "Iterable[RunRecord]") -> Table:
    """A line for each run of a flow."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("run", "flow", "started (UTC)", "seconds", "ended", "reports"):
        table.add_column(heading, justify="right" if heading in ("seconds", "reports") else "left")
    for run in runs:
        took = f"{(run.ended_at - run.started_at).total_seconds():.1f}" if run.ended_at else "–"
        started = f"{run.started_at:%Y-%m-%d %H:%M:%S}"
        status = Text(run.status, style="red" if run.status in ("failed", "killed") else "")
        table.add_row(str(run.id), run.flow, started, took, status, str(len(run.reports)))
    return table


def problem_lines(reports: "Iterable[SourceReport]") -> Iterable[Text]:
    """What went wrong, source by source, the first few of each."""
    for report in reports:
        for problem in report.problems[:_MOST_PROBLEMS]:
            said = problem.removeprefix(f"{report.name}: ")
            yield Text(f"{report.name}: {said}", style="red" if report.failed else "yellow")
        if len(report.problems) > _MOST_PROBLEMS:
            more = len(report.problems) - _MOST_PROBLEMS
            yield Text(f"{report.name}: {more} more: `tidewaiter runs --json` has them all")


def item_view(entry: "LogEntry", story: str = "") -> Group:
    """An item in a few lines: title, where from, who else has it, topics, countries, measures,
    alerts; `story` says who tells it too (see `corroborated.story_words`)."""
    title = Text(f"#{entry.id} ", style="dim")
    title.append(entry.item.title or "(no title)", style="not dim bold")
    when = entry.item.published_at
    lines = grid()
    lines.add_row("", Text(f"{when.date() if when else 'no date'} · {entry.item.source_id}", "dim"))
    if story:
        lines.add_row("story", Text(story, "bold"))
    for label, line in _fact_lines(entry.facts):
        lines.add_row(label, line)
    for alert in entry.alerts:
        lines.add_row("alert", Text(f"{alert.rule}: {'; '.join(alert.reasons)}", style="green"))
    return Group(title, lines)


def measure_line(measure: "Measure") -> str:
    """A measure in one line, in the order in which a reader asks."""
    parts = [
        measure.instrument,
        measure.status or "status unknown",
        _parties(measure),
        ", ".join(_product(product) for product in measure.products),
        _rate(measure.rate),
        ", ".join(
            f"{name} {date}"
            for name in ("announced", "effective", "expires", "removed")
            if (date := getattr(measure.dates, name)) is not None
        ),
        measure.authority or "",
        f"“{measure.event}”" if measure.event else "",
    ]
    return " · ".join(part for part in parts if part)


def review_line(review: "Review") -> Text:
    """Who said what of an item, and when."""
    text = Text(f"{review.verdict:<11} ", style="bold")
    text.append(f"{review.at.date()} {review.reviewer}", style="not bold")
    for fact, value in review.corrections.items():
        written = ", ".join(value) if isinstance(value, list) else value
        text.append(f" · {fact} should be {written or 'none'}", style="not bold")
    if review.note:
        text.append(f" · {review.note}", style="not bold italic")
    return text


def grid(columns: int = 1) -> Table:
    """Labels on the left, what they label wrapped beside them."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(style="dim", width=_LABEL, justify="right")
    for _ in range(columns):
        table.add_column(overflow="fold")
    return table


def moment(time: datetime) -> str:
    """A moment to the minute."""
    return f"{time:%Y-%m-%d %H:%M} UTC"


def counted(count: int, thing: str) -> str:
    """A count of things, in the singular for one."""
    plural = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{count} {thing if count == 1 else plural}"


def _count(count: int) -> Text:
    return Text(str(count), style="" if count else "dim")


def _fact_lines(facts: "Facts") -> Iterable[tuple[str, Text]]:
    topics = Text(", ").join(Text(t, style=_TOPIC_STYLE.get(t, "blue")) for t in facts.topics)
    yield "topics", topics or Text("none", style="dim")
    yield "countries", Text(_countries(facts) or "none", style="" if facts.countries else "dim")
    for measure in facts.measures[:_MOST_MEASURES]:
        yield "measure", Text(measure_line(measure))
    if len(facts.measures) > _MOST_MEASURES:
        yield "", Text(f"{len(facts.measures) - _MOST_MEASURES} more measures", style="dim")


def _countries(facts: "Facts") -> str:
    """Codes with their roles; those that are only mentioned stand last and bare."""
    roles = {code: [r for r in facts.roles[code] if r != "mentioned"] for code in facts.countries}
    told = [f"{code} {', '.join(held)}" for code, held in roles.items() if held]
    bare = [code for code, held in roles.items() if not held]
    return " · ".join([*told, *([" ".join(bare)] if bare else [])])


def _parties(measure: "Measure") -> str:
    line = f"{', '.join(measure.imposer) or '?'} → {', '.join(measure.targeted) or '?'}"
    return line + (f" (not {', '.join(measure.excluded)})" if measure.excluded else "")


def _product(product: "Product") -> str:
    return product.words + (f" [{codes(product.hs)}]" if product.hs else "")


def codes(hs: "Sequence[str]") -> str:
    """HS codes, runs of them as one: 50–63 72 7604."""
    runs: list[list[str]] = []
    for code in sorted(hs):
        if runs and len(code) == len(runs[-1][-1]) and int(code) == int(runs[-1][-1]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    shown = [run if len(run) < _RUN else [f"{run[0]}–{run[-1]}"] for run in runs]
    return " ".join(code for run in shown for code in run)


def _rate(rate: "Rate | None") -> str:
    if rate is None:
        return ""
    values = [f"{value:g}" for value in (rate.prior, rate.new) if value is not None]
    return f"{' → '.join(values)} {rate.unit}"

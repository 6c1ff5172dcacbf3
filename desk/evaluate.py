"""`tidewaiter evaluate`: how well texts are understood, by what people say of them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from desk.failures import NOTHING, DeskError
from desk.options import Flag

if TYPE_CHECKING:
    from classifiers.labelled import Labelled
    from classifiers.scoring import Axis, Scored
    from config.vocabulary import Vocabulary

_STEP = 500
# Else cyclopts takes the `-` that stands for stdin for an option that it does not know.
_File = Annotated[Path, Parameter(allow_leading_hyphen=True)]


def evaluate(
    labelled: _File | None = None,
    /,
    *,
    by: Literal["source", "lang"] | None = None,
    examples: Annotated[int, Parameter(validator=Number(gte=0, lte=1000))] = 0,
    plot: Path | None = None,
    json: Flag = False,
) -> None:
    """Score today's vocabulary by what people say: precision, recall, F1, false positives.

    A line is {id, text, title?, lang?, source?, labels?, unsure?, countries?, optional?,
    relevant?}: `unsure` topics are not scored, `optional` countries count neither way. Without a
    file the reviewed items of the log are scored, by their corrections and by what was confirmed.

    Parameters
    ----------
    labelled
        A JSONL file, or one in .gz; - is stdin.
    by
        Show each source, or each language, by itself.
    examples
        How many of the surest mistakes to show of each topic and kind.
    plot
        An SVG file to draw it in.
    json
        Print JSON, by source and by language.
    """
    from config.settings import read_settings
    from config.vocabulary import load_vocabulary

    vocabulary = load_vocabulary(read_settings().config / "vocabulary")
    name, rows, count = _file(labelled) if labelled is not None else _reviewed()
    scored = _score(rows, count, vocabulary, examples)
    _warn(scored, vocabulary)
    axis: Axis | None = None if by is None else "source" if by == "source" else "language"
    if plot is not None:
        _draw(plot, scored, f"{name}, vocabulary {vocabulary.hash}", axis or "language")
    _print(scored, name, vocabulary.hash, axis, json=json)


def _draw(path: Path, scored: "Scored", name: str, axis: "Axis") -> None:
    from desk.plot import draw
    from desk.whole import whole

    with whole(path) as out:
        out.write(draw(scored, name, axis))


def _print(
    scored: "Scored", name: str, vocabulary: str, axis: "Axis | None", *, json: bool
) -> None:
    from desk.scores import print_scores, scores_json
    from desk.screen import say_json

    if json:
        say_json(scores_json(scored, name, vocabulary))
    else:
        print_scores(scored, name, vocabulary, axis)


def _file(path: Path) -> "tuple[str, Iterable[Labelled], int]":
    from desk.labels import open_labels

    labels, count = open_labels(path)
    return labels.name if labels.name == "stdin" else path.name, labels, count


def _reviewed() -> "tuple[str, list[Labelled], int]":
    """The reviewed items that say something of topics or countries."""
    from config.settings import read_settings
    from desk.screen import complain
    from desk.view import counted
    from flows.reviewed import label
    from storage.database import open_database
    from storage.reviewed import walk_reviewed

    database = open_database(read_settings().database)
    try:
        rows = [label(one) for batch in walk_reviewed(database) for one in batch]
    finally:
        database.close()
    said = [row for row in rows if row.topics is not None or row.countries is not None]
    if not rows:
        raise DeskError("no item of the log is reviewed: `tidewaiter review` does it", NOTHING)
    if len(said) < len(rows):
        silent = counted(len(rows) - len(said), "reviewed item")
        complain(f"{silent} left out: neither corrected nor confirmed since last understood")
    if not said:
        raise DeskError("no review says what an item's topics or countries are", NOTHING)
    return "the reviewed items of the log", said, len(said)


def _score(
    rows: "Iterable[Labelled]", count: int, vocabulary: "Vocabulary", examples: int
) -> "Scored":
    from classifiers.classify import classify
    from classifiers.labelled import scope_of
    from classifiers.scoring import Scored
    from classifiers.vocabulary import Lexicon
    from desk.patience import patient
    from desk.view import counted
    from flows.report import Step

    lexicon, scored = Lexicon(vocabulary), Scored(scope_of(rows), examples)
    with patient(f"Understanding {counted(count, 'text')} …") as watch:
        for number, row in enumerate(rows, start=1):
            scored.add(row, classify(row.title, row.text, row.language, None, lexicon))
            if number % _STEP == 0:
                watch(Step("texts understood", number, count))
    return scored


def _warn(scored: "Scored", vocabulary: "Vocabulary") -> None:
    from desk.screen import complain

    for topic in _unknown(scored, vocabulary):
        complain(f"{topic}: a label that is no topic of the vocabulary, so it is never found")


def _unknown(scored: "Scored", vocabulary: "Vocabulary") -> Iterator[str]:
    return (topic for topic in scored.scope.topics if topic not in vocabulary.topics)

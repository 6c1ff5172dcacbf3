"""`tidewaiter explain`: all that decides what a text is taken for, nothing stored."""

import shlex
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from desk.failures import NOTHING, USAGE, DeskError
from desk.options import Flag
from desk.screen import command, complain, out, say_json

if TYPE_CHECKING:
    from classifiers.explanation import Explanation
    from classifiers.vocabulary import Lexicon
    from desk.given import Given
    from parsers.item import Item

# Else cyclopts takes the `-` that stands for stdin for an option that it does not know.
_Words = Annotated[str, Parameter(allow_leading_hyphen=True)]


def explain(
    *words: _Words,
    title: str | None = None,
    lang: str | None = None,
    json: Flag = False,
) -> None:
    """Show what a text is taken for, and all that decides it: terms with their weights and places,
    margins, near misses, what was masked, countries with their parts, names that are no country.

    Nothing is stored. A file can be of any format that a folder's files can.

    Parameters
    ----------
    words
        A text, a file, an address, or - for stdin. Of a file with several items, all are shown
        briefly; a number after it chooses one.
    title
        The title above the text.
    lang
        The language of the text, ISO 639-1; detected unless given.
    json
        Print JSON: a list, an entry for each item.
    """
    given, chosen = _given(words, title, _language(lang))
    items = list(enumerate(given.items, start=1))
    if chosen is not None:
        items = [items[chosen - 1]]
    for problem in given.problems:
        complain(problem)
    _tell(items, json=json)
    if len(items) > 1 and not json:
        _say_how(words[0])


def _tell(items: "list[tuple[int, Item]]", *, json: bool) -> None:
    from desk.explained import brief, explained_json, whole

    lexicon = _lexicon()
    if json:
        say_json([explained_json(item, _explained(item, lexicon)) for _, item in items])
        return
    for number, item in items:
        why = _explained(item, lexicon)
        told = brief(number, item, why) if len(items) > 1 else whole(item, why)
        out.print(*told, sep="\n")


def _given(
    words: tuple[str, ...], title: str | None, lang: str | None
) -> "tuple[Given, int | None]":
    """What is to be explained, and the number of the one item that is asked for, if any."""
    from desk.given import is_place, read_given

    if not words:
        raise DeskError("say what to explain: a text, a file, an address, or - for stdin", USAGE)
    *first, last = words
    if len(first) != 1 or not last.isdecimal() or not is_place(first[0]):
        return read_given(words, title, lang), None
    given, chosen = read_given((first[0],), title, lang), int(last)
    if not 1 <= chosen <= len(given.items):
        raise DeskError(f"{given.place}: no item {chosen}: there are {len(given.items)}", NOTHING)
    return given, chosen


def _language(lang: str | None) -> str | None:
    from parsers.language import normalise

    code = normalise(lang)
    if lang and code is None:
        raise DeskError("--lang: write two letters, as in en or es", USAGE)
    return code


def _lexicon() -> "Lexicon":
    from classifiers.vocabulary import Lexicon
    from config.settings import read_settings
    from config.vocabulary import load_vocabulary

    return Lexicon(load_vocabulary(read_settings().config / "vocabulary"))


def _explained(item: "Item", lexicon: "Lexicon") -> "Explanation":
    from classifiers.explanation import explain as why

    return why(item.title, item.body, item.language, item.published_at, lexicon)


def _say_how(word: str) -> None:
    line = f"{command()} explain {shlex.quote(word)} 1"
    out.print(f"`{line}` shows the first in full.", style="dim", soft_wrap=True, markup=False)

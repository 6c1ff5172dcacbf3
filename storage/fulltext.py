"""Full-text search over `item_search`: FTS5 on SQLite, a tsvector table on PostgreSQL.

Both index the same plain words (no case, no accents, each Han character a word), so that both
find the same. Filled in batches inside the saving transaction: triggers cost five times as much.
"""

import re
from collections.abc import Collection
from unicodedata import normalize

from sqlalchemy import BigInteger, TextualSelect, bindparam, text
from sqlalchemy.orm import Session

from storage.batches import batches

# PostgreSQL refuses a tsvector of more than 1 MB; this many characters cannot make one.
SEARCHED_CHARACTERS = 150_000
_ASKED_WORDS = 64

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_ACCENT = re.compile("[\u0300-\u036f]")
_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')

_INDEX = {
    "sqlite": "INSERT INTO item_search (rowid, search) "
    "SELECT id, search FROM item WHERE id IN :ids",
    "postgresql": "INSERT INTO item_search (item_id, words) "
    "SELECT id, to_tsvector('simple', search) FROM item WHERE id IN :ids",
}
_UNINDEX = {
    "sqlite": "INSERT INTO item_search (item_search, rowid, search) "
    "SELECT 'delete', id, search FROM item WHERE id IN :ids",
    "postgresql": "DELETE FROM item_search WHERE item_id IN :ids",
}
_FIND = {
    "sqlite": "SELECT rowid AS id FROM item_search WHERE item_search MATCH :asked",
    "postgresql": "SELECT item_id AS id FROM item_search "
    "WHERE words @@ to_tsquery('simple', :asked)",
}


def searchable(*texts: str) -> str:
    """The words of the texts as they are indexed, separated by spaces."""
    return " ".join(words("\n".join(texts)))[:SEARCHED_CHARACTERS]


def words(text: str) -> list[str]:
    """Words without case and accents; every Han character is one."""
    if not text.isascii():
        text = _ACCENT.sub("", normalize("NFKD", text.casefold()))
    return _WORD.findall(text.casefold())


def index(session: Session, ids: Collection[int]) -> None:
    """Make items findable by the `search` they have now."""
    _run(session, _INDEX, ids)


def unindex(session: Session, ids: Collection[int]) -> None:
    """Forget items' present `search`; to be called before it changes."""
    _run(session, _UNINDEX, ids)


def find(session: Session, asked: str) -> TextualSelect:
    """The ids of the items with all words of `asked`; "quoted" ones side by side, `word*` begins.

    Words that are none (signs, quotes, operators) are passed over; none at all finds nothing.
    """
    dialect = session.get_bind().dialect.name
    query = _RENDER[dialect](_phrases(asked))
    return text(_FIND[dialect]).bindparams(asked=query).columns(id=BigInteger)


def _run(session: Session, statements: dict[str, str], ids: Collection[int]) -> None:
    statement = text(statements[session.get_bind().dialect.name])
    for batch in batches(sorted(ids)):
        session.execute(statement.bindparams(bindparam("ids", batch, expanding=True)))


def _phrases(asked: str) -> list[tuple[list[str], bool]]:
    """(words that stand side by side, whether the last may go on) for each part asked for."""
    phrases, room = [], _ASKED_WORDS
    for quoted, bare in _PART.findall(asked):
        found = words(quoted or bare)[:room]
        room -= len(found)
        if found:
            phrases.append((found, bare.endswith("*")))
    return phrases


def _fts5(phrases: list[tuple[list[str], bool]]) -> str:
    parts = (f'"{" ".join(found)}"{" *" if open_ended else ""}' for found, open_ended in phrases)
    return " AND ".join(parts) or '""'


def _tsquery(phrases: list[tuple[list[str], bool]]) -> str:
    parts = []
    for found, open_ended in phrases:
        quoted = [f"'{word}'" for word in found]
        parts.append("(" + " <-> ".join(quoted) + (":*" if open_ended else "") + ")")
    return " & ".join(parts)


_RENDER = {"sqlite": _fts5, "postgresql": _tsquery}

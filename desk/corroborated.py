"""Who else tells the stories of the items that are shown."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from config.settings import Settings
    from storage.database import Session
    from storage.log import LogEntry
    from storage.stories import Corroboration

_MOST = 4
"""Sources that are named."""


def who_tells(
    session: "Session", entries: "Sequence[LogEntry]", settings: "Settings"
) -> "dict[str, Corroboration]":
    """Who tells the story of each entry, by the story's key."""
    from config.load import load_sources
    from storage.stories import corroboration

    stories = [entry.story for entry in entries]
    found = corroboration(session, stories, {})
    if not any(told.others for told in found.values()):
        return found  # whose word counts most needs no asking, and config no reading
    sources = load_sources(settings.config / "sources.yml")
    return corroboration(session, stories, {source.id: source.publisher for source in sources})


def leads(
    entries: "Sequence[LogEntry]", told: "dict[str, Corroboration]"
) -> "tuple[LogEntry, ...]":
    """Of the entries that tell one story, the one to show first, where the first of them stood."""
    best: dict[str, LogEntry] = {}
    for entry in entries:
        rank = told[entry.story].items.index
        if entry.story not in best or rank(entry.id) < rank(best[entry.story].id):
            best[entry.story] = entry
    return tuple(best[story] for story in dict.fromkeys(entry.story for entry in entries))


def story_words(told: "Corroboration", item_id: int) -> str:
    """Who else tells an item's story, in words; empty where nobody does."""
    if len(told.items) == 1:
        return ""
    more = f"+{told.others} source{'' if told.others == 1 else 's'}" if told.others else ""
    named = ", ".join(told.sources[1 : 1 + _MOST]) + (" …" if told.others > _MOST else "")
    words = [f"{more}: {named}" if more else "told again by the same source"]
    if item_id != told.first:
        words.append(f"first is #{told.first} of {told.sources[0]}")
    return " · ".join(words)


def corroboration_json(told: "Corroboration") -> dict[str, Any]:
    return {**asdict(told), "others": told.others}

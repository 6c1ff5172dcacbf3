"""Reviews as labels: what people say that the facts of an item are; pure."""

from collections.abc import Iterable

from classifiers.labelled import Labelled
from storage.reviewed import Reviewed


def label(reviewed: Reviewed) -> Labelled:
    """The item with its topics and countries as its reviews have them, None where none says.

    The newest review that says something of a fact decides: by its correction, or by having
    confirmed the facts that are still there.
    """
    entry, item = reviewed.entry, reviewed.entry.item
    topics = _said(reviewed, "topics", entry.facts.topics)
    countries = _said(reviewed, "countries", entry.facts.countries)
    return Labelled(
        id=entry.id,
        title=item.title,
        text=item.body,
        language=item.language,
        source=item.source_id,
        topics=topics,
        countries=countries,
    )


def _said(reviewed: Reviewed, fact: str, stored: Iterable[str]) -> frozenset[str] | None:
    for review in reversed(reviewed.entry.reviews):
        if fact in review.corrections:
            return frozenset(review.corrections[fact] or ())
        if review.verdict == "confirmed":
            return frozenset(stored) if review.at >= reviewed.understood_at else None
    return None

"""Writes facts, and the rows by which they are found."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from alerts.signature import signature
from classifiers.facts import Facts
from storage.batches import Values, batches, insert_new, table_of
from storage.codec import facts_to_json
from storage.tables import FactsRow, ItemCountryRow, ItemTopicRow, MeasureRow

_MODELS: tuple[type[SQLModel], ...] = (FactsRow, ItemTopicRow, ItemCountryRow, MeasureRow)


def write_facts(session: Session, facts_of: Mapping[int, Facts], now: datetime) -> None:
    """Give each item (by id) its facts, in place of any it had; its revision stays as it is."""
    for model in _MODELS:
        table = table_of(model)
        for ids in batches(sorted(facts_of)):
            session.execute(delete(table).where(table.c.item_id.in_(ids)))
    found = sorted(facts_of.items())
    insert_new(session, FactsRow, [_facts_row(i, facts, now) for i, facts in found])
    insert_new(session, ItemTopicRow, [row for i, facts in found for row in _topics(i, facts)])
    insert_new(session, ItemCountryRow, [row for i, facts in found for row in _countries(i, facts)])
    insert_new(session, MeasureRow, [row for i, facts in found for row in _measures(i, facts)])


def _facts_row(item_id: int, facts: Facts, now: datetime) -> Values:
    return {
        "item_id": item_id,
        "vocabulary": facts.vocabulary,
        "relevance": facts.relevance,
        "signature": signature(facts),
        "facts": facts_to_json(facts),
        "classified_at": now,
    }


def _topics(item_id: int, facts: Facts) -> list[Values]:
    return [
        {"item_id": item_id, "topic": topic, "score": facts.scores.get(topic, 0.0)}
        for topic in facts.topics
    ]


def _countries(item_id: int, facts: Facts) -> list[Values]:
    return [
        {"item_id": item_id, "code": code, "role": role}
        for code, roles in facts.roles.items()
        for role in roles
    ]


def _measures(item_id: int, facts: Facts) -> list[Values]:
    return [
        {
            "item_id": item_id,
            "position": position,
            "instrument": measure.instrument,
            "family": measure.family,
            "mast": measure.mast,
            "direction": measure.direction,
            "status": measure.status,
            "modality": measure.modality,
            "authority": measure.authority,
            "imposer": list(measure.imposer),
            "targeted": list(measure.targeted),
            "excluded": list(measure.excluded),
            "hs": sorted({code for product in measure.products for code in product.hs}),
        }
        for position, measure in enumerate(facts.measures)
    ]

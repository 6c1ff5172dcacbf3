"""What is tried is tallied item by item, and little of it kept."""

from dataclasses import replace

from classifiers.facts import Facts, Mention
from config.schema import Condition, Rule
from flows.lab import Met, Tally, Try, rule_ask, tally, topic_ask, topic_short
from storage.log import LogEntry
from tests.storage.samples import NOW, SOURCE, an_item, some_facts

STEEL = some_facts()
OIL = some_facts(topics=("energy",), scores={"energy": 0.7, "tariffs": 0.4}, measures=())


def an_entry(number: int, facts: Facts = STEEL, source: str = SOURCE.id) -> LogEntry:
    item = an_item(str(number), source_id=source, title=f"Item {number}", published_at=None)
    return LogEntry(number, item, facts, "story", 1, NOW, NOW, (), ())


def a_rule(**when: object) -> Rule:
    condition = Condition.model_validate(when)
    return Rule(id="mine", name="Mine", when=condition, channels=("desk",))


def stored(entry: LogEntry) -> tuple[Facts, Facts]:
    return entry.facts, entry.facts


def test_a_changed_rule_gains_and_loses_items_and_keeps_others() -> None:
    entries = [an_entry(1), an_entry(2, OIL), an_entry(3, some_facts(topics=("energy", "tariffs")))]
    before = rule_ask(a_rule(topics=["tariffs"]), {SOURCE.id: SOURCE})
    after = rule_ask(a_rule(topics=["energy"]), {SOURCE.id: SOURCE})
    (found,) = tally(entries, stored, [Try("mine", before, after)], most=5)
    assert found == Tally(
        "mine",
        is_new=False,
        before=2,
        after=2,
        gained=1,
        lost=1,
        newest={
            "lost": [Met(1, "Item 1", NOW, "gazette", ("topic tariffs",))],
            "gained": [Met(2, "Item 2", NOW, "gazette", ("topic energy",))],
            "kept": [Met(3, "Item 3", NOW, "gazette", ("topic energy",))],
        },
    )


def test_a_new_rule_gains_all_that_it_finds_and_shows_no_more_than_asked_for() -> None:
    ask = rule_ask(a_rule(topics=["tariffs"]), {})
    found = tally(map(an_entry, range(1, 1001)), stored, [Try("new", None, ask)], most=2)
    assert [(one.is_new, one.before, one.after, one.gained) for one in found] == [
        (True, 0, 1000, 1000)
    ]
    assert [met.item_id for met in found[0].newest["gained"]] == [1, 2]


def test_a_rule_still_finds_items_of_a_source_that_is_no_longer_configured() -> None:
    ask = rule_ask(a_rule(sources=["gone"]), {})
    (found,) = tally([an_entry(1, source="gone")], stored, [Try("mine", ask, ask)], most=1)
    assert (found.after, found.newest["kept"][0].why) == (1, ("source gone",))


def test_a_topic_is_told_with_its_score_its_words_and_how_it_falls_short() -> None:
    word = Mention("topic", "tariffs", "title", 0, 4, "duty")
    was = replace(STEEL, mentions=(word, word))
    now = replace(was, topics=(), scores={"tariffs": 0.31})
    tries = [Try("tariffs", topic_ask("tariffs"), topic_ask("tariffs"), topic_short("tariffs"))]
    (lost,) = tally([an_entry(1)], lambda _: (was, now), tries, most=1)
    assert lost.newest["lost"][0].why == ("score 0.90", "“duty”", "now only 0.31")
    (gained,) = tally([an_entry(1)], lambda _: (now, was), tries, most=1)
    assert gained.newest["gained"][0].why == ("score 0.90", "“duty”")

import json

from alerts.grouping import address, delivery_id
from classifiers.facts import Rate
from tests.alerts.made import alert, condition, desk, facts, hook, item, measure, rule, source

STEEL = rule(condition(products=["73"]), id="steel", name="Steel", channels=["desk", "hook"])


def test_rules_that_fire_for_one_recipient_come_in_one_message() -> None:
    owed = address([alert(), alert(STEEL)], [desk(), hook()])
    assert [(one.channel, one.recipient) for one in owed] == [
        ("desk", "desk@chamber.example"),
        ("hook", "hook"),
    ]
    assert [[why["rule"] for why in one.message["why"]] for one in owed] == [
        ["mexico", "steel"],
        ["steel"],
    ]


def test_each_recipient_has_a_message_without_the_others_address() -> None:
    two = desk(to=["one@chamber.example", "two@ministry.example"])
    owed = address([alert()], [two])
    assert [one.recipient for one in owed] == ["one@chamber.example", "two@ministry.example"]
    assert len({one.id for one in owed}) == 2
    told = json.dumps([one.message for one in owed])
    assert "chamber.example" not in told
    assert "ministry.example" not in told


def test_a_recipient_of_two_channels_is_told_once_by_the_first() -> None:
    night = desk(id="night", to=["DESK@chamber.example"])
    twice = rule(channels=["night", "desk"])
    assert [(one.channel, one.recipient) for one in address([alert(twice)], [desk(), night])] == [
        ("night", "DESK@chamber.example")
    ]


def test_stories_and_kinds_are_told_apart() -> None:
    alerts = [alert(), alert(story="story-2"), alert(kind="update")]
    owed = address(alerts, [desk()])
    assert [(one.message["story"], one.message["type"]) for one in owed] == [
        ("story-1", "item.new"),
        ("story-2", "item.new"),
        ("story-1", "item.update"),
    ]
    assert len({one.id for one in owed}) == 3


def test_the_id_is_the_same_whatever_fired_and_however_the_address_is_spelt() -> None:
    (first,) = address([alert()], [desk()])
    again, _ = address([alert(STEEL)], [desk(to=["Desk@Chamber.example"]), hook()])
    assert first.id == again.id == delivery_id("desk@chamber.example", "story-1", "new")


def test_an_id_is_safe_in_a_header_and_in_a_file_name() -> None:
    assert delivery_id("a@b.example", "s", "new") == "msg_7bf4bb4f1d8babc03419e9a1385b7cbd"


def test_an_update_has_an_id_for_each_thing_that_the_facts_say() -> None:
    def update(**changes: object) -> str:
        says = facts(**changes)
        (owed,) = address([alert(kind="update", says=says)], [desk()])
        return owed.id

    raised = measure(rate=Rate(50.0, 25.0, "%"))
    assert update() == update(scores={"tariffs": 0.7}, relevance=0.5, mentions=())
    assert update() != update(measures=(raised,))
    assert update() != update(topics=("tariffs", "energy"))


def test_copies_of_a_story_come_together_the_official_one_first() -> None:
    ministry = source(id="ministry", name="Ministry of Economy", publisher="official")
    copy = item(keys=("guid:2",), url="https://ministry.example/2", title="Statement on steel pipe")
    (owed,) = address([alert(), alert(at=ministry, on=copy)], [desk()])
    assert owed.message["item"]["title"] == "Statement on steel pipe"
    assert [other["url"] for other in owed.message["also"]] == ["https://gazette.example/1"]


def test_a_rule_on_many_items_of_a_story_is_told_once() -> None:
    copy = item(keys=("guid:2",), url="https://gazette.example/2")
    (owed,) = address([alert(), alert(), alert(on=copy)], [desk()])
    assert [why["rule"] for why in owed.message["why"]] == ["mexico"]


def test_nobody_is_owed_anything_without_alerts() -> None:
    assert address([], [desk()]) == ()

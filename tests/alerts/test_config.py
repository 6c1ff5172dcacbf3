"""Channels and rules as a user writes them, right and wrong."""

from pathlib import Path

import pytest

from alerts.rules import match
from classifiers.facts import Facts
from config.load import ConfigError, load_alerts
from parsers.item import Item
from tests.alerts.made import facts, item, measure, source

EXAMPLE = Path(__file__).parents[2] / "config" / "alerts.yml"

CHANNEL = """\
channels:
  - id: desk
    kind: email
    to: [desk@chamber.example]
"""
RULE = """\
rules:
  - id: steel
    name: Steel
    channels: [desk]
    when:
"""


def faults(path: Path, text: str) -> list[str]:
    """What `load_alerts` finds wrong, without the path."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_alerts(path)
    return [line.removeprefix(f"{path}:") for line in str(caught.value).splitlines()]


def test_the_shipped_example_needs_no_server_and_no_secret() -> None:
    alerts = load_alerts(EXAMPLE)
    assert [(channel.kind, channel.transport) for channel in alerts.channels] == [
        ("email", "folder"),
        ("webhook", "folder"),
    ]
    assert [rule.id for rule in alerts.rules] == [
        "us-against-mexico",
        "steel-dumping",
        "chips-and-minerals",
        "russia-latin-america",
    ]


@pytest.mark.parametrize(
    ("when", "fault"),
    [
        ("{}", "an empty condition would match everything"),
        ("{topics: []}", "topics is empty: leave the key out or give it a value"),
        ("{not: []}", "not is empty: leave the key out or give it a value"),
        ("{roles: [imposer]}", "roles narrow countries: name the countries too"),
    ],
)
def test_a_condition_that_asks_nothing_is_refused(tmp_path: Path, when: str, fault: str) -> None:
    text = f"{CHANNEL}{RULE}      {when}\n"
    assert faults(tmp_path / "alerts.yml", text) == [f"9: rules[steel].when: {fault}"]


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("families: [dumping]", "families[0]: unknown value 'dumping'; did you mean anti_dumping?"),
        ("statuses: [in_force]", "statuses[0]: unknown value 'in_force'; did you mean in force?"),
        ("imposer: [Mexico]", "imposer[0]: unknown country 'Mexico'; did you mean MX?"),
        (
            "instruments: [Antidumping]",
            "instruments[0]: unknown instrument 'Antidumping': did you mean Anti-dumping",
        ),
        (
            "products: [72]",
            'products[0]: put it in quotes ("72"), for YAML reads it bare as a number',
        ),
        ("products: ['720']", "products[0]: not an HS chapter, heading or subheading: '720'"),
        ("words: ['*']", "words[0]: not a word or phrase: '*' (* may begin or end a word)"),
        ("words: ['*duty*']", "words[0]: not a word or phrase: '*duty*'"),
        ("colour: [red]", "colour: unknown key"),
    ],
)
def test_a_wrong_value_is_named_by_line_and_key(tmp_path: Path, key: str, fault: str) -> None:
    (found,) = faults(tmp_path / "alerts.yml", f"{CHANNEL}{RULE}      {key}\n")
    assert found.startswith(f"10: rules[steel].when.{fault}")


@pytest.mark.parametrize(
    "address", ["desk", "desk@", "a@b.example, c@d.example", "a@b.example\\nBcc: c", "ф@b.example"]
)
def test_a_recipient_is_one_plain_address(tmp_path: Path, address: str) -> None:
    text = f'channels:\n  - id: desk\n    kind: email\n    to: ["{address}"]\n'
    (fault,) = faults(tmp_path / "alerts.yml", text)
    assert fault.startswith("4: channels[desk].to[0]: not a mail address")


@pytest.mark.parametrize("sender", ["Tidewaiter", "A <a@b.example>\\nBcc: c@d.example", "<x>"])
def test_a_sender_is_an_address_with_or_without_a_name(tmp_path: Path, sender: str) -> None:
    (fault,) = faults(tmp_path / "alerts.yml", f'{CHANNEL}    sender: "{sender}"\n')
    assert fault.startswith("5: channels[desk].sender: not a sender")


def test_a_wrong_webhook_url_is_not_repeated_for_it_may_hold_a_token(tmp_path: Path) -> None:
    text = "channels:\n  - id: hook\n    kind: webhook\n    transport: folder\n    url: ftp://t0ken@x\n"
    assert faults(tmp_path / "alerts.yml", text) == ["5: channels[hook].url: not an http(s) URL"]


def test_a_channel_without_recipients_and_a_rule_without_channels_are_refused(
    tmp_path: Path,
) -> None:
    text = "channels:\n  - {id: desk, kind: email, to: []}\n"
    text += "rules:\n  - {id: a, name: A, when: {topics: [energy]}, channels: []}\n"
    assert faults(tmp_path / "alerts.yml", text) == [
        "2: channels[desk].to: empty: name at least one",
        "4: rules[a].channels: empty: name at least one",
    ]


def test_a_webhook_by_http_must_name_its_secret(tmp_path: Path) -> None:
    text = "channels:\n  - id: hook\n    kind: webhook\n    url: https://customs.example/hook\n"
    (fault,) = faults(tmp_path / "alerts.yml", text)
    assert fault.endswith("secret_env must name the variable that holds the signing secret")


def fired(says: Facts, on: Item) -> list[str]:
    """The rules of the shipped example that the item meets."""
    rules = load_alerts(EXAMPLE).rules
    return [rule.id for rule in rules if match(rule, source(), on, says) is not None]


def test_the_shipped_rules_fire_for_what_they_name() -> None:
    assert fired(facts(), item()) == ["us-against-mexico", "steel-dumping"]
    licence = measure(
        family="export_licensing", imposer=("CN",), targeted=("US",), products=(), quotes=()
    )
    assert fired(facts(measures=(licence,)), item(text="中国收紧稀土出口管制")) == [
        "chips-and-minerals"
    ]
    forum = facts(topics=("culture",), countries=("RU", "MX"), measures=())
    assert fired(forum, item()) == ["russia-latin-america"]


def test_the_shipped_rules_keep_still_otherwise() -> None:
    answer = measure(imposer=("MX",), targeted=("US",), family="tariff")
    assert fired(facts(measures=(answer,)), item()) == []
    assert fired(facts(topics=("energy",), countries=("RU", "DE"), measures=()), item()) == []

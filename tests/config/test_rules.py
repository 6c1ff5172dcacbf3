"""Rules beside the channels, sources and topics that they name."""

from pathlib import Path

import pytest

from config.faults import ConfigError
from config.load import check_together, load_alerts
from config.schema import Source

RULE = """\
channels:
  - {id: desk, kind: email, to: [desk@chamber.example]}
rules:
  - id: steel
    name: Steel
    channels: [desk]
    when:
"""
SOURCES = [
    Source(id=name, name=name, kind="feed", location=f"https://{name}.example")
    for name in ("us-ustr", "wto-news")
]


def faults(path: Path, text: str) -> list[str]:
    """What is wrong with alerts among two sources and two topics, without the path."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        check_together(path, load_alerts(path), SOURCES, ("tariffs", "energy"))
    return [line.removeprefix(f"{path}:") for line in str(caught.value).splitlines()]


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("topics: [enrgy]", "8: rules[steel].when.topics[0]: no topic is called 'enrgy'; did you "),
        (
            "topics: [fish]",
            "8: rules[steel].when.topics[0]: no topic is called 'fish'; known are tariffs, energy",
        ),
        (
            "sources: [us-utsr]",
            "8: rules[steel].when.sources[0]: no source is called 'us-utsr'; did you mean us-ustr?",
        ),
        (
            "any: [{topics: [energy]}, {not: [{topics: [fish]}]}]",
            "8: rules[steel].when.any[1].not[0].topics[0]: no topic is called 'fish'",
        ),
        ("topic: [energy]", "8: rules[steel].when.topic: unknown key; did you mean topics?"),
        ("countries: MX", "8: rules[steel].when.countries: must be a list: [MX]"),
        (
            "products: [0207]",
            '8: rules[steel].when.products[0]: put it in quotes ("0207"), for YAML reads it bare',
        ),
        ("relevance: high", "8: rules[steel].when.relevance: 'high': write a number"),
        ("relevance: 2", "8: rules[steel].when.relevance: 2: must be at most 1.0"),
        (
            "all: [{topicz: [energy]}]",
            "8: rules[steel].when.all[0].topicz: unknown key; did you mean topics?",
        ),
    ],
)
def test_a_wrong_condition_is_named(tmp_path: Path, when: str, says: str) -> None:
    (fault,) = faults(tmp_path / "alerts.yml", f"{RULE}      {when}\n")
    assert fault.startswith(says)


def test_a_channel_that_is_not_there_and_an_id_given_twice_are_named(tmp_path: Path) -> None:
    text = RULE.replace("channels: [desk]", "channels: [dsk]") + "      topics: [energy]\n"
    text += "  - {id: steel, name: S, channels: [desk], when: {topics: [energy]}}\n"
    assert faults(tmp_path / "alerts.yml", text) == [
        "9: rules[steel].id: two rules have this id, the other on line 4",
        "6: rules[steel].channels[0]: no channel is called 'dsk'; did you mean desk?",
    ]


def test_the_operators_channels_are_checked_as_those_of_rules_are(tmp_path: Path) -> None:
    path = tmp_path / "alerts.yml"
    assert faults(path, RULE + "      topics: [energy]\noperator: [desk, dsk]\n") == [
        "9: operator[1]: no channel is called 'dsk'; did you mean desk?"
    ]
    path.write_text(RULE + "      topics: [energy]\noperator: [desk]\n", encoding="utf-8")
    assert load_alerts(path).operator == ("desk",)


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ("{id: d, kind: sms}", "[d].kind: unknown value 'sms'; write email or webhook"),
        ("{id: d, to: [a@b.example]}", "[d].kind: is missing: this key is required"),
        ("{id: d, kind: email}", "[d].to: is missing: this key is required"),
        ("{id: d, kind: email, to: a@b.example}", "[d].to: must be a list: [a@b.example]"),
        (
            "{id: d, kind: email, to: [a@b.example], tranport: folder}",
            "[d].tranport: unknown key; did you mean transport?",
        ),
        (
            "{kind: email, to: [a@b.example]}",
            "[0].id: is missing: this key is required",
        ),
        (
            "{id: d, kind: webhook, url: 'https://x.example', secret: whsec_hunter2}",
            "[d].secret: unknown key; did you mean secret_env?",
        ),
        (
            "{id: d, kind: webhook, url: 'https://x.example', secret_env: 'whsec_hunter2+=='}",
            "[d].secret_env: write the name of an environment variable, never the secret itself",
        ),
    ],
)
def test_a_wrong_channel_is_named_and_its_secret_is_not(
    tmp_path: Path, channel: str, says: str
) -> None:
    assert faults(tmp_path / "alerts.yml", f"channels:\n  - {channel}\n") == [f"2: channels{says}"]

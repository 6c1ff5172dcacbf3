"""Any text at all becomes a mail and a call that say what they should and nothing more."""

import json
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.email import write
from alerts.message import compose
from alerts.webhook import body
from classifiers.facts import Mention, Product, Rate
from tests.alerts.made import NOW, alert, delivery, desk, facts, item, measure, source

# Surrogates too: a parser may let a lone one through.
TEXTS = st.text(st.characters(), max_size=300) | st.sampled_from(
    ["=?utf-8?b?DQpCY2M6IGE=?=", "a\r\n.\r\nMAIL FROM:<x>", "</h1><script>", "{{ 7*7 }}", "\u202e"]
)
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted"]


@settings(max_examples=60, deadline=None)
@given(
    title=TEXTS, text=TEXTS, words=TEXTS, name=TEXTS, places=st.tuples(st.integers(), st.integers())
)
def test_any_text_becomes_a_mail_and_a_call(
    title: str, text: str, words: str, name: str, places: tuple[int, int]
) -> None:
    anywhere = (
        Mention("word", "a", "title", *places, words),
        Mention("word", "b", "body", 0, len(text), words),
    )
    stated = measure(
        products=(Product(words, ("72",)),),
        rate=Rate(5.0, None, words),
        authority=words,
        quotes=anywhere,
    )
    fired = alert(
        on=item(title=title, text=text, url=words),
        at=source().model_copy(update={"name": name}),
        says=facts(measures=(stated,)),
    )
    owed = delivery(fired)
    read = message_from_bytes(write(owed, desk(), NOW).as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    assert [*read.keys()] == [*HEADERS, "MIME-Version", "Content-Type"]
    assert str(read["To"]) == "desk@chamber.example"
    html = read.get_body(("html",))
    assert html is not None
    assert BeautifulSoup(html.get_content(), "lxml").select("script, img, iframe") == []
    assert json.loads(body(owed)) == compose([fired])

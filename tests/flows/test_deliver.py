"""The deliver flow against a real mail server and a real HTTP server, and killed in between."""

import base64
import email
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from prefect.settings import get_current_settings
from standardwebhooks.webhooks import Webhook

from config.folder import CHECKOUT
from flows.collect import collect
from flows.deliver import deliver
from flows.report import ChannelReport
from tests.alerts.mailserver import Mailbox, mail_server
from tests.flows.conftest import Home
from tests.servers import Answer, Request, Server, serving

pytestmark = pytest.mark.usefixtures("prefect")

SECRET = "whsec_" + base64.b64encode(b"a secret of twenty-four b").decode()
COPPER = "Canada imposes 30% tariffs on copper from Chile"
STEEL = "Canada imposes 25% tariffs on steel from China"


class Victim:
    """A sender that dies the moment it has handed a message over."""

    process: subprocess.Popen[bytes] | None = None

    def die(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def run(self, environment: dict[str, str]) -> int:
        """Run until it ends or dies; its exit code, -9 when it was killed."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.flows.sender"], cwd=CHECKOUT, env=environment
        )
        return self.process.wait(timeout=60)


class DeadlyMailbox(Mailbox):
    """Takes the mail, and kills its sender before the sender hears of it."""

    def __init__(self, victim: Victim) -> None:
        super().__init__()
        self.victim = victim

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        self.victim.die()
        return answer


@pytest.fixture
def hook() -> Iterator[Server]:
    with serving({"/hook": Answer(status=204)}) as server:
        yield server


def channels(hook: Server) -> list[dict[str, Any]]:
    mail = {"id": "mail", "kind": "email", "to": ["a@example.org", "b@example.org"]}
    call = {"id": "call", "kind": "webhook", "url": hook.url("/hook"), "secret_env": "HOOK_SECRET"}
    return [mail, call]


def owe(home: Home, hook: Server, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    """One alert, owed to two mail recipients and a webhook."""
    monkeypatch.setenv("TIDEWAITER_ALLOW_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("TIDEWAITER_SMTP_URL", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    rule = {"id": "r", "name": "Tariffs", "when": {"topics": ["tariffs"]}}
    rules = [{**rule, "channels": ["mail", "call"]}]
    home.configure(alerts={"channels": channels(hook), "rules": rules})
    note = home.write("note.txt", f"{STEEL}\n\nThe duties apply from 1 July, Ottawa said.")
    (report,) = collect(paths=[str(note)], alert_baseline=True)
    assert report.alerts == 1


def outcomes(reports: tuple[ChannelReport, ...]) -> dict[str, tuple[int, int, int]]:
    return {r.channel: (len(r.sent), len(r.retried), len(r.dead)) for r in reports}


def mail_ids(mailbox: Mailbox) -> list[tuple[str, str]]:
    """(recipient, Message-ID) of each mail that arrived."""
    found = []
    for envelope in mailbox.received:
        content = envelope.content
        assert isinstance(content, bytes)
        (recipient,) = envelope.rcpt_tos
        found.append((recipient, email.message_from_bytes(content)["Message-ID"]))
    return sorted(found)


def test_what_is_owed_is_sent_once_to_each(
    home: Home, hook: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        owe(home, hook, monkeypatch, port)
        assert outcomes(deliver()) == {"call": (1, 0, 0), "mail": (2, 0, 0)}
        assert deliver() == ()
    assert [recipient for recipient, _ in mail_ids(mailbox)] == ["a@example.org", "b@example.org"]
    (call,) = hook.requests
    told = Webhook(SECRET).verify(call.body, dict(call.headers))
    assert told["item"]["title"] == STEEL


def test_one_bad_channel_never_holds_up_another(
    home: Home, hook: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.answers["/hook"] = Answer(status=500)
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        owe(home, hook, monkeypatch, port)
        assert outcomes(deliver()) == {"call": (0, 1, 0), "mail": (2, 0, 0)}


def test_a_permanent_refusal_is_a_dead_letter(
    home: Home, hook: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.answers["/hook"] = Answer(status=410)
    with mail_server(Mailbox(to_recipient="550 no such user")) as port:
        owe(home, hook, monkeypatch, port)
        assert outcomes(deliver()) == {"call": (0, 0, 1), "mail": (0, 0, 2)}


def test_a_channel_that_is_gone_is_not_called_again(
    home: Home, hook: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.answers["/hook"] = Answer(status=410)
    with mail_server(Mailbox()) as port:
        owe(home, hook, monkeypatch, port)
        deliver()
        note = home.write("more.txt", f"{COPPER}\n\nThe duties apply from 1 August, Ottawa said.")
        collect(paths=[str(note)], alert_baseline=True)
        (call,) = [report for report in deliver() if report.channel == "call"]
    assert len(hook.requests) == 1
    assert (call.sent, call.retried, call.dead) == ((), (), ())
    assert call.problems[0].startswith("call: answered 410 Gone")
    hook.answers["/elsewhere"] = Answer(status=204)
    moved = {**channels(hook)[1], "url": hook.url("/elsewhere")}
    home.configure(alerts={"channels": [channels(hook)[0], moved], "rules": []})
    assert outcomes(deliver()) == {"call": (1, 0, 0)}


def test_a_delivery_to_a_channel_that_config_lost_is_a_dead_letter(
    home: Home, hook: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(Mailbox()) as port:
        owe(home, hook, monkeypatch, port)
        home.configure(alerts={"channels": channels(hook)[:1], "rules": []})
        (call,) = [report for report in deliver() if report.channel == "call"]
    assert (len(call.dead), call.problems) == (1, ("no channel 'call' in alerts.yml",))


def test_a_sender_killed_between_send_and_mark_repeats_under_the_same_id(
    home: Home, hook: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = Victim()
    mailbox = DeadlyMailbox(victim)

    def deadly(request: Request) -> Answer:
        victim.die()
        return Answer(status=204)

    hook.answers["/hook"] = deadly
    monkeypatch.setenv("TIDEWAITER_LEASE", "1")
    with mail_server(mailbox) as port:
        owe(home, hook, monkeypatch, port)
        api = get_current_settings().api.url
        environment = {**os.environ, "PREFECT_API_URL": str(api)}
        for _ in range(2):
            assert victim.run(environment) == -signal.SIGKILL
            time.sleep(1.1)
        victim.process = None
        deliver()
        assert deliver() == (), "all is marked"
    calls = [call.headers["webhook-id"] for call in hook.requests]
    mails = mail_ids(mailbox)
    assert len(calls) + len(mails) > 3, "something was sent again"
    assert len(set(calls)) == 1
    assert {recipient for recipient, _ in mails} == {"a@example.org", "b@example.org"}
    assert len(set(mails)) == 2

import socket
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from threading import Thread

import pytest

from alerts.alert import SendError
from alerts.outlets import Outlets
from alerts.send import send
from tests.alerts.made import NOW, delivery, desk
from tests.alerts.mailserver import (
    Mailbox,
    certificate,
    know_the_desk,
    mail_server,
    server_side,
)

Make = Callable[..., Outlets]
IN_CLEAR = {"authenticator": know_the_desk, "auth_require_tls": False}


def failure(url: str | None, outlets: Make) -> SendError:
    with pytest.raises(SendError) as caught:
        send(delivery(), desk(), outlets(url), NOW)
    return caught.value


def test_a_mail_arrives_at_its_one_recipient(outlets: Make) -> None:
    box = Mailbox()
    with mail_server(box) as port:
        send(delivery(), desk(), outlets(f"smtp://127.0.0.1:{port}"), NOW)
    (envelope,) = box.received
    assert (envelope.mail_from, envelope.rcpt_tos) == ("watch@tide.example", [delivery().recipient])
    assert isinstance(envelope.content, bytes)
    assert message_from_bytes(envelope.content)["Message-ID"] == f"<{delivery().id}@tide.example>"


def test_a_password_is_taken_from_the_url(outlets: Make) -> None:
    box = Mailbox()
    with mail_server(box, **IN_CLEAR) as port:
        send(delivery(), desk(), outlets(f"smtp://desk:p%40ss%2Fword@127.0.0.1:{port}"), NOW)
    assert box.user == "desk"


def test_a_wrong_password_is_tried_again_and_not_shown(outlets: Make) -> None:
    with mail_server(Mailbox(), **IN_CLEAR) as port:
        error = failure(f"smtp://desk:hunter2@127.0.0.1:{port}", outlets)
    assert (error.reason, error.permanent) == (
        "127.0.0.1: 535 5.7.8 Authentication credentials invalid",
        False,
    )


def test_a_password_beyond_ascii_is_refused_and_not_shown(outlets: Make) -> None:
    with mail_server(Mailbox(), **IN_CLEAR) as port:
        error = failure(f"smtp://desk:%D0%BF%D0%B0%D1%80@127.0.0.1:{port}", outlets)
    assert (error.reason, error.permanent, error.__cause__) == (
        "127.0.0.1: user and password must be ASCII",
        True,
        None,
    )


@pytest.mark.parametrize(
    ("box", "reason", "permanent"),
    [
        (Mailbox(to_recipient="550 No such user"), "127.0.0.1: 550 No such user", True),
        (Mailbox(to_recipient="450 Mailbox busy"), "127.0.0.1: 450 Mailbox busy", False),
        (Mailbox(to_mail="554 Looks like spam"), "127.0.0.1: 554 Looks like spam", True),
        (Mailbox(to_mail="451 Try later"), "127.0.0.1: 451 Try later", False),
        (Mailbox(to_mail="421 Closing"), "127.0.0.1: 421 Closing", False),
    ],
)
def test_a_refusal_is_permanent_by_its_first_digit(
    box: Mailbox, reason: str, permanent: bool, outlets: Make
) -> None:
    with mail_server(box) as port:
        error = failure(f"smtp://127.0.0.1:{port}", outlets)
    assert (error.reason, error.permanent) == (reason, permanent)
    assert box.received == []


def test_a_server_that_is_away_is_tried_again(outlets: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = failure(f"smtp://desk:secret@127.0.0.1:{port}", outlets)
    assert not error.permanent
    assert error.reason.endswith("Connection refused")


def test_a_server_that_hangs_up_is_tried_again(outlets: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        hanging_up = Thread(target=lambda: listening.accept()[0].close())
        hanging_up.start()
        error = failure(f"smtp://127.0.0.1:{listening.getsockname()[1]}", outlets)
        hanging_up.join()
    assert not error.permanent


def test_a_goodbye_that_fails_does_not_send_the_mail_again(outlets: Make) -> None:
    class Brusque(Mailbox):
        async def handle_QUIT(self, *_: object) -> str:  # noqa: N802
            return "421 Overloaded"

    box = Brusque()
    with mail_server(box) as port:
        send(delivery(), desk(), outlets(f"smtp://127.0.0.1:{port}"), NOW)
    assert len(box.received) == 1


def test_starttls_is_used_where_offered(
    tmp_path: Path, outlets: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, pem = Mailbox(), certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with mail_server(box, tls_context=server_side(pem), authenticator=know_the_desk) as port:
        send(delivery(), desk(), outlets(f"smtp://desk:p%40ss%2Fword@127.0.0.1:{port}"), NOW)
    assert (box.was_encrypted, box.user) == ([True], "desk")


def test_smtps_is_encrypted_from_the_first_byte(
    tmp_path: Path, outlets: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, pem = Mailbox(), certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with mail_server(box, ssl_context=server_side(pem)) as port:
        send(delivery(), desk(), outlets(f"smtps://127.0.0.1:{port}"), NOW)
    assert len(box.received) == 1


def test_a_certificate_that_nobody_vouches_for_gets_no_mail(tmp_path: Path, outlets: Make) -> None:
    box = Mailbox()
    with mail_server(box, tls_context=server_side(certificate(tmp_path))) as port:
        error = failure(f"smtp://127.0.0.1:{port}", outlets)
    assert not error.permanent
    assert "certificate verify failed" in error.reason
    assert box.received == []


@pytest.mark.parametrize(
    "url", ["smtp://", "http://desk:s3cret@mail.example", "smtp://u:s3cret@h:x"]
)
def test_a_wrong_url_is_told_without_its_password(url: str, outlets: Make) -> None:
    error = failure(url, outlets)
    assert not error.permanent, "it is mended by setting the variable"
    assert error.reason == "TIDEWAITER_SMTP_URL must be smtp://user:password@host:port or smtps://…"


def test_a_missing_url_is_told(outlets: Make) -> None:
    error = failure(None, outlets)
    assert (error.reason, error.permanent) == ("no mail server: set TIDEWAITER_SMTP_URL", False)

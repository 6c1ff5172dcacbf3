import json
import socket
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat

import httpx
import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from alerts.alert import Delivery, SendError
from alerts.grouping import address
from alerts.outlets import Outlets
from alerts.send import send
from alerts.webhook import body
from sources.http import open_client
from tests.alerts.conftest import SECRET
from tests.alerts.made import NOW, alert, hook, item, rule
from tests.servers import Answer, Raw, Request, Server, serving

Make = Callable[..., Outlets]
OTHER = "whsec_" + b64encode(b"another secret of 24 bytes and more").decode()
PATH = "/hook?token=hidden"


def owed() -> Delivery:
    title = "中国对美国加征关税 – Zölle auf Stahl"
    (one,) = address([alert(rule(channels=["hook"]), on=item(title=title))], [hook()])
    return one


def call(server: Server, outlets: Outlets, now: datetime | None = None) -> Request:
    """Sends to the server and gives back what it was sent."""
    send(owed(), hook(url=server.url(PATH)), outlets, now or datetime.now(UTC))
    return server.requests[-1]


def failure(answer: Answer, outlets: Outlets) -> SendError:
    with serving({PATH: answer}) as server, pytest.raises(SendError) as caught:
        call(server, outlets, NOW)
    return caught.value


def test_a_call_is_what_the_standards_own_library_verifies(outlets: Make) -> None:
    with serving({PATH: Answer(204)}) as server:
        request = call(server, outlets())
    assert Webhook(SECRET).verify(request.body, dict(request.headers)) == owed().message
    assert (request.method, request.path) == ("POST", PATH)
    assert request.headers["webhook-id"] == owed().id
    assert request.headers["content-type"] == "application/json"


def test_a_repeat_has_the_same_id_and_body_and_a_new_timestamp(outlets: Make) -> None:
    with serving({PATH: Answer()}) as server:
        first = call(server, outlets(), NOW)
        second = call(server, outlets(), NOW + timedelta(minutes=5))
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body == body(owed())
    timestamps = [int(one.headers["webhook-timestamp"]) for one in (first, second)]
    assert timestamps == [int(NOW.timestamp()), int(NOW.timestamp()) + 300]


def test_the_old_and_the_new_secret_both_verify_while_one_is_replaced(outlets: Make) -> None:
    with serving({PATH: Answer()}) as server:
        request = call(server, outlets(secrets={"HOOK_SECRET": f"{OTHER} {SECRET}"}))
    for secret in (OTHER, SECRET):
        assert Webhook(secret).verify(request.body, dict(request.headers)) == owed().message
    with pytest.raises(WebhookVerificationError):
        Webhook(b64encode(b"a third secret, which nobody has")).verify(
            request.body, dict(request.headers)
        )


@pytest.mark.parametrize(
    ("secrets", "reason"),
    [
        ({}, "hook: no secret: set HOOK_SECRET to whsec_…"),
        ({"HOOK_SECRET": " "}, "hook: no secret: set HOOK_SECRET to whsec_…"),
        *(
            ({"HOOK_SECRET": wrong}, "hook: HOOK_SECRET must hold whsec_ and base64")
            for wrong in ("c2VjcmV0", "whsec_", "whsec_s3cr*t", f"{SECRET} hunter2", "whsec_ключ")
        ),
    ],
)
def test_a_missing_or_wrong_secret_is_told_and_not_shown(
    secrets: dict[str, str], reason: str, outlets: Make
) -> None:
    with serving({PATH: Answer()}) as server, pytest.raises(SendError) as caught:
        call(server, outlets(secrets=secrets))
    assert caught.value.reason.startswith(reason)
    assert not caught.value.permanent, "it is mended by setting the variable"
    assert server.requests == []


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        (301, True),
        (304, True),
        (307, True),
        (400, True),
        (401, True),
        (404, True),
        (408, False),
        (410, True),
        (425, False),
        (429, False),
        (500, False),
        (501, False),
        (503, False),
        (599, False),
    ],
)
def test_an_answer_says_whether_to_try_again(status: int, permanent: bool, outlets: Make) -> None:
    error = failure(Answer(status), outlets())
    assert (error.permanent, error.gone) == (permanent, status == 410)
    assert error.reason.startswith(f"hook: answered {status}")
    assert "hidden" not in error.reason


def test_410_ends_the_channel(outlets: Make) -> None:
    error = failure(Answer(410), outlets())
    assert error.reason == "hook: answered 410 Gone: it wants no more deliveries"
    assert (error.permanent, error.gone) == (True, True)


def test_a_redirect_is_not_followed(outlets: Make) -> None:
    with serving({PATH: lambda _: Answer(307, headers={"Location": "/elsewhere"})}) as server:
        with pytest.raises(SendError):
            call(server, outlets())
        assert server.paths() == [PATH]


@pytest.mark.parametrize(
    ("value", "waits"),
    [
        ("120", timedelta(minutes=2)),
        ("Tue, 24 Nov 2026 10:30:00 GMT", timedelta(hours=1)),
        ("Tue, 24 Nov 2020 10:30:00 GMT", None),
        ("soon", None),
        ("9" * 5000, timedelta(hours=24)),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_names_the_next_time(
    status: int, value: str, waits: timedelta | None, outlets: Make
) -> None:
    error = failure(Answer(status, headers={"Retry-After": value}), outlets())
    assert error.retry_after == (NOW + waits if waits is not None else None)


def test_an_answer_without_end_is_not_read(outlets: Make) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"
    sent: list[bytes] = []

    def endless() -> Iterator[bytes]:
        for piece in chain([head], repeat(b"x")):
            sent.append(piece)
            yield piece

    with serving({PATH: Raw(endless(), pause=0.02)}) as server:
        call(server, outlets())
        assert len(sent) < 100, "it did not wait for more"


def test_a_server_that_is_away_is_tried_again(outlets: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SendError) as caught:
        send(owed(), hook(url=f"http://127.0.0.1:{port}{PATH}"), outlets(), NOW)
    assert (caught.value.permanent, "hidden" in caught.value.reason) == (False, False)
    assert caught.value.reason.endswith("Connection refused")


def test_a_private_address_is_never_called(outlets: Make) -> None:
    with serving({PATH: Answer()}) as server, open_client() as guarded:
        closed = Outlets(None, outlets().folder, guarded, outlets().secrets)
        with pytest.raises(SendError) as caught:
            call(server, closed)
        assert server.requests == []
    assert caught.value.permanent
    assert caught.value.reason == (
        "hook: 127.0.0.1 is a loopback address (TIDEWAITER_ALLOW_NETWORKS opens private networks)"
    )


def test_an_answer_that_does_not_come_is_tried_again(outlets: Make) -> None:
    def late(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow", request=request)

    with httpx.Client(transport=httpx.MockTransport(late)) as client:
        waiting = Outlets(None, outlets().folder, client, outlets().secrets)
        with pytest.raises(SendError) as caught:
            send(owed(), hook(), waiting, NOW)
    assert (caught.value.reason, caught.value.permanent) == ("hook: no answer within 20 s", False)


def test_the_body_is_compact_json_in_its_own_script() -> None:
    text = body(owed()).decode()
    assert "中国对美国加征关税" in text
    assert json.loads(text) == owed().message

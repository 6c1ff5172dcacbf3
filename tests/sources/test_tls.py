"""TLS: verified against the name in the URL, also through the guarded connection."""

import itertools
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.schema import Source
from sources.connect import Limits
from sources.document import FetchError, FetchState
from sources.fetch import get, open_fetcher
from tests.servers import Answer, Raw, serving
from tests.sources.conftest import within

Feed = Callable[[str], Source]


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A fresh self-signed certificate for 127.0.0.1, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gazette")])
    today = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = tmp_path / "gazette.pem"
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_that_nobody_vouches_for_is_refused(
    tls: ssl.SSLContext, feed: Feed, now: datetime
) -> None:
    with (
        serving({"/feed": Answer(body=b"<rss/>")}, tls) as server,
        open_fetcher(("127.0.0.1/32",)) as fetcher,
        pytest.raises(FetchError) as caught,
    ):
        get(fetcher, feed(server.url("/feed")), FetchState(), now)
    assert caught.value.reason == "its certificate cannot be verified"
    assert caught.value.permanent
    assert server.requests == []


def test_a_certificate_is_for_the_name_in_the_url(
    tls: ssl.SSLContext,
    certificate: Path,
    feed: Feed,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with (
        serving({"/feed": Answer(body=b"<rss/>")}, tls) as server,
        open_fetcher(("127.0.0.1/32",)) as fetcher,
    ):
        (document,) = get(fetcher, feed(server.url("/feed")), FetchState(), now).documents
        with pytest.raises(FetchError, match="its certificate cannot be verified"):
            get(fetcher, feed(server.url("/feed", "localhost")), FetchState(), now)
    assert document.url == server.url("/feed")


def test_a_drip_under_tls_does_not_outlast_the_limit(
    tls: ssl.SSLContext,
    certificate: Path,
    feed: Feed,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    drip = Raw(itertools.chain((b"HTTP/1.1 200 OK\r\nX: ",), itertools.repeat(b"a", 50)), pause=0.1)
    with (
        serving({"/feed": drip}, tls) as server,
        open_fetcher(("127.0.0.1/32",)) as fetcher,
        pytest.raises(FetchError) as caught,
    ):
        get(
            within(fetcher, Limits(read=0.4, total=0.8)),
            feed(server.url("/feed")),
            FetchState(),
            now,
        )
    assert caught.value.reason == "not finished within 0.8 s"

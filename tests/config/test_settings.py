"""What the environment says, right and wrong."""

from datetime import timedelta
from pathlib import Path

import pytest

from config.faults import ConfigError
from config.folder import CHECKOUT
from config.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No TIDEWAITER_ variable but a test's own."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TIDEWAITER_{name.upper()}", raising=False)


def test_without_variables_everything_is_in_the_checkout() -> None:
    assert read_settings() == Settings(config=CHECKOUT / "config", var=CHECKOUT / "var")
    assert read_settings().database == f"sqlite:///{CHECKOUT}/var/tidewaiter.db"
    assert read_settings().outbox == CHECKOUT / "var" / "outbox"


@pytest.mark.parametrize(
    ("written", "networks"),
    [
        ("10.0.0.0/8", ("10.0.0.0/8",)),
        ("10.0.0.0/8, fd00::/8,", ("10.0.0.0/8", "fd00::/8")),
        ('["10.0.0.0/8", "192.168.1.7"]', ("10.0.0.0/8", "192.168.1.7")),
        ("", ()),
    ],
)
def test_networks_are_a_comma_list_or_json(
    monkeypatch: pytest.MonkeyPatch, written: str, networks: tuple[str, ...]
) -> None:
    monkeypatch.setenv("TIDEWAITER_ALLOW_NETWORKS", written)
    assert read_settings().allow_networks == networks


@pytest.mark.parametrize(
    ("written", "kept"),
    [("90d", timedelta(days=90)), ("12h", timedelta(hours=12)), ("0", timedelta(0))],
)
def test_documents_are_kept_for_an_interval_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, written: str, kept: timedelta
) -> None:
    monkeypatch.setenv("TIDEWAITER_KEEP_DOCUMENTS", written)
    assert read_settings().keep_documents == kept


@pytest.mark.parametrize(
    ("name", "written", "says"),
    [
        ("ALLOW_NETWORKS", "10.0.0.1/8", "'10.0.0.1/8' is no network; did you mean 10.0.0.0/8?"),
        ("ALLOW_NETWORKS", "localhost", "'localhost' is no network: write networks in CIDR"),
        ("ALLOW_NETWORKS", "[1.5]", "'1.5' is no network: write networks in CIDR"),
        ("ALLOW_NETWORKS", '["10.0.0.0/8"', "'[\"10.0.0.0/8\"' is no network"),
        ("SMTP_URL", "http://u:hunter2@mail.example", "not a mail server's URL: write smtp://"),
        ("SMTP_URL", "smtp://u:hunter2/x@mail.example", "not a mail server's URL: write smtp://"),
        ("SMTP_URL", "hunter2", "not a mail server's URL: write smtp://"),
        ("SMTP_URL", "smtp://mail.example:0", "not a mail server's URL: write smtp://"),
        ("DATABASE_URL", "mysql://u:hunter2@db/x", "not a database URL: write sqlite:///PATH"),
        ("DATABASE_URL", "postgresql://u:hunter2@x@db/x", "not a database URL: write sqlite:"),
        ("DATABASE_URL", "postgresql://u:p@hunter2/@db/x", "not a database URL: write sqlite:"),
        ("DATABASE_URL", "hunter2", "not a database URL: write sqlite:///PATH"),
        ("CONFIG", "/no/where", "no folder at /no/where: name one with sources.yml"),
        ("CONFIG", str(CHECKOUT / "LICENSE"), f"no folder at {CHECKOUT}/LICENSE"),
        ("VAR", str(CHECKOUT / "LICENSE"), f"{CHECKOUT}/LICENSE is a file: name a folder"),
        ("KEEP_DOCUMENTS", "90", "not an interval: '90'; write as in 30m, 2h or 1d"),
        ("DATABSE_URL", "x", "unknown variable; did you mean TIDEWAITER_DATABASE_URL?"),
    ],
)
def test_a_wrong_variable_is_named_and_its_secret_is_not(
    monkeypatch: pytest.MonkeyPatch, name: str, written: str, says: str
) -> None:
    monkeypatch.setenv(f"TIDEWAITER_{name}", written)
    with pytest.raises(ConfigError) as caught:
        read_settings()
    assert str(caught.value).startswith(f"TIDEWAITER_{name}: {says}")
    assert "hunter2" not in str(caught.value)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_a_signing_secret_may_have_any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDEWAITER_ERP_SECRET", "whsec_x")
    assert read_settings() == Settings()


def test_folders_are_absolute_and_a_tilde_is_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIDEWAITER_VAR", "~/state")
    assert read_settings().var == tmp_path / "state"
    monkeypatch.setenv("TIDEWAITER_VAR", "here")
    assert read_settings().var == tmp_path / "here"


def test_no_password_is_shown_where_settings_are() -> None:
    settings = Settings(
        smtp_url="smtp://u:hunter2@mail.example", database_url="postgresql://u:hunter2@db/x"
    )
    assert "hunter2" not in repr(settings)

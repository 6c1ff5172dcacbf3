"""What channels need of the environment, missed before a run and not at the first delivery."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from config.faults import refuse
from config.folder import PREFIX
from config.marked import Place, read
from config.schema import AlertsFile, Channel, WebhookChannel


def check_environment(path: Path, alerts: AlertsFile, environment: Mapping[str, str]) -> None:
    """ConfigError where a channel of the file at `path` lacks a variable that it sends with."""
    missing = [
        (("channels", index, key), what)
        for index, channel in enumerate(alerts.channels)
        for key, what in _missing(channel, environment)
    ]
    if missing:
        marked = read(path)
        faults: list[tuple[Place, str]] = list(missing)
        raise refuse(marked.fault(place, what) for place, what in faults)


def _missing(channel: Channel, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if isinstance(channel, WebhookChannel):
        name = channel.secret_env or ""
        if channel.transport == "http" and not environment.get(name, "").strip():
            yield "secret_env", f"{name} is not set: set it to whsec_ and the secret in base64"
    elif channel.transport == "smtp" and not environment.get(f"{PREFIX}SMTP_URL"):
        yield "transport", f"{PREFIX}SMTP_URL is not set: name the mail server, or write folder"

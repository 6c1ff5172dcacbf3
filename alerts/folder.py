"""The outbox folder: each delivery a file to open, for a first run without any server."""

import os
import re
from datetime import datetime
from pathlib import Path

from alerts import email, webhook
from alerts.alert import Delivery, SendError
from alerts.outlets import Outlets
from config.schema import EmailChannel, WebhookChannel


def save_mail(delivery: Delivery, channel: EmailChannel, outlets: Outlets, now: datetime) -> None:
    """The mail as an `.eml` file; SendError when the folder cannot be written."""
    _save(outlets.folder, delivery.id, ".eml", email.write(delivery, channel, now).as_bytes(), now)


def save_call(delivery: Delivery, channel: WebhookChannel, outlets: Outlets, now: datetime) -> None:
    """The body of the POST as a `.json` file; SendError when the folder cannot be written."""
    _save(outlets.folder, delivery.id, ".json", webhook.body(delivery), now)


def _save(folder: Path, identifier: str, suffix: str, content: bytes, now: datetime) -> None:
    """Whole or not at all, and once: a repeat on another day finds the file of the first."""
    safe = re.sub(r"[^A-Za-z0-9_-]", "_", identifier)
    path = folder / f"{now:%Y-%m-%d}-{safe}{suffix}"
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.glob(f"*-{safe}{suffix}")):
            return
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise SendError(f"{path}: cannot be written: {error.strerror}") from error

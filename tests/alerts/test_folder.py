import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from alerts.alert import SendError
from alerts.email import write
from alerts.outlets import Outlets
from alerts.send import send
from tests.alerts.made import NOW, delivery, desk, hook

Make = Callable[..., Outlets]
MAIL = desk(transport="folder")
CALL = hook(transport="folder", secret_env=None)


def names(outlets: Outlets) -> list[str]:
    return sorted(path.name for path in outlets.folder.iterdir())


def test_a_mail_is_a_file_that_a_mail_program_opens(outlets: Make) -> None:
    way, owed = outlets(), delivery()
    send(owed, MAIL, way, NOW)
    assert names(way) == [f"2026-11-24-{owed.id}.eml"]
    content = (way.folder / names(way)[0]).read_bytes()
    assert content == write(owed, MAIL, NOW).as_bytes()
    assert message_from_bytes(content)["To"] == "desk@chamber.example"


def test_a_webhook_is_the_body_it_would_post(outlets: Make) -> None:
    way, owed = outlets(), delivery()
    send(owed, CALL, way, NOW)
    assert names(way) == [f"2026-11-24-{owed.id}.json"]
    assert json.loads((way.folder / names(way)[0]).read_text(encoding="utf-8")) == owed.message


def test_a_repeat_on_another_day_makes_no_second_file(outlets: Make) -> None:
    way, owed = outlets(), delivery()
    send(owed, MAIL, way, NOW)
    before = (way.folder / names(way)[0]).read_bytes()
    send(owed, MAIL, way, NOW + timedelta(days=1))
    assert names(way) == [f"2026-11-24-{owed.id}.eml"]
    assert (way.folder / names(way)[0]).read_bytes() == before


def test_an_id_cannot_leave_the_folder(outlets: Make) -> None:
    way = outlets()
    send(replace(delivery(), id="../../etc/*"), CALL, way, NOW)
    assert names(way) == ["2026-11-24-______etc__.json"]


def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path, outlets: Make) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SendError) as caught:
        send(delivery(), MAIL, outlets(), NOW)
    assert not caught.value.permanent
    assert caught.value.reason.endswith("cannot be written: File exists")

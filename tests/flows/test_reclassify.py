"""The reclassify flow: shows the difference first, stores it when asked, tells nobody."""

import shutil
from pathlib import Path

import pytest

from config.folder import CHECKOUT
from flows.collect import collect
from flows.reclassify import reclassify
from tests.flows.conftest import Home
from tests.flows.test_collect import logged, owed

pytestmark = pytest.mark.usefixtures("prefect")


def take_a_vocabulary_of_ones_own(home: Home) -> Path:
    """A copy to change, in the place of the shipped one."""
    folder = home.config / "vocabulary"
    folder.unlink()
    shutil.copytree(CHECKOUT / "config" / "vocabulary", folder)
    return folder


def test_a_new_topic_reaches_stored_items_when_asked_and_not_before(home: Home) -> None:
    folder = take_a_vocabulary_of_ones_own(home)
    note = home.write("note.txt", "Trawlers return to cod grounds\n\nThe cod fishery reopens.")
    collect(paths=[str(note)], alert_baseline=True)
    assert reclassify() == ()
    (folder / "topics" / "fisheries.yml").write_text("terms: {en: {3: [trawler*, cod]}}")
    (shown,) = reclassify()
    assert (shown.before.topics, shown.after.topics) == ((), ("fisheries",))
    assert logged(home)[0].facts.topics == (), "showing stores nothing"
    assert reclassify(apply=True) == (shown,)
    assert logged(home)[0].facts.topics == ("fisheries",)
    assert reclassify(apply=True) == ()
    assert owed(home) == []

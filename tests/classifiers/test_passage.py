"""How a text is cut into words and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.passage import Passage, read


def sentences(text: str) -> list[str]:
    passage = read("body", text)
    return [passage.quote(first, past - 1) for first, past in passage.sentences]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Duties on U.S. steel: 25%", ("Duties", "on", "U.S.", "steel", "25")),
        ("l'énergie d’EE.UU.", ("l", "énergie", "d", "EE.UU.")),
        ("anti-dumping_duty", ("anti", "dumping", "duty")),
        ("对5G网络", ("对", "5G", "网", "络")),
        ("", ()),
        ("… — !", ()),
    ],
)
def test_words_are_letters_and_figures(text: str, words: tuple[str, ...]) -> None:
    assert read("title", text).words == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Duties rise. Quotas stay.", ["Duties rise", "Quotas stay"]),
        ("Duties rise! “Why?” she asked.", ["Duties rise", "Why?” she asked"]),
        ("The U.S. Trade Representative met Mr. X.", ["The U.S. Trade Representative met Mr. X"]),
        ("It rose in 2026. China fell.", ["It rose in 2026", "China fell"]),
        ("Ab dem 2. April gilt der Zoll.", ["Ab dem 2. April gilt der Zoll"]),
        ("Abgaben bzw. Über etwas. ändern", ["Abgaben bzw. Über etwas. ändern"]),
        ("El art. 5. ¿Y ahora?", ["El art. 5. ¿Y ahora"]),
        ("Sube el arancel. ¿Y ahora?", ["Sube el arancel", "Y ahora"]),
        ("Цена 5 млн руб. Рост в 2025 г. Москва", ["Цена 5 млн руб. Рост в 2025 г. Москва"]),
        ("Пошлины выросли. Китай ответил.", ["Пошлины выросли", "Китай ответил"]),
        ("关税上调。中国回应！", ["关税上调", "中国回应"]),
        ("A headline\n\nThen the text", ["A headline", "Then the text"]),
        ("\n\n", []),
        ("A short headline\nThen the text", ["A short headline", "Then the text"]),
        (
            "Duties on steel from\nIndia, pipes\nand wire.",
            ["Duties on steel from\nIndia, pipes\nand wire"],
        ),
        ("Пошлины на сталь из\nИндии и\nТурции", ["Пошлины на сталь из\nИндии и\nТурции"]),
        (
            "Zölle auf Stahl,\nKupfer und\nZink aus der\nTürkei",
            ["Zölle auf Stahl,\nKupfer und\nZink aus der\nTürkei"],
        ),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_passage_knows_its_field_and_places() -> None:
    assert read("title", "El dumping. Sí") == Passage(
        "title",
        "El dumping. Sí",
        words=("El", "dumping", "Sí"),
        starts=(0, 3, 12),
        ends=(2, 10, 14),
        gaps=("", " ", ". ", ""),
        sentences=((0, 2), (2, 3)),
    )


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    passage = read("body", text)
    for i, word in enumerate(passage.words):
        assert text[passage.starts[i] : passage.end(i)] == word == passage.quote(i, i)
        assert text[: passage.starts[i]].endswith(passage.gaps[i])


@given(st.text(alphabet=st.sampled_from("aИß1.．_ 中\u0301İ\n"), max_size=30))
def test_a_plain_text_is_cut_as_any_other(text: str) -> None:
    plain, odd = read("body", text), read("body", f"{text}\n_")
    assert (plain.words, plain.starts, plain.ends) == (odd.words, odd.starts, odd.ends)


@given(st.text(alphabet=st.sampled_from("ab.A1 。!?\n\"'г中"), max_size=60))
def test_the_sentences_hold_every_word_once(text: str) -> None:
    passage = read("body", text)
    held = [i for first, past in passage.sentences for i in range(first, past)]
    assert held == list(range(len(passage.words)))


@given(st.text(), st.data())
def test_a_quote_is_the_text_between_its_offsets(text: str, data: st.DataObject) -> None:
    passage = read("body", text)
    if passage.words:
        last = data.draw(st.integers(0, len(passage.words) - 1))
        first = data.draw(st.integers(0, last))
        assert text[passage.starts[first] : passage.end(last)] == passage.quote(first, last)

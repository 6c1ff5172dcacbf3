import pytest

from parsers.language import choose, detect, normalise


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("zh_Hans_CN", "zh"),
        (" PT-br ", "pt"),
        ("spa", "es"),
        ("english", None),
        ("", None),
        (None, None),
        ("x" * 10_000, None),
    ],
)
def test_a_declared_language_is_normalised(declared: str | None, code: str | None) -> None:
    assert normalise(declared) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ministry raised the duty on imported steel", "en"),
        ("El ministerio elevó el arancel al acero importado", "es"),
        ("Министерство повысило пошлину на ввозимую сталь", "ru"),
        ("O ministério elevou a tarifa sobre o aço importado", "pt"),
        ("Le ministère relève le droit de douane sur l’acier", "fr"),
        ("Das Ministerium erhöht den Zoll auf eingeführten Stahl", "de"),
        ("商务部提高进口钢材关税", "zh"),
        ("Міністерство підвищило мито на ввезену сталь", "uk"),
        ("Пошлины", "ru"),
        ("鉄鋼の関税", None),
        ("Het ministerie van Economie verhoogt de heffing op staal uit China", "nl"),
        ("WTO", None),
        ("25% / 2026", None),
        ("", None),
    ],
)
def test_a_language_is_detected_where_the_text_is_long_enough(text: str, code: str | None) -> None:
    assert detect(text) == code


def test_the_first_declaration_that_can_be_true_is_taken() -> None:
    assert choose(["pt-BR", "en"], "Duty on steel") == "pt"
    assert choose([None, "english", "fr"], "Droits sur l’acier") == "fr"
    assert choose(["en-US"], "Пошлины на сталь") == "ru"
    assert choose(["en"], "中国提高关税") == "zh"
    assert choose(["ru"], "The ministry raised the duty on imported steel") == "en"
    assert choose(["uk"], "Мито на сталь") == "uk"
    assert choose([], "") is None


def test_a_lone_surrogate_is_no_obstacle() -> None:
    assert detect("The \ud800 ministry raised the duty on imported steel") == "en"
    assert detect("El ministerio\udfff elevó el arancel al acero importado") == "es"
    assert detect("\ud800" * 20) is None

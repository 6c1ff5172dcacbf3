"""What each country of a text is to it."""

import pytest

from classifiers.classify import classify
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT
from config.vocabulary import load_vocabulary

LEXICON = Lexicon(load_vocabulary(CHECKOUT / "config" / "vocabulary"))


def roles(language: str | None, text: str, title: str = "") -> dict[str, tuple[str, ...]]:
    return classify(title, text, language, None, LEXICON).roles


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Washington weighs duties on Beijing", {"US": ("imposer",), "CN": ("targeted",)}),
        (
            "es",
            "México negocia aranceles con EE.UU.",
            {"MX": ("counterpart",), "US": ("counterpart",)},
        ),
        ("zh", "中国对美国加征关税", {"CN": ("imposer",), "US": ("targeted",)}),
        (
            "ru",
            "США ввели пошлины на сталь из Мексики",
            {"US": ("imposer",), "MX": ("targeted",)},
        ),
        (
            "en",
            "Peru and Morocco held a business forum in Lima.",
            {"PE": ("counterpart",), "MA": ("counterpart",)},
        ),
        (
            "fr",
            "Le Chili et le Maroc renforcent leur coopération.",
            {"CL": ("counterpart",), "MA": ("counterpart",)},
        ),
        (
            "de",
            "Deutschland und Kenia vertiefen ihre Zusammenarbeit.",
            {"DE": ("counterpart",), "KE": ("counterpart",)},
        ),
        (
            "ru",
            "Сербия и Египет договорились о сотрудничестве.",
            {"RS": ("counterpart",), "EG": ("counterpart",)},
        ),
        (
            "pt",
            "Angola e Portugal assinaram um memorando de cooperação.",
            {"AO": ("counterpart",), "PT": ("counterpart",)},
        ),
        ("zh", "智利与秘鲁加强合作。", {"CL": ("counterpart",), "PE": ("counterpart",)}),
        (
            "en",
            "Turkey imposed duties on Egyptian yarn; Spanish exporters fear the tariffs.",
            {"TR": ("imposer",), "EG": ("targeted",), "ES": ("affected",)},
        ),
        (
            "en",
            "India raised its tariff on Chilean apples but exempted Nepal.",
            {"IN": ("imposer",), "CL": ("targeted",), "NP": ("excluded",)},
        ),
        (
            "en",
            "Norway and Vietnam signed a free trade agreement.",
            {"NO": ("imposer", "counterpart"), "VN": ("imposer", "counterpart")},
        ),
        ("en", "It rained in Peru.", {"PE": ("mentioned",)}),
        ("en", "Status quo on steel duties", {}),
    ],
)
def test_countries_get_their_roles(
    language: str, text: str, expected: dict[str, tuple[str, ...]]
) -> None:
    assert roles(language, text) == expected


def test_a_country_may_be_target_and_counterpart() -> None:
    text = (
        "A trade fair in Astana brought together firms from Kazakhstan and Chile, who praised "
        "bilateral cooperation. Separately, the Chilean government announced a new round of "
        "negotiations with Canada over the duties imposed by Ottawa on Chilean wine."
    )
    assert roles("en", text) == {
        "KZ": ("counterpart",),
        "CL": ("targeted", "counterpart"),
        "CA": ("imposer", "counterpart"),
    }


def test_a_country_of_the_title_comes_first() -> None:
    assert list(roles("en", "Ghana and Togo were mentioned.", title="A letter from Benin")) == [
        "BJ",
        "GH",
        "TG",
    ]

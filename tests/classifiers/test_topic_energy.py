"""Energy in every language of its vocabulary: what is about it, and what only sounds like it."""

from dataclasses import replace
from pathlib import Path

import pytest

from classifiers import topics
from classifiers.vocabulary import Lexicon
from config.vocabulary import load_vocabulary

WHOLE = load_vocabulary(Path(__file__).parents[2] / "config" / "vocabulary")
ENERGY = replace(WHOLE, topics={"energy": WHOLE.topics["energy"]}, countries={})
LEXICON = Lexicon(ENERGY)

ABOUT = {
    "en": (
        "Refiners seek cheaper crude as the price cap bites",
        "A bill to amend the Natural Gas Act and to promote offshore wind leasing",
        "Will the minister say how many households were cut off from electricity last winter?",
        "Old reactors to run ten years longer under new law",
    ),
    "es": (
        "Resolución que aprueba los cuadros tarifarios del servicio eléctrico",
        "La petrolera estatal vuelve a perforar en aguas profundas",
        "El parque eólico más grande del país empieza a inyectar megavatios",
        "Ley de fomento de los biocombustibles",
    ),
    "ru": (
        "О внесении изменений в закон об электроэнергетике",
        "Баррель подешевел после решения стран картеля о добыче",
        "Новый энергоблок АЭС подключили к сети",
        "Поставки СПГ в Азию выросли на треть",
    ),
    "pt": (
        "Leilão de transmissão atrai distribuidoras de energia",
        "Decreto reduz a mistura de biodiesel no óleo diesel",
        "Usina hidrelétrica volta a gerar após a seca",
        "Portugal fecha a última central a carvão",
    ),
    "fr": (
        "Loi relative à l'accélération de la construction de réacteurs nucléaires",
        "Le baril recule malgré la baisse des stocks de brut",
        "Un parc éolien en mer raccordé au réseau électrique",
        "Ordonnance sur l'approvisionnement en électricité",
    ),
    "de": (
        "Verordnung über die Bevorratung mit Erdöl",
        "Gasspeicher vor dem Winter gut gefüllt",
        "Kleine Anfrage: Ausbau der Windenergie an Land",
        "Strompreise steigen zum Jahreswechsel",
    ),
    "zh": (
        "国家发改委下调成品油零售价格",
        "两国签署天然气管道供气协议",
        "海上风电项目并网发电",
        "关于完善居民阶梯电价制度的通知",
    ),
    "it": (
        "Ordinanza concernente la responsabilità civile in materia nucleare",
        "Il prezzo del petrolio scende sotto i settanta dollari al barile",
        "Rigassificatore, via libera al secondo terminale",
        "Bollette, il governo proroga gli aiuti per elettricità e gas",
    ),
    "pl": (
        "Ustawa o zmianie ustawy Prawo energetyczne",
        "Gazociąg do Danii osiągnął pełną przepustowość",
        "Elektrownia jądrowa powstanie nad morzem",
        "Ceny ropy spadły po decyzji kartelu",
    ),
    "uk": (
        "Проєкт закону про внесення змін до закону про ринок електричної енергії",
        "Після обстрілу підстанції місто залишилося без світла",
        "Запаси газу у сховищах зросли",
        "Ціна бареля нафти впала",
    ),
    "ar": (
        "ارتفاع أسعار النفط بعد خفض الإنتاج",
        "مشروع قانون لتنظيم قطاع الكهرباء",
        "محطة جديدة للطاقة الشمسية في الصحراء",
        "مصر توقع عقدا لتصدير الغاز الطبيعي المسال",
    ),
    "cs": (
        "Novela energetického zákona míří do Sněmovny",
        "Zásobníky zemního plynu jsou plné",
        "Dostavba Dukovan: nový jaderný blok má stavět korejská firma",
        "Ceny elektřiny na burze klesly",
    ),
}

NOT_ABOUT = {
    "en": (
        "Talks on cutting nuclear weapons end without a result",
        "The midfielder came back full of energy after the break",
        "Sunflower oil is in short supply at the grocer's",
        "Landlords must offer a renewable contract of one year",
    ),
    "es": (
        "La policía usó gases lacrimógenos contra los manifestantes",
        "El aceite de oliva sube otra vez en los supermercados",
        "El disco vuelve a la guitarra eléctrica",
        "El tratado prohíbe las armas nucleares en la región",
    ),
    "ru": (
        "Стороны обсудили сокращение ядерного оружия",
        "Энергичный танец открыл фестиваль",
        "Газета опубликовала интервью с режиссером",
        "Шахматист выиграл турнир без поражений",
    ),
    "pt": (
        "Polícia dispersa protesto com gás lacrimogêneo",
        "Óleo de soja fica mais barato nos mercados",
        "O país assina o tratado contra as armas nucleares",
        "A bateria da escola de samba ganhou nota máxima",
    ),
    "fr": (
        "La ville rouvre son école avec beaucoup d'énergie",
        "Les deux pays négocient la réduction des armes nucléaires",
        "Le prix de l'huile d'olive double en un an",
        "Match de barrage : le club reste en première division",
    ),
    "de": (
        "Gastgeber verlieren trotz starker Leistung",
        "Abrüstung: Vertrag über Atomwaffen läuft aus",
        "Olivenöl wird wieder teurer",
        "Polizei setzt Tränengas gegen Demonstranten ein",
    ),
    "zh": (
        "专家组核查核武器裁减情况",
        "这部电影周末票房第一",
        "橄榄油价格再创新高",
        "警方使用催泪瓦斯驱散人群",
    ),
    "it": (
        "Il trattato vieta le armi nucleari",
        "La polizia usa i gas lacrimogeni contro i tifosi",
        "L'olio d'oliva costa il doppio",
        "In scena una ballerina piena di energia",
    ),
    "pl": (
        "Policja użyła gazu łzawiącego wobec kibiców",
        "Gazeta opublikowała wywiad z aktorem",
        "Rozmowy o ograniczeniu broni jądrowej",
        "Sprinterka wróciła pełna energii",
    ),
    "uk": (
        "Сторони говорять про скорочення ядерної зброї",
        "Енергійна музика відкрила фестиваль",
        "Газета надрукувала інтерв'ю з режисеркою",
        "Кав'ярня продає енергетичні напої",
    ),
    "ar": (
        "محادثات حول خفض الأسلحة النووية",
        "الحكومة تصدر بطاقة هوية جديدة",
        "الشرطة تستخدم الغاز المسيل للدموع ضد المحتجين",
        "ارتفاع سعر زيت الزيتون",
    ),
    "cs": (
        "Policie použila slzný plyn proti fanouškům",
        "Jednání o jaderných zbraních skončilo bez dohody",
        "Olivový olej znovu zdražil",
        "Závodnice se vrátila plná energie",
    ),
}


def score(title: str, language: str) -> float:
    readings = (LEXICON.read("title", title, language),)
    return topics.score(readings, ENERGY)[0]["energy"]


@pytest.mark.parametrize(
    ("language", "title"), [(code, title) for code, titles in ABOUT.items() for title in titles]
)
def test_a_headline_or_a_laws_title_about_energy_is_known(language: str, title: str) -> None:
    assert score(title, language) >= 0.5


@pytest.mark.parametrize(
    ("language", "title"), [(code, title) for code, titles in NOT_ABOUT.items() for title in titles]
)
def test_a_headline_that_only_sounds_like_energy_is_not_about_it(language: str, title: str) -> None:
    assert score(title, language) < 0.5


def test_every_language_of_the_file_has_cases_of_both_kinds() -> None:
    assert set(ABOUT) == set(NOT_ABOUT) == set(ENERGY.topics["energy"].terms)


@pytest.mark.parametrize("language", sorted(ABOUT))
def test_every_language_has_a_vocabulary_that_can_carry_it(language: str) -> None:
    weights = ENERGY.topics["energy"].terms[language]
    assert set(weights) == {0, 1, 2, 3}
    assert sum(len(phrases) for weight, phrases in weights.items() if weight) >= 350

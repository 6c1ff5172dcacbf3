"""The digital topic in every language: what is about it, and what only looks alike."""

from functools import cache
from pathlib import Path

import pytest

from classifiers.topics import score, terms
from classifiers.vocabulary import Lexicon
from config.vocabulary import Vocabulary, load_vocabulary

VOCABULARY: Vocabulary = load_vocabulary(Path(__file__).parents[2] / "config" / "vocabulary")

ABOUT = {
    "en": (
        "Ministers agree on a levy for streaming platforms and search engines",
        "A bill to amend the Communications Act to free more spectrum for rural carriers",
        "Chip makers warn that export curbs on lithography will slow new plants",
        "Senate panel backs rules on data transfers to foreign servers",
        "Regulator lets phone companies merge their fibre networks",
    ),
    "es": (
        "La comisión aprueba el reglamento de portabilidad numérica de la telefonía móvil",
        "Decreto que crea el registro de certificadores de firma digital",
        "Un ciberataque deja sin servicio a tres ministerios",
        "El gobierno licita la banda de 3,5 GHz para redes 5G",
    ),
    "ru": (
        "Минцифры подготовило правила для маркетплейсов",
        "Правительство продлило лицензии операторов связи на радиочастоты",
        "Китай ограничил поставки полупроводников и серверов",
        "Закон о персональных данных приняли в третьем чтении",
    ),
    "pt": (
        "Anatel adia o leilão de frequências para a telefonia celular",
        "Decreto regula a assinatura eletrônica nos serviços do governo",
        "Deputados discutem regras para as redes sociais e os buscadores",
        "Fábrica de semicondutores recebe incentivo",
    ),
    "fr": (
        "Loi relative à la couverture mobile des zones de montagne",
        "L'Arcep attribue de nouvelles fréquences aux opérateurs télécoms",
        "Un hôpital paralysé par un rançongiciel",
        "Ordonnance sur la protection des données à caractère personnel",
    ),
    "de": (
        "Verordnung über die Zuteilung von Frequenzen für den Mobilfunk",
        "Anfrage zur Nutzung von Gesichtserkennung durch die Bundespolizei",
        "Chipfabrik in Sachsen erhält Beihilfe",
        "Zweites Gesetz zur Änderung des Telemediengesetzes",
    ),
    "zh": (
        "国务院公布数据出境管理办法",
        "三家运营商下调宽带资费",
        "美方扩大对华芯片设备出口管制",
        "新款笔记本电脑首发评测",
    ),
    "it": (
        "Ordinanza sulle frequenze della telefonia mobile",
        "Legge federale sulla protezione dei dati nelle banche dati di polizia",
        "Il governo finanzia la banda larga nelle valli",
        "Multa del garante a una piattaforma online per il trattamento dei dati personali",
    ),
    "pl": (
        "Ustawa o krajowym systemie cyberbezpieczeństwa wraca do Sejmu",
        "Rozporządzenie w sprawie ochrony danych osobowych w szkołach",
        "Operatorzy telekomunikacyjni zapłacą więcej za częstotliwości",
        "Rząd dopłaci do fabryki półprzewodników",
    ),
    "uk": (
        "Уряд затвердив порядок електронної ідентифікації громадян",
        "Мобільні оператори відновили зв'язок на півночі",
        "Хакери атакували реєстр міністерства юстиції",
        "Рада ухвалила закон про захист персональних даних",
    ),
    "ar": (
        "وزارة الاتصالات تطرح رخصة الجيل الخامس",
        "هجوم سيبراني يعطل المصارف",
        "البرلمان يناقش قانون حماية البيانات الشخصية",
        "قيود أمريكية جديدة على رقائق الذكاء الاصطناعي",
    ),
    "cs": (
        "Český telekomunikační úřad vyhlásil aukci kmitočtů pro sítě 5G",
        "Novela zákona o kybernetické bezpečnosti",
        "Hackeři napadli nemocnici v Brně",
        "Vláda podpoří výrobu polovodičů",
    ),
}

LOOKALIKES = {
    "en": (
        "Potato chips get dearer after a poor harvest",
        "Blue-chip shares slip before the holiday",
        "Weather satellite images show the storm off the coast",
        "Trade data show a wider gap in May",
        "Mobile homes are moved away from the river",
    ),
    "es": (
        "La policía halla huellas digitales en la caja fuerte",
        "El presidente mantuvo una conversación telefónica con su par",
        "Avanza la interconexión eléctrica con el país vecino",
    ),
    "ru": (
        "Президенты обсудили урожай по телефону",
        "По данным министерства, экспорт зерна вырос",
        "В связи с морозами отменены занятия",
    ),
    "pt": (
        "Polícia recolhe impressões digitais no cofre",
        "Servidores públicos federais entram em greve",
        "Presidentes falam sobre a colheita por telefone",
    ),
    "fr": (
        "La police relève une empreinte digitale sur le coffre",
        "Entretien téléphonique entre les deux présidents sur la récolte",
        "Mise en application de la convention sur les bois tropicaux",
    ),
    "de": (
        "Kartoffelchips werden nach der schlechten Ernte teurer",
        "Die Präsidenten sprachen am Telefon über die Ernte",
        "Straßennetz im Norden wird ausgebaut",
    ),
    "zh": ("薯片因土豆歉收涨价", "亚马逊雨林火灾蔓延", "统计数据显示五月出口下降"),
    "it": (
        "Trovate impronte digitali sulla cassaforte",
        "La rete ferroviaria del nord sarà ampliata",
        "Colloquio telefonico tra i due presidenti sul raccolto",
    ),
    "pl": (
        "Rozmowa telefoniczna prezydentów o zbiorach",
        "Odciski palców na sejfie",
        "Rusza przebudowa sieci kolejowej na północy",
    ),
    "uk": (
        "Президенти обговорили врожай телефоном",
        "У зв'язку з морозами скасовано заняття",
        "За даними міністерства, експорт зерна зріс",
    ),
    "ar": (
        "الرئيسان بحثا الحصاد في اتصال هاتفي",
        "ارتفاع أسعار رقائق البطاطس بعد ضعف المحصول",
        "حرائق غابات الأمازون تتسع",
    ),
    "cs": (
        "Prezidenti mluvili o úrodě v telefonickém rozhovoru",
        "Policie našla na trezoru otisky prstů",
        "Železniční síť na severu se rozšíří",
    ),
}


@cache
def _lexicon() -> Lexicon:
    return Lexicon(VOCABULARY)


def _digital(language: str, title: str) -> float:
    readings = (_lexicon().read("title", title, language),)
    return score(readings, VOCABULARY)[0]["digital"]


def _cases(texts: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(language, text) for language, each in texts.items() for text in each]


@pytest.mark.parametrize(("language", "text"), _cases(ABOUT))
def test_a_text_on_it_or_telecoms_is_about_the_digital_topic(language: str, text: str) -> None:
    assert _digital(language, text) >= 0.5


@pytest.mark.parametrize(("language", "text"), _cases(LOOKALIKES))
def test_a_text_that_only_looks_alike_is_not(language: str, text: str) -> None:
    assert _digital(language, text) < 0.5


@pytest.mark.parametrize("language", sorted(ABOUT))
def test_the_language_has_hundreds_of_terms_and_masks(language: str) -> None:
    weights = VOCABULARY.topics["digital"].terms[language]
    assert set(weights) == {0, 1, 2, 3}
    assert sum(len(phrases) for weight, phrases in weights.items() if weight) >= 400
    assert len(weights[0]) >= 25


def test_every_language_of_the_vocabulary_has_cases() -> None:
    languages = {term.language for term in terms(VOCABULARY) if term.key == "digital"}
    assert languages == set(ABOUT) == set(LOOKALIKES)

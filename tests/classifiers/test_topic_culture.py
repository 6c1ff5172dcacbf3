"""Culture in every language of its vocabulary: what is about it, and what only sounds like it."""

from dataclasses import replace
from pathlib import Path

import pytest

from classifiers import topics
from classifiers.vocabulary import Lexicon
from config.vocabulary import load_vocabulary

WHOLE = load_vocabulary(Path(__file__).parents[2] / "config" / "vocabulary")
CULTURE = replace(WHOLE, topics={"culture": WHOLE.topics["culture"]}, countries={})
LEXICON = Lexicon(CULTURE)

ABOUT = {
    "en": (
        "Museums call for a halt to cuts as visitor numbers fall",
        "A bill to establish a national heritage area along the old canal",
        "We will guarantee funding for orchestras, theatres and regional galleries",
        "Debut novel wins the country's richest book prize",
    ),
    "es": (
        "Declárase monumento histórico nacional a la antigua estación de trenes",
        "La película ganadora del festival llega a las salas",
        "Ley de fomento de la lectura y de las bibliotecas públicas",
        "Los ministros de Cultura firman un convenio de cooperación cultural",
    ),
    "ru": (
        "Театр откроет сезон премьерой по пьесе Чехова",
        "О внесении изменений в закон о вывозе культурных ценностей",
        "Музей вернул из хранилища полотна художников прошлого века",
        "Режиссёр представил новый фильм на кинофестивале",
    ),
    "pt": (
        "Decreto regulamenta a lei de incentivo à cultura",
        "Museu reabre com exposição de arte moderna",
        "Cantora lança álbum gravado em Lisboa",
        "Escola de samba escolhe o enredo do próximo carnaval",
    ),
    "fr": (
        "Ordonnance sur la protection des monuments historiques",
        "Le metteur en scène quitte le théâtre de la ville",
        "Question écrite sur le statut des intermittents du spectacle",
        "Le prix littéraire revient à une jeune romancière",
    ),
    "de": (
        "Verordnung über die Förderung des Filmschaffens",
        "Antrag: Provenienzforschung in staatlichen Sammlungen stärken",
        "Das Landesmuseum zeigt Gemälde aus drei Jahrhunderten",
        "Chefdirigent verlässt das Rundfunkorchester",
    ),
    "zh": (
        "国家博物馆新展展出百件青铜器",
        "两国签署文化交流合作协定",
        "该片导演携主演亮相电影节",
        "关于加强古籍保护工作的意见",
    ),
    "it": (
        "Legge federale sulla promozione della cultura e del cinema",
        "Il regista porta a teatro un romanzo di Calvino",
        "Riapre la pinacoteca dopo il restauro degli affreschi",
    ),
    "pl": (
        "Ustawa o ochronie zabytków i opiece nad zabytkami",
        "Reżyserka pokaże nowy film na festiwalu w Gdyni",
        "Muzeum narodowe kupiło obraz Matejki",
    ),
    "uk": (
        "Про внесення змін до закону про охорону культурної спадщини",
        "Театр показав прем'єру вистави за романом письменниці",
        "Оркестр зіграє концерт у філармонії",
    ),
    "ar": (
        "وزيرة الثقافة تفتتح معرض الكتاب",
        "المتحف يستعيد قطعا أثرية مهربة",
        "فيلم جديد للمخرجة يفوز في مهرجان سينمائي",
    ),
    "cs": (
        "Zákon o státní památkové péči",
        "Národní divadlo uvede novou operu",
        "Spisovatelka dostala literární cenu za svůj román",
    ),
}

NOT_ABOUT = {
    "en": (
        "Inquiry blames a culture of secrecy at the bank",
        "Surgeons ask for new operating theatres",
        "State actors are behind the attack, agency says",
    ),
    "es": (
        "Lluvias obligan a suspender obras públicas en la ruta",
        "La empresa opera en doce países y llegan más actores económicos",
        "Cultura de la prevención contra accidentes laborales",
    ),
    "ru": (
        "Урожай зерновых культур вырос на десять процентов",
        "Премьер-министр провёл совещание об исполнительной власти",
        "Роман Иванов назначен главой ведомства",
    ),
    "pt": (
        "Cultura do milho sofre com a falta de chuva",
        "Companhia aérea opera novos voos para o interior",
        "Tombamento de caminhão bloqueia a rodovia",
    ),
    "fr": (
        "La culture du blé recule dans la plaine",
        "Le constructeur livre ses premiers avions",
        "Les opérateurs de téléphonie augmentent leurs prix",
    ),
    "de": (
        "Ernte der Kulturpflanzen leidet unter Trockenheit",
        "Zwölftes Buch Sozialgesetzbuch wird geändert",
        "Hersteller von Kunststoffen melden Gewinn",
    ),
    "zh": (
        "企业文化助力生产安全",
        "新型手机支持多种编程语言",
        "军演在东部海域展开",
    ),
    "it": (
        "Cresce l'agricoltura biologica nelle valli",
        "La procura chiede l'archiviazione del caso",
        "Opere pubbliche ferme per mancanza di fondi",
    ),
    "pl": (
        "Firma sprzedała dwa mln sztuk telefonów",
        "Zarząd mówi o kulturze bezpieczeństwa w kopalni",
        "Sąd skazał go na śmierć przez powieszenie",
    ),
    "uk": (
        "Аграрії засіяли поля зерновими культурами",
        "Рішення суду можна оскаржувати протягом місяця",
        "Гуманітарна допомога прибула до міста",
    ),
    "ar": (
        "الآثار الاقتصادية لارتفاع الأسعار",
        "الجيش يوسع مسرح العمليات",
        "البنك المركزي يرفع أسعار الفائدة",
    ),
    "cs": (
        "Bosna a Hercegovina žádá o půjčku",
        "Představenstvo firmy schválilo dividendu",
        "Vláda mluví o politické kultuře",
    ),
}


def score(title: str, language: str) -> float:
    readings = (LEXICON.read("title", title, language),)
    return topics.score(readings, CULTURE)[0]["culture"]


@pytest.mark.parametrize(
    ("language", "title"), [(code, title) for code, titles in ABOUT.items() for title in titles]
)
def test_a_headline_or_a_laws_title_about_culture_is_known(language: str, title: str) -> None:
    assert score(title, language) >= 0.5


@pytest.mark.parametrize(
    ("language", "title"), [(code, title) for code, titles in NOT_ABOUT.items() for title in titles]
)
def test_a_headline_that_only_sounds_like_culture_is_not_about_it(
    language: str, title: str
) -> None:
    assert score(title, language) < 0.5


def test_every_language_of_the_file_has_cases_of_both_kinds() -> None:
    assert set(ABOUT) == set(NOT_ABOUT) == set(CULTURE.topics["culture"].terms)


@pytest.mark.parametrize("language", sorted(ABOUT))
def test_every_language_has_a_vocabulary_that_can_carry_it(language: str) -> None:
    weights = CULTURE.topics["culture"].terms[language]
    assert set(weights) == {0, 1, 2, 3}
    assert sum(len(phrases) for weight, phrases in weights.items() if weight) >= 400


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "More students and teachers for our schools and universities"),
        ("es", "Más docentes para las escuelas y las universidades"),
        ("de", "Mehr Studierende an den Hochschulen"),
        ("ru", "Студенты вузов сдают экзамены"),
    ],
)
def test_education_alone_is_not_culture(language: str, title: str) -> None:
    assert score(title, language) < 0.5

"""Which texts are about foreign trade policy, and which only sound so, in twelve languages."""

import pytest

from classifiers.classify import classify
from classifiers.vocabulary import Lexicon
from config.folder import CHECKOUT
from config.vocabulary import load_vocabulary

LEXICON = Lexicon(load_vocabulary(CHECKOUT / "config" / "vocabulary"))

ABOUT = {
    "en": [
        "Ottawa drops surtax on washing machines",
        "A bill to extend preferential treatment to footwear from the Caribbean",
        "We will open foreign markets to what our farmers grow",
        "Minister asked what is done about dumped glass from abroad",
        "Senate panel backs wider sanctions against Tehran",
        "Exporters brace for a rougher year",
        "Nafta partners meet again in Montreal",
    ],
    "es": [
        "Bogotá sube los aranceles a las confecciones",
        "Resolución por la que se abre un examen de los derechos antidumping sobre azulejos",
        "Defenderemos a nuestros ganaderos frente a las importaciones de terceros países",
        "Ley que aprueba el tratado de libre comercio con Singapur",
        "El déficit comercial se reduce por tercer mes",
        "Prohíben exportar cebolla hasta septiembre",
    ],
    "ru": [
        "Москва отменила ввозные пошлины на сливочное масло",
        "О внесении изменений в перечень товаров, запрещённых к вывозу за пределы союза",
        "Товарооборот двух стран вырос на треть",
        "Индия ограничила экспорт риса",
        "Евросоюз согласовал новый пакет санкций",
        "ВТО встала на сторону Джакарты в споре о никеле",
    ],
    "pt": [
        "Governo zera imposto de importação do azeite",
        "Resolução altera a Tarifa Externa Comum para autopeças",
        "Queremos mais acesso aos mercados externos para os nossos vinhos",
        "China suspende compra e embarga frango gaúcho: exportações param",
        "Decreto promulga o acordo de livre-comércio com Israel",
        "Tarifaço de Washington atinge o café",
    ],
    "fr": [
        "Ottawa relève ses droits de douane sur l'acier plat",
        "Loi relative à l'approbation de l'accord de libre-échange avec le Chili",
        "Question sur la concurrence déloyale des tomates importées du Maghreb",
        "Nous défendrons un juste échange et refuserons les traités de libre-échange",
        "Le déficit commercial se creuse encore",
        "Bruxelles adopte un quatorzième train de sanctions contre Moscou",
    ],
    "de": [
        "Wien will Strafzölle auf Fahrräder verhindern",
        "Verordnung über die Ausfuhr von Gütern mit doppeltem Verwendungszweck",
        "Kleine Anfrage zum Stand der Verhandlungen über ein Freihandelsabkommen mit Indien",
        "Wir wollen faire Handelsbeziehungen mit dem globalen Süden",
        "Deutsche Exporte in die Türkei brechen ein",
        "Peking lockert die Ausfuhr von Magneten",
    ],
    "zh": [
        "印尼上调棕榈油出口税",
        "商务部公告对进口不锈钢钢管发起反倾销调查",
        "两国签署自由贸易协定",
        "前五月外贸进出口总值增长",
        "欧盟延长对俄制裁",
        "國會通過對半導體加徵關稅",
    ],
    "it": [
        "Nuovi dazi sul parmigiano, protesta dei produttori",
        "Ordinanza sull'importazione di prodotti agricoli",
        "Ratifica dell'accordo di libero scambio con il Vietnam",
        "Interrogazione sulla concorrenza sleale del riso cambogiano",
        "L'export di mobili torna a crescere",
        "Sanzioni contro Minsk, via libera dei Ventisette",
    ],
    "pl": [
        "Warszawa chce ceł na nawozy ze Wschodu",
        "Rozporządzenie w sprawie zakazu przywozu kukurydzy",
        "Ustawa o ratyfikacji umowy o wolnym handlu z Koreą",
        "Rekordowy eksport jabłek do Egiptu",
        "Bruksela otwiera postępowanie antydumpingowe w sprawie sklejki",
        "Deficyt handlowy Polski wzrósł",
    ],
    "uk": [
        "Київ запровадив мито на цемент",
        "Про внесення змін до Митного кодексу щодо пільг для обладнання",
        "Єврокомісія продовжила лібералізацію торгівлі з Україною",
        "Експорт соняшникової олії зріс удвічі",
        "Уряд обмежив імпорт добрив",
        "Нові санкції проти Росії набули чинності",
    ],
    "cs": [
        "Praha odmítá cla na skleněné výrobky",
        "Nařízení o zákazu dovozu drůbeže ze třetích zemí",
        "Sněmovna schválila dohodu o volném obchodu s Kanadou",
        "Vývoz aut loni klesl",
        "Unie zavádí antidumpingové clo na kola",
        "Obchodní válka zdraží elektroniku",
    ],
    "ar": [
        "القاهرة تخفض الرسوم الجمركية على السيارات",
        "قرار بحظر تصدير السكر لمدة ثلاثة أشهر",
        "توقيع اتفاقية التجارة الحرة بين البلدين",
        "ارتفاع الصادرات الزراعية إلى أوروبا",
        "مفاوضات تجارية بين بكين وواشنطن",
        "بدء تحقيق لمكافحة الإغراق في واردات الحديد",
    ],
}

NOT_ABOUT = {
    "en": [
        "Pitcher asks for a trade before the deadline",
        "Customs and beliefs of the mountain villages",
        "Nurse on duty saved the child",
        "City stops the dumping of rubble in the river",
        "Union sanctions its treasurer over missing funds",
    ],
    "es": [
        "El colegio revisa el arancel de notarios",
        "El juez ordena el embargo de la vivienda",
        "El nuevo centro comercial abre el viernes",
        "Sanciones disciplinarias a dos árbitros",
        "No importa quién gane, dice el entrenador",
    ],
    "ru": [
        "Тарифы на тепло вырастут с июля",
        "В городе открылся торговый центр",
        "Суд вернул истцу госпошлину",
        "Квоты на приём студентов увеличат",
        "Оператор запустил новый тарифный план",
    ],
    "pt": [
        "Tarifa de ônibus sobe para seis reais",
        "Comércio de rua reabre depois das enchentes",
        "Cotas raciais completam dez anos na universidade",
        "O que importa é jogar bem, diz o técnico",
        "Centro comercial ganha cinema",
    ],
    "fr": [
        "Le tarif du gaz augmente en juillet",
        "Un commerce de proximité rouvre au village",
        "Sanctions disciplinaires contre deux joueurs",
        "Le contingent militaire quitte le pays",
        "Peu importe le score, dit l'entraîneur",
    ],
    "de": [
        "Bildschirm mit 27 Zoll im Test",
        "Der Einzelhandel klagt über leere Innenstädte",
        "Tarifverhandlungen im öffentlichen Dienst vertagt",
        "Sanktionen für Arbeitslose werden verschärft",
        "Das Publikum zollte dem Orchester Respekt",
    ],
    "zh": [
        "地铁三号线出口处发生踩踏",
        "对外经贸大学公布录取分数线",
        "国际贸易中心大楼亮灯",
        "联赛对打人球员作出纪律制裁",
    ],
    "it": [
        "Tariffe telefoniche più care da marzo",
        "Apre un nuovo centro commerciale alla periferia",
        "Sanzioni amministrative per chi parcheggia in seconda fila",
        "Il contingente militare lascia la base",
        "Non importa il risultato, dice l'allenatore",
    ],
    "pl": [
        "Celny strzał napastnika w ostatniej minucie",
        "Galeria handlowa czynna w święto",
        "Taryfy za wodę znów w górę",
        "Zakaz handlu w niedziele zostaje",
    ],
    "uk": [
        "Тарифи на опалення зростуть восени",
        "У місті відкрили торговий центр",
        "Митець показав нові картини",
        "Квоти на українську мову на радіо",
    ],
    "cs": [
        "Operátor nabízí neomezené tarify",
        "Nové obchodní centrum otevřelo na předměstí",
        "Policie rozbila gang kvůli obchodu s lidmi",
        "Celkem přišlo sto diváků",
    ],
    "ar": [
        "فيلم رسوم متحركة جديد للأطفال",
        "غرفة التجارة تنتخب رئيسا جديدا",
        "حظر التجول في المدينة",
        "صدر مرسوم بتعيين قضاة",
    ],
}


def is_about(language: str, text: str) -> bool:
    return "tariffs" in classify("", text, language, None, LEXICON).topics


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, text) for language, texts in ABOUT.items() for text in texts],
)
def test_a_text_on_trade_policy_is_known(language: str, text: str) -> None:
    assert is_about(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, text) for language, texts in NOT_ABOUT.items() for text in texts],
)
def test_words_that_only_look_like_trade_policy_give_no_topic(language: str, text: str) -> None:
    assert not is_about(language, text)


@pytest.mark.parametrize("language", sorted(ABOUT))
def test_every_language_has_the_words_of_the_field_in_depth(language: str) -> None:
    weights = LEXICON.vocabulary.topics["tariffs"].terms[language]
    assert set(weights) == {0, 1, 2, 3}
    assert sum(len(phrases) for weight, phrases in weights.items() if weight) >= 300

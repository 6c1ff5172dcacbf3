"""The words of dates in the seven languages, and what they say in figures or English."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

_MONTHS = """
jan january januar jänner janvier janv enero ene janeiro январь января янв
feb february februar februari febr févr février fevrier fév fev febrero fevereiro февраль февраля фев февр
mar march märz maerz mär mrz mars marzo março marco март марта мар
apr april avril avr abril abr апрель апреля апр
may mai mayo maio май мая
jun june juni juin junio junho июнь июня июн
jul july juli juillet juil julio julho июль июля июл
aug august août aout agosto ago август августа авг
sep sept september septembre septiembre setiembre setembro set сентябрь сентября сен сент
oct october oktober okt octobre octubre outubro out октябрь октября окт
nov november novembre noviembre novembro ноябрь ноября ноя нояб
dec december dezember dez décembre decembre déc diciembre dic dezembro декабрь декабря дек
"""  # noqa: E501
MONTHS = {
    word: line.split()[0].title() for line in _MONTHS.strip().splitlines() for word in line.split()
}
MONTH_NAMES = tuple(dict.fromkeys(MONTHS.values()))

MONTH_NUMBERS = {name: number for number, name in enumerate(MONTH_NAMES, 1)}

NOISE = frozenset(
    """
    mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday
    sun sunday
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim
    lunes martes miércoles miercoles jueves viernes sábado sabado domingo mié mie jue vie sáb sab
    dom
    segunda terça terca quarta quinta sexta feira seg ter qua qui sex
    понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс
    on at of the published posted
    de del el a las la le les du à den der dem um uhr o às publicado publicada publié veröffentlicht
    в г года год опубликовано
    """.split()
)

_HOUR = timedelta(hours=1)
OFFSETS = {
    name: float(hours) * _HOUR
    for hours, names in {
        "0": "UTC UT GMT Z WET", "1": "CET MEZ WEST BST WAT", "2": "CEST MESZ EET SAST CAT",
        "3": "EEST MSK EAT TRT FET", "3.5": "IRST", "4": "GST SAMT MSD", "4.5": "AFT",
        "5": "PKT YEKT UZT", "5.5": "IST", "5.75": "NPT", "6": "OMST ALMT BDT",
        "7": "ICT WIB NOVT KRAT", "8": "HKT SGT MYT PHT AWST IRKT", "9": "JST KST YAKT",
        "9.5": "ACST", "10": "AEST VLAT", "10.5": "ACDT", "11": "AEDT MAGT", "12": "NZST PETT",
        "13": "NZDT", "-2": "BRST", "-2.5": "NDT", "-3.5": "NST",
        "-3": "BRT ART CLST UYT ADT", "-4": "EDT AST CLT BOT VET",
        "-5": "EST CDT COT PET ECT", "-6": "CST MDT", "-7": "MST PDT", "-8": "PST AKDT",
        "-9": "AKST", "-10": "HST",
    }.items()
    for name in names.split()
}  # fmt: skip
"""Zone names as feeds use them: RFC 822's own, and those that readers take for UTC."""

PLACES = {
    "ET": ZoneInfo("America/New_York"),
    "CT": ZoneInfo("America/Chicago"),
    "MT": ZoneInfo("America/Denver"),
    "PT": ZoneInfo("America/Los_Angeles"),
}
"""Names that leave it to the date whether it is summer time."""

_HAN_ZONES = {**OFFSETS, "CST": 8 * _HOUR}
"""In a Chinese text CST is China's time, elsewhere RFC 822's Central Standard Time."""

_HAN_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_HAN_TIME = re.compile(
    r"(上午|下午)?\s*(\d{1,2})\s*[时時点]\s*(?:(\d{1,2})\s*分?)?\s*(?:\d{1,2}\s*秒)?"
    r"|(上午|下午)\s*(\d{1,2}):(\d{2})"
)
_HAN_NOISE = re.compile(
    r"星期[一二三四五六日天]|[周週][一二三四五六日]|发布(?:时间|日期)?|發布時間|日期|时间|来源"
)


def offsets(language: str | None) -> dict[str, timedelta]:
    return _HAN_ZONES if language == "zh" else OFFSETS


def han_to_figures(raw: str) -> str:
    """A Chinese date in ISO 8601's order: "2026年4月2日 下午3时05分" is "2026-04-02 15:05"."""
    dated = _HAN_DATE.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02} ", raw)
    return _HAN_NOISE.sub(" ", _HAN_TIME.sub(_han_time, dated))


def _han_time(match: re.Match[str]) -> str:
    half, hour, minute = match.groups()[:3] if match[2] else match.groups()[3:]
    afternoon = half == "下午" and int(hour) < 12
    return f" {int(hour) + 12 * afternoon:02}:{int(minute or 0):02}"

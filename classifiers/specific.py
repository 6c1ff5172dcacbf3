"""Specific duties: money a unit of goods (€95 per tonne, 0.40 dollars a litre)."""

import re
from collections.abc import Iterator

from classifiers.amounts import Amount, number

_CURRENCIES = {
    "EUR": r"€|euros?\b|евро|欧元|EUR\b",
    "USD": r"US ?\$|USD\b|U\.S\. dollars?|dólar(?:es)?\b|dollars?\b|доллар\w*(?: США)?|долл\.|美元",
    "BRL": r"R\$|rea(?:l|is)\b|reales\b|реал\w*|雷亚尔|BRL\b",
    "GBP": r"£|pounds?(?: sterling)?\b|libras?(?: esterlinas)?\b|фунт\w*|英镑|GBP\b",
    "RUB": r"₽|руб\.|рубл\w+|rubles?|roubles?|rublos?|Rubel|卢布|RUB\b",
    "INR": r"₹|Rs\.?|rupees?|rupias?|roupies?|Rupien|рупи\w+|卢比|INR\b",
    "CNY": r"元|yuan\b|юан\w+|人民币|CNY\b|RMB\b",
    "CHF": r"CHF\b|Swiss francs?|francs suisses|Franken",
    "MXN": r"MXN\b|pesos mexicanos|Mexican pesos?",
    "CAD": r"C\$|CA\$|CAD\b|Canadian dollars?",
    "AUD": r"A\$|AUD\b|Australian dollars?",
}
_UNITS = {
    "t": r"(?:metric )?ton(?:ne|elada|Tonne)?s?\b|toneladas?\b|тонн\w*|Tonnen?\b|吨|т\b",
    "kg": r"kilos?\b|kilogram(?:me)?s?\b|quilos?\b|kg\b|килограмм\w*|кг\b|Kilogramm\b|公斤|千克",
    "lb": r"pounds?\b|lb\b|libras?\b|livres?\b",
    "l": r"lit(?:re|er)s?\b|litros?\b|литр\w*|Liter\b|升",
    "hl": r"hectolit(?:re|er)s?\b|hectolitros?\b|гектолитр\w*|Hektoliter\b|hl\b|百升",
    "bbl": r"barrels?\b|barril\b|barils?\b|баррел\w*|Fass\b|Barrel\b|桶",
    "head": r"head\b|cabeza\b|cabeça\b|голов\w*|tête\b|头",
    "item": r"(?:item|piece|unit|parcel|package|vehicle|car)s?\b|unidade?\b|pieza\b|paquete\b"
    r"|pacote\b|штук\w*|шт\.|посылк\w*|единиц\w*|unité\b|pièce\b|colis\b|Stück\b|Paket\b|件|辆|台",
    "MWh": r"MWh\b|megawatt[- ]hours?\b|МВт[·*-]?ч",
    "m3": r"cubic met(?:re|er)s?\b|m3\b|m³|metros? cúbicos?\b|куб\w* ?метр\w*|Kubikmeter\b|立方米",
    "m2": r"square met(?:re|er)s?\b|m2\b|m²|metros? (?:cu|qu)adrados?\b|кв\w*\.? метр\w*"
    r"|Quadratmeter\b|平方米",
}
_PER = (
    r"(?:\s*/\s*|\s+(?:per|an?|each|for each|por(?: cada)?|за|par|la|le|pro|je|с|на)\s+"
    r"(?:кажд\w+ )?|每)"
)


def _any(table: dict[str, str]) -> str:
    return "|".join(f"(?:{words})" for words in table.values())


_NUM = r"\d+(?:[.,  ]\d{3})*(?:[.,]\d+)?"
_SPECIFIC = re.compile(
    rf"(?:(?P<before>{_any(_CURRENCIES)}|(?<![A-Za-z])\$)\s?(?P<number>{_NUM})"
    rf"|(?P<number2>{_NUM})\s?(?P<after>{_any(_CURRENCIES)}|\$))"
    rf"{_PER}(?P<unit>{_any(_UNITS)})",
    re.IGNORECASE,
)
# Every match holds this; as it begins with a figure, the search for it skips all else.
_MAYBE = re.compile(rf"\d(?:\s?(?:{_any(_CURRENCIES)}|\$))?{_PER}(?:{_any(_UNITS)})", re.IGNORECASE)
_HAN_SPECIFIC = re.compile(
    rf"每(?P<unit>{_any(_UNITS)})(?P<number>{_NUM})(?P<after>{_any(_CURRENCIES)})"
)


def specific(text: str, start: int, end: int) -> Iterator[Amount]:
    """The amounts a unit between two offsets, the unit as `EUR/t`; a bare $ is USD."""
    maybe = _MAYBE.search(text, start, end) is not None
    for match in _SPECIFIC.finditer(text, start, end) if maybe else ():
        money = match["before"] or match["after"]
        figure = match["number"] or match["number2"]
        unit = f"{_name(_CURRENCIES, money, 'USD')}/{_name(_UNITS, match['unit'], 'item')}"
        yield Amount(number(figure), None, unit, match.start(), match.end())
    for match in _HAN_SPECIFIC.finditer(text, start, end):
        unit = f"{_name(_CURRENCIES, match['after'], 'USD')}/{_name(_UNITS, match['unit'], 'item')}"
        yield Amount(number(match["number"]), None, unit, match.start(), match.end())


def _name(table: dict[str, str], words: str, default: str) -> str:
    """The table's name for the words."""
    for name, pattern in table.items():
        if re.fullmatch(pattern, words, re.IGNORECASE):
            return name
    return default

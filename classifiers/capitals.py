"""What capitals are called: CLDR names the city of each time zone, in every language."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

_SEATS = {
    "Africa": """
        Addis_Ababa Algiers Asmera Bamako Bangui Banjul Bissau Brazzaville Bujumbura
        Cairo Conakry Dakar Djibouti Freetown Gaborone Harare Juba Kampala Khartoum
        Kigali Kinshasa Libreville Lome Luanda Lusaka Malabo Maputo Maseru Mbabane
        Mogadishu Monrovia Nairobi Ndjamena Niamey Nouakchott Ouagadougou Porto-Novo
        Tripoli Tunis Windhoek""",
    "America": """
        Asuncion Bogota Buenos_Aires Caracas Cayenne Guatemala Havana La_Paz Lima
        Managua Mexico_City Montevideo Panama Paramaribo Port-au-Prince Port_of_Spain
        Santo_Domingo Tegucigalpa""",
    "Asia": """
        Amman Ashgabat Baghdad Baku Bangkok Beirut Bishkek Brunei Damascus Dhaka Dili
        Dushanbe Jakarta Jerusalem Kabul Katmandu Kuala_Lumpur Manila Muscat Nicosia
        Phnom_Penh Pyongyang Riyadh Seoul Singapore Taipei Tashkent Tbilisi Tehran
        Thimphu Tokyo Ulaanbaatar Vientiane Yerevan""",
    "Atlantic": "Reykjavik",
    "Europe": """
        Amsterdam Andorra Athens Belgrade Berlin Bratislava Bucharest Budapest Chisinau
        Copenhagen Dublin Helsinki Kiev Lisbon Ljubljana London Madrid Minsk Oslo Paris
        Podgorica Prague Riga Rome Sarajevo Skopje Sofia Stockholm Tallinn Tirane Vaduz
        Vienna Vilnius Warsaw Zagreb""",
    "Indian": "Antananarivo",
    "Pacific": "Apia Port_Moresby",
}
"""The zones that are called by a capital, and by one that is nothing else as often."""


@cache
def capitals(locale: str) -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 to the capital's name; where the locale has none of its own, English."""
    cities, places = Locale.parse(locale).time_zones, get_global("zone_territories")
    zones = {f"{part}/{seat}": seat for part, seats in _SEATS.items() for seat in seats.split()}
    return {
        str(places[zone]): str(cities.get(zone, {}).get("city", seat.replace("_", " ")))
        for zone, seat in zones.items()
        if zone in places
    }

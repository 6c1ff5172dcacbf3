"""The few documents that the desk's tests look back on."""

STEEL = "United States imposes 25% tariff on steel from Canada"
# What a hostile publisher would write: colours, a new window title, a turned line, rich's markup.
HOSTILE = "\x1b[31mNorway\x1b[0m lifts \u202eban\u202c on salmon [red]now[/red] \x1b]0;pwned\x07"

DOCUMENTS = {
    "a-steel.txt": f"""{STEEL}

The United States imposed a 25% tariff on steel from Canada, effective 4 March 2025.
""",
    "b-wind.txt": """Dänemark und Deutschland bauen Windparks in der Nordsee

Dänemark und Deutschland wollen gemeinsam Offshore-Windparks und ein Stromnetz bauen.
""",
    "c-hostile.txt": f"""{HOSTILE}

Oslo said the export ban on salmon was lifted. [bold]Bold[/bold] \x1b[2J words.
""",
}

FORUM_TITLE = "Squeezed by tariffs, Brasília looks to Jakarta for new partners"
FORUM = " ".join(
    """
Officials and companies from Brazil and Indonesia met in Jakarta on Tuesday for a forum on wider
cooperation. On energy, they spoke of natural gas, biofuels and a plan for oil refineries on
Sumatra; an Indonesian utility offered its experience with geothermal power plants. On digital
matters, universities and firms agreed to train software developers together, to link data centres
and to share notes on cybersecurity and artificial intelligence. Culture had an afternoon of its
own: a film festival in Salvador, an exchange of museum collections and of students, and language
courses. The forum comes while Brazil negotiates with the United States over American tariffs on
vehicles, steel and aluminum from Brazil. The next talks on those duties will be held in Washington
in the second week of May.
""".split()
)

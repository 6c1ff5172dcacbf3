"""Drafts: a measure while its sentences are still being read, and how restatements merge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from classifiers.actors import Actor
from classifiers.clauses import Clause
from classifiers.facts import Dates, Measure, Mention, Product, Rate
from classifiers.instruments import Spoken
from classifiers.scenes import Parties
from classifiers.statuses import Verdict

_UNDATED = Dates()
_OFTEN_DOMESTIC = {"subsidy", "procurement", "ip", "fdi", "migration", "capital_controls"}
_RESTRICTIONS = ({"export_ban", "export_licensing"}, {"import_ban", "non_tariff"})
"""A ban, and the word restrictions by which a text speaks of it again."""
_REMEDIES = {"anti_dumping", "countervailing", "safeguard", "export_tax"}


@dataclass(slots=True)
class Draft:
    """What is known so far of one measure; the quotes are its evidence, in order of finding."""

    spoken: Spoken
    status: str | None
    modality: str
    direction: str
    parties: dict[str, tuple[str, ...]]
    """imposer, targeted, excluded and counterpart, as codes."""
    quotes: list[Mention]
    products: tuple[Product, ...] = ()
    rate: Rate | None = None
    dates: Dates = _UNDATED
    authority: str | None = None
    event: str | None = None
    acted_on: bool = False
    """Whether the status stands before the instrument, as its verb: not `tariffs raise prices`."""

    located: bool = False
    """Whether its clause names a country at all."""

    @property
    def family(self) -> str:
        return self.spoken.entry.family

    def says_something(self) -> bool:
        """Whether it is more than a word in passing; domestic matters need a country."""
        if self.family in _OFTEN_DOMESTIC:
            return bool(self.parties["imposer"]) or (self.located and self.status is not None)
        if any(self.parties.values()):
            return True
        details = self.products or self.rate or self.authority or self.dates != _UNDATED
        return self.status is not None and (self.acted_on or bool(details))

    def to_measure(self) -> Measure:
        return Measure(
            instrument=self.spoken.name,
            family=self.family,
            mast=self.spoken.entry.mast,
            direction=self.direction,
            status=self.status,
            modality=self.modality,
            imposer=self.parties["imposer"],
            targeted=self.parties["targeted"],
            excluded=self.parties["excluded"],
            products=self.products,
            rate=self.rate,
            dates=self.dates,
            authority=self.authority,
            event=self.event,
            quotes=tuple(dict.fromkeys(self.quotes)),
        )


def begin(clause: Clause, spoken: Spoken, verdict: Verdict, parties: Parties) -> Draft:
    """A draft of what one clause says of one instrument."""
    quotes = [mention(clause, "instrument", spoken.name, spoken.first, spoken.last)]
    if verdict.hit is not None and verdict.status is not None:
        hit = verdict.hit
        quotes.append(mention(clause, "status", verdict.status, hit.first, hit.last))
    codes: dict[str, tuple[str, ...]] = {}
    for role in ("imposer", "targeted", "excluded", "counterpart"):
        actors: list[Actor] = getattr(parties, role)
        codes[role] = tuple(dict.fromkeys([actor.code for actor in actors])) if actors else ()
        quotes += [_of_actor(role, actor) for actor in actors]
    return Draft(
        spoken,
        verdict.status,
        verdict.modality,
        _direction(spoken, verdict),
        codes,
        quotes,
        located=bool(clause.named),
        acted_on=verdict.hit is not None and verdict.hit.first <= spoken.last,
    )


def exclude(draft: Draft, spared: Iterable[Actor]) -> None:
    """Note whom a later clause spares."""
    for actor in spared:
        if actor.code not in draft.parties["excluded"]:
            draft.parties["excluded"] += (actor.code,)
            draft.quotes.append(_of_actor("excluded", actor))


def rate(draft: Draft, found: Rate, quote: Mention) -> None:
    """Note a rate; given with its prior one it changes a measure that there was."""
    draft.rate = found
    draft.quotes.append(quote)
    if found.prior is not None and found.new is not None and found.new != found.prior:
        draft.direction = "liberalising" if found.new < found.prior else "restrictive"
    if found.prior is not None and draft.status in ("adopted", None):
        _modify(draft, quote)


def _modify(draft: Draft, rate: Mention) -> None:
    draft.status = "modified"
    draft.quotes = [quote for quote in draft.quotes if quote.kind != "status"]
    draft.quotes.append(replace(rate, kind="status", key="modified"))


def mention(clause: Clause, kind: str, key: str, first: int, last: int) -> Mention:
    """The evidence from word `first` to word `last` of a clause."""
    passage = clause.reading.passage
    start, end = passage.starts[first], passage.end(last)
    return Mention(kind, key, passage.field, start, end, passage.text[start:end])


def _of_actor(role: str, actor: Actor) -> Mention:
    named = actor.named
    return Mention(role, named.code, named.field, named.start, named.end, named.phrase)


def _direction(spoken: Spoken, verdict: Verdict) -> str:
    """More quota is more trade; less of any other measure is."""
    usual = spoken.entry.direction
    if usual != "restrictive":
        return usual
    if spoken.entry.family.endswith("quota"):
        ended = verdict.lifted and spoken.entry.family != "tariff_quota"
        return "liberalising" if verdict.tightens or ended else usual
    return "liberalising" if verdict.loosens else usual


def inherit(known: Draft, new: Draft) -> None:
    """Another rate for other goods, of nobody's saying: it is from whom the last one is from."""
    if new.located or any(new.parties.values()) or known.family != new.family:
        return
    if known.rate and new.rate and known.rate.new != new.rate.new and differ_in_goods(known, new):
        new.parties = dict(known.parties)
        new.quotes += [quote for quote in known.quotes if quote.kind in known.parties]


def exempt(found: Sequence[Draft], spared: Sequence[Actor]) -> None:
    """Exclude actors from the last draft, and from its other half: a quota, the duty beyond it."""
    halves = {draft.family for draft in found[-2:]}
    whole = halves == {"tariff", "tariff_quota"}
    for draft in found[-2:] if whole else found[-1:]:
        exclude(draft, spared)


def merge(drafts: Iterable[Draft]) -> list[Draft]:
    """One draft for each measure: a restatement fills in what the first did not say."""
    kept: list[Draft] = []
    for draft in drafts:
        same = next((other for other in kept if is_same(other, draft)), None)
        if same is None:
            kept.append(draft)
        else:
            fill(same, draft)
    return kept


def is_same(known: Draft, new: Draft) -> bool:
    """Same family, parties that do not contradict each other, not two different rates."""
    for role in ("imposer", "targeted"):
        mine, theirs = known.parties[role], new.parties[role]
        if mine and theirs and mine != theirs and not _alike(mine, theirs):
            return False
    if known.spoken.entry.family != new.spoken.entry.family and not _plainer(known, new):
        return False
    if known.rate and new.rate and known.rate.new != new.rate.new:
        return known.status == new.status and not differ_in_goods(known, new)
    return True


def differ_in_goods(known: Draft, new: Draft) -> bool:
    """Whether both name goods, and none that is or holds the other's."""
    mine = {code for product in known.products for code in product.hs}
    theirs = {code for product in new.products for code in product.hs}
    alike = any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs)
    return bool(mine and theirs) and not alike


def _alike(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one holds all codes of the other."""
    return set(mine) <= set(theirs) or set(theirs) <= set(mine)


def _plainer(known: Draft, new: Draft) -> bool:
    """Whether one says just duties, or restrictions, where the other has their kind."""
    families = {known.family, new.family}
    if "tariff" in families and families & _REMEDIES:
        return True
    imposer = known.parties["imposer"]
    agreed = imposer == new.parties["imposer"] and new.status in (None, known.status)
    return families in _RESTRICTIONS and bool(imposer) and agreed


def fill(known: Draft, new: Draft) -> None:
    """What the new draft knows and the known one does not, with its quotes."""
    gained = set[str]()
    if known.family == "tariff" and new.family in _REMEDIES:
        known.spoken = new.spoken
        gained.add("instrument")
    if known.status is None and new.status is not None:
        known.status, known.modality, known.direction = new.status, new.modality, new.direction
        gained.add("status")
    for role, codes in new.parties.items():
        mine = known.parties[role]
        if mine == codes:
            gained.add(role)
        if not mine or (role != "imposer" and set(codes) - set(mine)):
            known.parties[role] = tuple(dict.fromkeys((*mine, *codes)))
            gained.add(role)
    for name in ("products", "rate", "authority", "event"):
        if not getattr(known, name) and getattr(new, name):
            setattr(known, name, getattr(new, name))
            gained.add(name)
    if known.rate and new.rate and known.rate.prior is None and known.rate.new == new.rate.new:
        known.rate = new.rate
        gained.add("rate")
    gained |= _fill_dates(known, new)
    if "instrument" in gained:
        known.quotes = [quote for quote in known.quotes if quote.kind != "instrument"]
    known.quotes += [quote for quote in new.quotes if quote.kind in gained]


def _fill_dates(known: Draft, new: Draft) -> set[str]:
    """The days that were not known, or to the month where there is now a day."""
    gained = {
        name
        for name in ("announced", "effective", "expires", "removed")
        if _is_finer(getattr(new.dates, name), getattr(known.dates, name))
    }
    known.quotes = [quote for quote in known.quotes if quote.kind not in gained]
    known.dates = replace(known.dates, **{name: getattr(new.dates, name) for name in gained})
    return gained


def _is_finer(new: str | None, known: str | None) -> bool:
    return new is not None and (known is None or new.startswith(f"{known}-"))

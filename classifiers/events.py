"""Events: the next meeting about a measure that is still open."""

from classifiers import drafts
from classifiers.clauses import whole
from classifiers.drafts import Draft
from classifiers.matcher import Hit, Range, Reading

_REACH = 14
"""How many words may stand between a meeting and its "will be held"."""
_OPEN = {"under negotiation", "under investigation", "proposed", "threatened", None}


def add(draft: Draft, reading: Reading, sentence: Range) -> None:
    """The next meeting about a measure that is still open, in the text's own words."""
    if draft.event is not None or draft.status not in _OPEN:
        return
    senses = reading.within("sense", sentence)
    meetings = [hit for hit in senses if hit.term.key == "meeting"]
    for planned in (hit for hit in senses if hit.term.key == "event"):
        for meeting in meetings:
            if abs(meeting.first - planned.first) <= _REACH:
                clause = whole(reading, sentence, ())
                first, last = _extent(reading, sentence, meeting, planned)
                quote = drafts.mention(clause, "event", "", first, last)
                draft.event = quote.phrase
                draft.quotes.append(quote)
                return


def _extent(reading: Reading, sentence: Range, meeting: Hit, planned: Hit) -> tuple[int, int]:
    """From the first of the two to the next comma or the sentence's end."""
    passage = reading.passage
    first, last = min(meeting.first, planned.first), max(meeting.last, planned.last)
    while last + 1 < sentence[1]:
        if set(passage.text[passage.end(last) : passage.starts[last + 1]]) & set(",;:，；（("):
            break
        last += 1
    return first, last

"""Sentences about threats, their layers, their index and victim identification: pure functions of the values."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from dashboard.widgets.findings import count, listed
from scoring.exposure import COUNTING_LEVEL, WIDEST_SPREAD, Cell, Exposure, Layer, ThreatView
from scoring.scores import Score

Titles = Mapping[str, str]
NOUNS = {"prevent": "Prevention", "detect": "Detection", "respond": "Response", "learn": "Learning"}
INDEX = "An index by judgement, never a probability."
COUNTS = (
    f"A practice counts when it is claimed at level {COUNTING_LEVEL} or higher and evidence in date supports that "
    "level: evidence that has kept at least half of its weight. Each bar is one practice that counts."
)


def threats_finding(threats: Sequence[ThreatView], titles: Titles, overall: Score) -> str:
    """Against which threat the fewest stages are held; where nothing can be said, that."""
    unread = _unread(overall)
    if unread:
        return unread
    cells = _applying(threats)
    if not cells:
        return "No practice in scope acts on these threats."
    if all(cell.state == "open" for cell in cells):
        return "No practice counts yet against any of these threats."
    if all(cell.state == "layered" for cell in cells):
        return "Every stage against every threat is layered."
    read = [threat for threat in threats if threat.layers]
    worst = max(map(_thinness, read))
    thinnest = [titles[threat.id] for threat in read if _thinness(threat) == worst]
    if len(read) == 1:
        return f"{thinnest[0]} is the only threat that practices in scope act on."
    if len(thinnest) == len(read):
        return f"The {_small(len(read))} threats are held equally thinly."
    if len(thinnest) == 1:
        return f"{thinnest[0]} is held most thinly of {_small(len(read))} threats."
    named = listed(thinnest)
    return f"{named[0].upper()}{named[1:]} are held most thinly."


def _unread(overall: Score) -> str:
    return {
        "out_of_scope": "No practice applies to this profile.",
        "not_applicable": "Every practice is said to be not applicable.",
        "unanswered": "Nothing is answered yet.",
    }.get(overall.state, "")


def threats_lede(threats: Sequence[ThreatView]) -> str:
    """How many stages are open, rest on one practice or are layered, and what the open practices may change."""
    cells = _applying(threats)
    if not cells:
        return "There is no stage to look at: nothing that acts on them applies."
    states = [cell.state for cell in cells]
    opened, single, layered = (states.count(state) for state in ("open", "single", "layered"))
    that = " that a practice in scope acts on" if len(cells) < sum(len(threat.cells) for threat in threats) else ""
    if len(cells) == 1:
        word = {"open": "is open", "single": "rests on a single practice", "layered": "is layered"}[states[0]]
        words = f"The one stage{that} {word}."
    else:
        words = (
            f"Of {_small(len(cells))} stages{that}, {_none(opened)} {_is(opened)} open, {_none(single)} "
            f"{'rest' if single > 1 else 'rests'} on a single practice and {_none(layered)} {_is(layered)} layered."
        )
    movable = sum(cell.best_state != cell.state for cell in cells)
    it = "it" if len(cells) == 1 else f"{_small(movable)} of them"
    return words + (f" Practices that are not answered may improve {it}." if movable else "")


def _none(number: int) -> str:
    return _small(number) if number else "none"


def threat_finding(view: ThreatView, title: str) -> str:
    """How many of the practices that act on one threat count."""
    if not view.layers:
        return f"{title}: no practice in scope acts on it"
    counting = sum(layer.state == "counts" for layer in view.layers)
    if len(view.layers) == 1:
        return f"{title}: the one practice that acts on it {'counts' if counting else 'does not count'}"
    number = _none(counting) if counting < 2 else str(counting)
    return f"{title}: {number} of {len(view.layers)} practices that act on it {'count' if counting > 1 else 'counts'}"


def coverage_finding(threats: Sequence[ThreatView]) -> str:
    """At which stage most is open; else how much rests on one practice."""
    cells = _applying(threats)
    if not cells:
        return "No stage to look at"
    holes = {stage: _holes(threats, stage) for stage in NOUNS}
    most = max(holes.values())
    if not most:
        single = sum(cell.state == "single" for cell in cells)
        if not single:
            return "Every stage is layered"
        return f"No stage is open; {count(single, 'rests', 'rest').lower()} on a single practice"
    if most == len(threats) and all(number == most for number in holes.values()):
        return "Every stage is open"
    where = listed([NOUNS[stage] for stage, number in holes.items() if number == most], 4)
    several = sum(number == most for number in holes.values()) > 1
    against = f"{_small(most)} threat{'' if most == 1 else 's'}{' each' if several else ''}"
    return f"{where[0].upper()}{where[1:]} {'are' if several else 'is'} open against {against}"


def _holes(threats: Sequence[ThreatView], stage: str) -> int:
    return sum(cell.state == "open" for threat in threats for cell in threat.cells if cell.stage == stage)


def cell_word(cell: Cell) -> str:
    """The state of a cell in one word or two."""
    return {"open": "Open", "single": "Single", "layered": "Layered", "nothing_applies": "No practice"}[cell.state]


def cell_note(cell: Cell) -> str:
    """What is said in place of the practices that count where there is none."""
    if not cell.layers:
        return "none in scope acts here"
    return "the one practice does not count" if len(cell.layers) == 1 else f"none of {len(cell.layers)} counts"


def exposure_finding(threats: Sequence[ThreatView]) -> str:
    """For how many threats the range may be shown."""
    indexed = [threat.exposure for threat in threats if threat.exposure]
    shown = sum(not exposure.is_withheld for exposure in indexed)
    if not indexed:
        return "No exposure index: no practice acts on these threats"
    if not shown:
        return f"The exposure range is withheld for {_of_all(len(indexed))}"
    if shown == len(indexed):
        return f"The exposure range can be stated for {_of_all(shown)}"
    return f"The exposure range can be stated for {_small(shown)} of {_small(len(indexed))} threats"


def _of_all(number: int) -> str:
    return "the one threat" if number == 1 else f"all {_small(number)} threats"


def exposure_sentence(threat: ThreatView) -> str:
    """The range in words, always as an index by judgement; or why it is withheld."""
    found, still_open = threat.exposure, sum(layer.state == "open" for layer in threat.layers)
    if found is None:
        return "No index: no practice in scope acts on this threat."
    if found.is_withheld:
        return _withheld(found, still_open)
    low, high = hundredths(found.low), hundredths(found.high)
    if low == high:
        return f"Relative exposure {low}, however safeguards fail (100 = nothing in place). {INDEX}"
    counted = f" with {_open_practices(still_open)} fully in place" if still_open else ""
    bare = f" and without {'it' if still_open == 1 else 'them'}" if still_open else ""
    return (
        f"Relative exposure {low} if safeguards fail independently{counted}, {high} if they fail together{bare} "
        f"(100 = nothing in place). {INDEX}"
    )


def _withheld(found: Exposure, still_open: int) -> str:
    if found.together - found.independent > WIDEST_SPREAD * found.independent:
        return (
            "Withheld: whether safeguards fail one by one or together changes the index by more than half of its low "
            "end, so it would say less than the table above."
        )
    are = "is" if still_open == 1 else "are"
    return (
        f"Withheld: {_open_practices(still_open)} {are} not answered and may change the index by more than half of its "
        "low end. Read the table above."
    )


def _open_practices(number: int) -> str:
    return "one practice" if number == 1 else f"{number} practices"


def hundredths(share: Fraction) -> int:
    """An index from 0 to 100; only what is exactly nothing or everything is shown as 0 or 100."""
    return round(share * 100) if share in (0, 1) else min(99, max(1, round(share * 100)))


def victim_finding(supported: Sequence[bool]) -> str:
    """How many sides of victim identification a practice that counts supports; `supported` has one entry a side."""
    if not supported:
        return "No practice in scope supports victim identification"
    number = sum(supported)
    if not number:
        return "No practice that supports victim identification counts yet"
    if number == len(supported):
        return "Every side of victim identification has a practice that counts"
    return f"{count(number, '', '').strip()} of {_small(len(supported))} sides of victim identification " + (
        f"{'has' if number == 1 else 'have'} a practice that counts"
    )


LAYER_WORDS = {
    "counts": "counts",
    "below": f"below level {COUNTING_LEVEL}",
    "not_backed": f"no evidence in date for level {COUNTING_LEVEL}",
    "open": "not answered",
}


def layer_words(layer: Layer) -> str:
    """The level of a practice and whether it counts, or why not."""
    word = LAYER_WORDS[layer.state]
    return word if layer.level is None else f"level {layer.level}, {word}"


def closing_words(layer: Layer) -> str:
    """What a practice that does not count lacks."""
    if layer.level is None:
        return "answer it; it is open"
    if layer.state == "not_backed":
        return f"point to evidence in date for level {COUNTING_LEVEL}; it is claimed at {layer.level}"
    return f"from level {layer.level} to {COUNTING_LEVEL}, with evidence"


def closing_finding(threats: Sequence[ThreatView]) -> str:
    """What the list of nearest practices is headed by."""
    number = sum(cell.state == "open" for cell in _applying(threats))
    return "What would close the open stages" if number > 1 else "What would close the open stage"


def _applying(threats: Iterable[ThreatView]) -> list[Cell]:
    return [cell for threat in threats for cell in threat.cells if cell.layers]


def _thinness(threat: ThreatView) -> tuple[int, int]:
    states = [cell.state for cell in threat.cells]
    return states.count("open"), states.count("single")


def _is(number: int) -> str:
    return "are" if number > 1 else "is"


def _small(number: int) -> str:
    return count(number, "", "").strip().lower()

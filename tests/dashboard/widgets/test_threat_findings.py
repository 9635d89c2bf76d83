"""Sentences about threats say what their values say, at the edges too."""

from fractions import Fraction

import pytest

from dashboard.widgets import threat_findings as say
from scoring.exposure import STAGES, Cell, Exposure, Layer, LayerState, ThreatView
from scoring.scores import Score
from tests.dashboard.widgets.small_cards import card_of, every, level, unknown, waived

TITLES = {"a": "Threat A", "b": "Threat B", "c": "Threat C"}
SCORED = card_of(*every(3)).overall
WAIVED = card_of(*(waived(id_) for id_ in ("A-1", "A-2", "A-3", "B-1", "B-2"))).overall
UNANSWERED = card_of(unknown("A-1")).overall


def layers(states: str) -> tuple[Layer, ...]:
    """`c` counts, `b` is below, `n` has no evidence in date, `o` is open."""
    kinds: dict[str, tuple[LayerState, int | None]] = {
        "c": ("counts", 3),
        "b": ("below", 1),
        "n": ("not_backed", 4),
        "o": ("open", None),
    }
    return tuple(Layer(f"X-{place}", *kinds[state]) for place, state in enumerate(states, start=1))


def threat(id_: str, *stages: str, index: Exposure | None = None) -> ThreatView:
    """A threat with the layers of its four stages, each a word of `layers`."""
    given = [*stages, *[""] * (len(STAGES) - len(stages))]
    cells = tuple(Cell(stage, layers(states)) for stage, states in zip(STAGES, given, strict=True))
    return ThreatView(id_, cells, layers("".join(given)), index)


def index(independent: int, together: int, low: int | None = None) -> Exposure:
    """An index in hundredths."""
    ends = (independent, together, independent if low is None else low)
    return Exposure(*(Fraction(end, 100) for end in ends))


@pytest.mark.parametrize(
    ("threats", "overall", "finding"),
    [
        ([threat("a"), threat("b")], UNANSWERED, "Nothing is answered yet."),
        ([threat("a"), threat("b")], WAIVED, "Every practice is said to be not applicable."),
        ([threat("a"), threat("b")], SCORED, "No practice in scope acts on these threats."),
        ([threat("a", "b"), threat("b", "n")], SCORED, "No practice counts yet against any of these threats."),
        ([threat("a", "cc"), threat("b", "ccc")], SCORED, "Every stage against every threat is layered."),
        ([threat("a", "cc", "b"), threat("b", "cc")], SCORED, "Threat A is held most thinly of two threats."),
        ([threat("a", "c"), threat("b", "cc")], SCORED, "Threat A is held most thinly of two threats."),
        ([threat("a", "c"), threat("b", "cb")], SCORED, "The two threats are held equally thinly."),
        (
            [threat("a", "c"), threat("b", "c"), threat("c", "cc")],
            SCORED,
            "Threat A and threat B are held most thinly.",
        ),
        ([threat("a", "c"), threat("b")], SCORED, "Threat A is the only threat that practices in scope act on."),
    ],
)
def test_first_sentence_names_the_threat_that_is_held_most_thinly(
    threats: list[ThreatView], overall: Score, finding: str
) -> None:
    assert say.threats_finding(threats, TITLES, overall) == finding


@pytest.mark.parametrize(
    ("threats", "lede"),
    [
        ([threat("a")], "There is no stage to look at: nothing that acts on them applies."),
        (
            [threat("a", "cc", "c", "b", "ccc")],
            "Of four stages, one is open, one rests on a single practice and two are layered.",
        ),
        (
            [threat("a", "b", "b", "co", "oo")],
            "Of four stages, three are open, one rests on a single practice and none is layered. Practices that are "
            "not answered may improve two of them.",
        ),
        (
            [threat("a", "c", "c"), threat("b", "cco")],
            "Of three stages that a practice in scope acts on, none is open, two rest on a single practice and one is "
            "layered.",
        ),
        (
            [threat("a", "b")],
            "The one stage that a practice in scope acts on is open.",
        ),
        (
            [threat("a", "co")],
            "The one stage that a practice in scope acts on rests on a single practice. Practices that are not "
            "answered may improve it.",
        ),
    ],
)
def test_lede_counts_the_stages(threats: list[ThreatView], lede: str) -> None:
    assert say.threats_lede(threats) == lede


@pytest.mark.parametrize(
    ("threats", "finding"),
    [
        ([threat("a")], "No stage to look at"),
        ([threat("a", "cc")], "Every stage is layered"),
        ([threat("a", "c", "cc")], "No stage is open; one rests on a single practice"),
        ([threat("a", "c", "c")], "No stage is open; two rest on a single practice"),
        ([threat("a", "b", "b", "b", "b")], "Every stage is open"),
        ([threat("a", "c", "c", "c", "b"), threat("b", "c", "c", "c", "o")], "Learning is open against two threats"),
        ([threat("a", "c", "b"), threat("b", "b", "c")], "Prevention and detection are open against one threat each"),
    ],
)
def test_table_is_headed_by_the_stage_with_most_holes(threats: list[ThreatView], finding: str) -> None:
    assert say.coverage_finding(threats) == finding


@pytest.mark.parametrize(
    ("states", "word", "note"),
    [
        ("", "No practice", "none in scope acts here"),
        ("b", "Open", "the one practice does not count"),
        ("bno", "Open", "none of 3 counts"),
        ("cb", "Single", ""),
        ("ccb", "Layered", ""),
    ],
)
def test_cell_is_said_in_a_word(states: str, word: str, note: str) -> None:
    cell = Cell("prevent", layers(states))
    assert say.cell_word(cell) == word
    assert bool(cell.counting) or say.cell_note(cell) == note


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (threat("a"), "No index: no practice in scope acts on this threat."),
        (
            threat("a", "cc", index=index(38, 50)),
            "Relative exposure 38 if safeguards fail independently, 50 if they fail together (100 = nothing in place). "
            "An index by judgement, never a probability.",
        ),
        (
            threat("a", "c", index=index(50, 50)),
            "Relative exposure 50, however safeguards fail (100 = nothing in place). An index by judgement, never a "
            "probability.",
        ),
        (
            threat("a", "cco", index=index(45, 50, 38)),
            "Relative exposure 38 if safeguards fail independently with one practice fully in place, 50 if they fail "
            "together and without it (100 = nothing in place). An index by judgement, never a probability.",
        ),
        (
            threat("a", "cc", index=index(20, 50)),
            "Withheld: whether safeguards fail one by one or together changes the index by more than half of its low "
            "end, so it would say less than the table above.",
        ),
        (
            threat("a", "coo", index=index(45, 50, 10)),
            "Withheld: 2 practices are not answered and may change the index by more than half of its low end. Read "
            "the table above.",
        ),
    ],
)
def test_exposure_is_said_as_an_index_or_withheld_with_the_reason(view: ThreatView, sentence: str) -> None:
    assert say.exposure_sentence(view) == sentence


def test_every_figure_of_exposure_is_called_an_index_and_never_a_probability() -> None:
    for low in range(1, 101):
        for high in range(low, 101):
            sentence = say.exposure_sentence(threat("a", "cc", index=index(low, high)))
            assert ("Withheld" in sentence) == (high - low > low / 2)
            assert "Withheld" in sentence or sentence.endswith("An index by judgement, never a probability.")


@pytest.mark.parametrize(
    ("indexes", "finding"),
    [
        ([None, None], "No exposure index: no practice acts on these threats"),
        ([index(20, 50)], "The exposure range is withheld for the one threat"),
        ([index(20, 50), index(10, 50), None], "The exposure range is withheld for all two threats"),
        ([index(38, 50), index(40, 50)], "The exposure range can be stated for all two threats"),
        ([index(38, 50), index(10, 50)], "The exposure range can be stated for one of two threats"),
    ],
)
def test_section_on_exposure_says_for_how_many_threats_it_can_be_stated(
    indexes: list[Exposure | None], finding: str
) -> None:
    assert say.exposure_finding([threat("a", "c", index=one) for one in indexes]) == finding


def test_only_exactly_nothing_and_everything_are_shown_as_the_ends() -> None:
    shown = [say.hundredths(share) for share in (Fraction(0), Fraction(1, 10**9), Fraction(999, 1000), Fraction(1))]
    assert shown == [0, 1, 99, 100]
    assert say.hundredths(Fraction(384, 1000)) == 38


@pytest.mark.parametrize(
    ("stages", "finding"),
    [
        ((), "Threat A: no practice in scope acts on it"),
        (("b",), "Threat A: the one practice that acts on it does not count"),
        (("c",), "Threat A: the one practice that acts on it counts"),
        (("bb",), "Threat A: none of 2 practices that act on it counts"),
        (("cb",), "Threat A: one of 2 practices that act on it counts"),
        (("ccb",), "Threat A: 2 of 3 practices that act on it count"),
    ],
)
def test_threat_is_headed_by_how_many_practices_count(stages: tuple[str, ...], finding: str) -> None:
    assert say.threat_finding(threat("a", *stages), "Threat A") == finding


def test_layer_says_its_level_and_what_it_lacks() -> None:
    assert [say.layer_words(layer) for layer in layers("cbno")] == [
        "level 3, counts",
        "level 1, below level 3",
        "level 4, no evidence in date for level 3",
        "not answered",
    ]
    assert [say.closing_words(layer) for layer in layers("bno")] == [
        "from level 1 to 3, with evidence",
        "point to evidence in date for level 3; it is claimed at 4",
        "answer it; it is open",
    ]


def test_list_of_what_would_close_stages_counts_them() -> None:
    assert say.closing_finding([threat("a", "b")]) == "What would close the open stage"
    assert say.closing_finding([threat("a", "b", "o")]) == "What would close the open stages"


@pytest.mark.parametrize(
    ("supported", "finding"),
    [
        ([], "No practice in scope supports victim identification"),
        ([False, False], "No practice that supports victim identification counts yet"),
        ([True, True], "Every side of victim identification has a practice that counts"),
        ([True, False, False], "One of three sides of victim identification has a practice that counts"),
        ([True, True, False], "Two of three sides of victim identification have a practice that counts"),
    ],
)
def test_sides_of_victim_identification_are_counted(supported: list[bool], finding: str) -> None:
    assert say.victim_finding(supported) == finding


def test_one_practice_out_of_scope_leaves_nothing_to_look_at() -> None:
    assert say.threats_finding([threat("a")], TITLES, card_of(level("A-1", 3)).overall) == (
        "No practice in scope acts on these threats."
    )

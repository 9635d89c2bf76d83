"""Small imported frameworks for tests: two chapters, groups in groups, practices with scales of their own."""

from datetime import date
from typing import Any

from frameworks.formats.building import EVIDENCE_KIND, build_framework
from frameworks.model import Domain, Framework, Group, Practice, Preset
from frameworks.origin import Origin
from frameworks.scale import Scale, ScaleLevel

HERE = Origin(format="oscal")


def scale(*numbers: int, values: tuple[float, ...] = (), is_range: bool = False) -> Scale:
    known = values or (None,) * len(numbers)
    levels = (
        ScaleLevel(number=number, title=f"Step {number}", summary=f"What step {number} means", value=value)
        for number, value in zip(numbers, known, strict=True)
    )
    return Scale(levels=tuple(levels), is_range=is_range)


QUARTERS = scale(0, 1, 2, 3, values=(0, 0.25, 0.5, 1))


def practice(id_: str, **fields: Any) -> Practice:
    return Practice(
        id=id_, title=f"Title of {id_}", intent=f"Intent of {id_}", evidence_kind=EVIDENCE_KIND, origin=HERE, **fields
    )


def small_import(**fields: Any) -> Framework:
    """On steps 0 to 3: `A (1)` and `A (2)` in a group of a group, `B/1` with quarters, `C §1` on a range of its own."""
    inner = Group(id="A inner", title="Inner", practices=("A (1)", "A (2)"), origin=HERE)
    first = Domain(
        id="A",
        title="First",
        short="First",
        question="First?",
        origin=HERE,
        practices=(practice("A (1)", weight=3), practice("A (2)"), practice("B/1", scale=QUARTERS)),
        children=(Group(id="A outer", title="Outer", children=(inner,), origin=HERE),),
    )
    second = Domain(
        id="C",
        title="Second",
        short="Second",
        question="Second?",
        origin=HERE,
        practices=(practice("C §1", scale=scale(1, 5, is_range=True)),),
    )
    empty = Domain(id="Z", title="Words only", short="Words", question="Words?", origin=HERE)
    given: dict[str, Any] = {
        "id": "small-import",
        "version": "1",
        "title": "Small import",
        "summary": "Made for tests.",
        "dated": date(2026, 1, 1),
        "scale": scale(0, 1, 2, 3),
        "domains": (first, second, empty),
        "origin": HERE,
        "presets": (
            Preset(id="IG 1", title="Group one", summary="One", practices=("A (1)", "B/1")),
            Preset(id="IG 2", title="Group two", summary="Two", practices=("A (1)", "C §1")),
        ),
    }
    return build_framework(**{**given, **fields})

"""The registers: they load, they fit together, and a broken one says every fault with its line."""

from collections import Counter
from pathlib import Path

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.loader import load_framework
from frameworks.registers.benchmark import load_benchmark_words
from frameworks.registers.register import (
    Threats,
    load_pathways,
    load_profiles,
    load_references,
    load_register_file,
    load_sources,
    load_threats,
    load_victim_identification,
)

THREATS = """\
dated: "2026-01-31"
threats:
  - {id: a, title: "A", summary: "B.", description: ["d"], harms: ["c"], source: talk, grade: S, note: ""}
challenges:
  - {id: b, title: "B", summary: "C."}
"""


def test_ids_are_given_once_in_each_register() -> None:
    profiles, threats = load_profiles(), load_threats()
    for ids in (
        [kind.id for kind in profiles.kinds],
        [size.id for size in profiles.sizes],
        [stage.id for stage in profiles.stages],
        [country.code for country in profiles.countries],
        [threat.id for threat in threats.threats],
        [challenge.id for challenge in threats.challenges],
        [source.key for source in load_sources().sources],
        [scheme.id for scheme in load_references().schemes],
        *([entry.id for entry in scheme.items] for scheme in load_references().schemes),
        [pathway.id for pathway in load_pathways().pathways],
    ):
        assert ids
        assert [id_ for id_, times in Counter(ids).items() if times > 1] == []


def test_every_source_that_is_named_is_in_the_register() -> None:
    known = {source.key for source in load_sources().sources}
    named = {source for pathway in load_pathways().pathways for source in pathway.sources}
    named |= {entry.source for scheme in load_references().schemes for entry in scheme.items if entry.source}
    named |= {threat.source for threat in load_threats().threats} | {load_victim_identification().source}
    named.add(load_benchmark_words().source)
    assert sorted(named - known) == []


def test_victim_identification_names_practices_of_its_framework_each_once_an_aspect_with_a_reason() -> None:
    register = load_victim_identification()
    practices = load_framework(register.framework).practices
    assert [(part.id, [aspect.id for aspect in part.aspects]) for part in register.parts] == [
        ("process", ["proactive", "iterative", "de-conflicted"]),
        ("strategies", ["technology", "knowing-the-target", "going-local"]),
        ("practices", ["collaborative", "sharing", "child-centric"]),
    ]
    for part in register.parts:
        for aspect in part.aspects:
            named = [one.practice for one in aspect.practices]
            assert named == sorted(set(named), key=list(practices).index), aspect.id
            assert {practices[id_].id.split("-")[0] for id_ in named} <= {"REP", "VIC"}
            assert all(one.reason.endswith(".") for one in aspect.practices)


def test_every_country_of_a_pathway_is_known() -> None:
    known = {country.code for country in load_profiles().countries}
    assert sorted({code for pathway in load_pathways().pathways for code in pathway.countries} - known) == []


def test_pathway_that_nobody_has_verified_says_so() -> None:
    unverified = [pathway for pathway in load_pathways().pathways if pathway.verified_on is None]
    assert unverified
    assert all(pathway.is_unverified for pathway in unverified)


def test_item_of_a_scheme_is_found_with_its_grade() -> None:
    found = load_references().find("dtsp", "PE4")
    assert found is not None
    assert found.title == "Advanced Detection"
    assert load_references().find("dtsp", "none") is None
    assert load_references().find("none", "PE4") is None


def test_item_from_memory_has_no_source() -> None:
    for scheme in load_references().schemes:
        for entry in scheme.items:
            assert entry.source or entry.grade == "M", f"{scheme.id} {entry.id} has neither source nor the grade M"


def test_register_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "threats.yaml"
    path.write_text(THREATS)
    assert load_register_file(path, Threats).threats[0].harms == ("c",)


def test_broken_register_says_every_fault_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "registers" / "threats.yaml"
    path.parent.mkdir()
    path.write_text(THREATS.replace('"2026-01-31"', "20260131").replace("id: b,", "id: b, name: c,"))
    with pytest.raises(FrameworkNotReadable) as refused:
        load_register_file(path, Threats)
    assert [(fault.what, fault.where, fault.mend) for fault in refused.value.faults] == [
        ("20260131 is not a date.", "registers > threats.yaml, line 1 > dated", 'give a date as "2026-11-25".'),
        (
            "The key 'name' is not known here.",
            "registers > threats.yaml, line 5 > challenges 1 > name",
            "use: id, title, summary.",
        ),
    ]


def test_register_that_is_a_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "threats.yaml"
    path.write_text("- a\n")
    with pytest.raises(FrameworkNotReadable, match="A list is not a set of keys with values"):
        load_register_file(path, Threats)

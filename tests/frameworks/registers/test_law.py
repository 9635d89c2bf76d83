"""Law and duties: every entry names a source or says that it is from memory; what is old, new and to come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frameworks.errors import FrameworkNotReadable
from frameworks.loader import load_framework
from frameworks.registers import law as law_file
from frameworks.registers.law import (
    OLD_AFTER,
    RECENT,
    Law,
    Laws,
    faults_of_laws,
    is_named_for,
    is_old,
    is_partly_unverified,
    list_changes_of_law,
    load_laws,
    must_first,
    touches,
)
from frameworks.registers.register import load_pathways, load_profiles, load_sources

DAY = date(2026, 11, 25)
CODES = [country.code for country in load_profiles().countries]


def entry(**changes: object) -> Law:
    base = load_laws().laws[0].model_dump() | {"in_force_from": None, "in_force_until": None, "dates": ()}
    return Law.model_validate(base | changes)


def test_ids_are_given_once_and_each_entry_fits_the_other_registers() -> None:
    laws = load_laws()
    ids = [law.id for law in laws.laws]
    assert len(ids) == len(set(ids)) > 25
    sources = {source.key for source in load_sources().sources}
    pathways = {pathway.id for pathway in load_pathways().pathways}
    for law in laws.laws:
        assert set(law.sources) <= sources, law.id
        assert set(law.pathways) <= pathways, law.id
        assert set(law.countries) <= set(CODES), law.id


def test_practices_that_rest_on_the_law_are_of_their_framework() -> None:
    laws = load_laws()
    practices = load_framework(laws.framework).practices
    assert laws.register_practice in laws.practices
    assert set(laws.practices) <= set(practices)


def test_nothing_is_verified_before_somebody_has_read_the_original() -> None:
    assert [law.id for law in load_laws().laws if law.verified_on is not None] == []
    assert [pathway.id for pathway in load_pathways().pathways if pathway.verified_on is not None] == []


def test_no_grade_is_better_than_the_best_source_of_the_entry() -> None:
    grades, order = {source.key: source.grade for source in load_sources().sources}, "PSRM"
    for law in load_laws().laws:
        best = min((grades[key] for key in law.sources), key=order.index, default="M")
        assert order.index(law.grade) >= order.index(best), law.id


def test_pathways_are_thirty_seven_and_a_region_of_several_countries_is_the_union() -> None:
    pathways = load_pathways().pathways
    assert [pathway.id for pathway in pathways] == [f"pathway-{number:02}" for number in range(1, 38)]
    several = {pathway.countries for pathway in pathways if len(pathway.countries) > 1}
    several |= {law.countries for law in load_laws().laws if len(law.countries) > 1}
    (union,) = several
    assert len(set(union)) == len(union) == 27


def test_words_of_a_pathway_fit_its_binding() -> None:
    for pathway in load_pathways().pathways:
        if pathway.binding == "must":
            assert any(word in pathway.duty for word in ("must", "have duties", "have dut")), pathway.id
        if pathway.binding == "may":
            assert "may" in pathway.duty, pathway.id


def test_duties_stand_before_offers_in_the_order_of_the_register() -> None:
    ordered = must_first(load_pathways().pathways)
    assert [one.binding for one in ordered] == sorted(
        (one.binding for one in ordered), key=("must", "may", "pending").index
    )
    for binding in ("must", "may"):
        ids = [one.id for one in ordered if one.binding == binding]
        assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"in_force_from": "2026-02-01", "in_force_until": "2026-01-31"}, "It ends on 2026-01-31, before it begins"),
        ({"binding": "pending", "in_force_from": "2026-02-01"}, "It is pending and in force."),
        ({"grade": "S", "sources": ()}, "It has the grade S and no source."),
    ],
)
def test_entry_that_contradicts_itself_is_named(changes: dict[str, object], words: str) -> None:
    laws = load_laws().model_copy(update={"laws": (entry(**changes),)})
    (fault,) = faults_of_laws(laws)
    assert fault.what.startswith(words)
    assert fault.where == "registers/law.yaml > us-2258a"


def test_file_that_contradicts_itself_is_refused_with_every_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = entry(binding="pending", in_force_from="2026-02-01", in_force_until="2026-01-31")
    laws = load_laws().model_copy(update={"laws": (broken,)})

    def read(path: object, model: type[Laws]) -> Laws:
        return laws

    monkeypatch.setattr(law_file, "load_register_file", read)
    with pytest.raises(FrameworkNotReadable) as refused:
        law_file.load_laws.__wrapped__()
    assert len(refused.value.faults) == 2


@given(st.integers(min_value=-400, max_value=400))
def test_entry_is_old_after_half_a_year_and_not_a_day_before(age: int) -> None:
    looked_at = DAY - timedelta(days=age)
    assert is_old(entry(), looked_at, DAY) == (age > OLD_AFTER)
    assert is_old(entry(verified_on=looked_at.isoformat()), DAY, DAY) == (age > OLD_AFTER)


@given(st.sampled_from(CODES), st.sampled_from(load_pathways().pathways))
def test_entry_touches_its_countries_and_a_worldwide_one_touches_all(code: str, pathway: object) -> None:
    assert isinstance(pathway, type(load_pathways().pathways[0]))
    assert touches(pathway, code) == (code in pathway.countries or pathway.countries == ())
    assert not is_named_for(pathway, code) or touches(pathway, code)
    assert is_named_for(pathway, code) == (len(pathway.countries) == 1 and pathway.countries[0] == code)


def test_entry_is_verified_only_where_every_part_was_read() -> None:
    read = {"verified_on": "2026-11-01", "has_unverified_parts": False, "grade": "P"}
    assert not is_partly_unverified(entry(**read))
    for part in ({"verified_on": None}, {"has_unverified_parts": True}, {"grade": "M"}):
        assert is_partly_unverified(entry(**read | part))


def test_changes_are_ahead_until_their_day_and_recent_for_a_year() -> None:
    days = {"a": 1, "b": 0, "c": -RECENT, "d": -RECENT - 1, "e": 400}
    laws = [
        entry(id=name, in_force_from=(DAY + timedelta(days=step)).isoformat(), countries=("GB",))
        for name, step in days.items()
    ]
    laws.append(entry(id="f", binding="pending", countries=("GB",)))
    laws.append(entry(id="g", in_force_until=(DAY + timedelta(days=9)).isoformat(), countries=()))
    laws.append(entry(id="h", dates=({"on": "2026-11-01", "what": "draft"},), countries=("GB", "FR")))
    ahead, recent = list_changes_of_law(laws, ["GB"], DAY)
    assert [(change.law.id, change.what) for change in ahead] == [
        ("a", "in force from this day"),
        ("g", "last day in force"),
        ("e", "in force from this day"),
        ("f", "pending; no day is known"),
    ]
    assert [change.law.id for change in recent] == ["b", "h", "c"]
    assert list_changes_of_law(laws, ["DE"], DAY)[0] == [change for change in ahead if change.law.id == "g"]


@given(st.lists(st.sampled_from(CODES), max_size=5), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_changes_concern_the_countries_asked_for_and_no_change_is_both(codes: list[str], on: date) -> None:
    ahead, recent = list_changes_of_law(load_laws().laws, codes, on)
    for change in [*ahead, *recent]:
        assert set(change.law.countries) & set(codes)
    assert all(change.on is None or change.on > on for change in ahead)
    assert all(change.on is not None and change.on <= on for change in recent)

"""Public figures: each value has a source, a grade and the caveat of its series; a break belongs to a figure."""

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.registers import figures as figures_file
from frameworks.registers.figures import Figures, faults_of_figures, load_figures
from frameworks.registers.register import load_sources

CYBERTIPLINE = load_figures().find("cybertipline-reports")


def changed(**changes: object) -> Figures:
    series = CYBERTIPLINE.model_copy(update=changes)
    return load_figures().model_copy(update={"series": (series,)})


def test_every_figure_and_break_has_a_known_source_and_no_better_grade_than_it() -> None:
    grades, order = {source.key: source.grade for source in load_sources().sources}, "PSRM"
    for series in load_figures().series:
        sourced = [(one.grade, one.sources) for one in series.values]
        for grade, keys in sourced + [(one.grade, one.sources) for one in series.breaks]:
            best = min((grades[key] for key in keys), key=order.index)
            assert order.index(grade) >= order.index(best), (series.id, keys)
    assert set(load_figures().warning_sources) <= set(grades)


def test_series_are_given_once_and_each_has_a_caveat() -> None:
    ids = [series.id for series in load_figures().series]
    assert len(ids) == len(set(ids))
    assert all(series.caveat.endswith(".") for series in load_figures().series)


def test_reports_of_2024_are_no_fall_but_a_break() -> None:
    by_period = {figure.period: figure for figure in CYBERTIPLINE.values}
    assert (by_period["2023"].value, by_period["2024"].value) == (36_200_000, 20_500_000)
    broken = CYBERTIPLINE.breaks_at(by_period["2024"])
    assert broken is not None
    assert "not like for like" in broken.reason
    assert CYBERTIPLINE.breaks_at(by_period["2023"]) is None


def test_figure_from_memory_says_so() -> None:
    assert [figure.period for figure in CYBERTIPLINE.values if figure.is_unverified] == ["2020"]


def test_warnings_say_that_reports_are_not_prevalence_and_raise_no_score() -> None:
    words = " ".join(load_figures().warnings)
    assert "does not say how much abuse there is" in words
    assert "No figure here raises or lowers a score." in words


def test_series_that_contradicts_itself_is_named() -> None:
    first, second, *rest = CYBERTIPLINE.values
    twice = faults_of_figures(changed(values=(first, first, *rest)))
    assert [fault.what for fault in twice] == ["The period '2019' stands there 2 times."]
    without = faults_of_figures(changed(values=(first, second)))
    assert [fault.what for fault in without] == ["A break at '2024' belongs to no figure."]
    for values in ((second, first), (first, second.model_copy(update={"period": "later"}))):
        (fault,) = faults_of_figures(changed(values=values, breaks=()))
        assert fault.what == "It is drawn, and its periods are not years in order."
    assert faults_of_figures(changed(values=(second, first), breaks=(), drawn=False)) == []


def test_file_that_contradicts_itself_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: object, model: type[Figures]) -> Figures:
        return changed(values=CYBERTIPLINE.values[:1])

    monkeypatch.setattr(figures_file, "load_register_file", read)
    with pytest.raises(FrameworkNotReadable, match="A break at '2024' belongs to no figure"):
        figures_file.load_figures.__wrapped__()

"""The register of terms: as it was decided, sound, and every fault of an unsound one is said."""

from pathlib import Path

import pytest

from frameworks.errors import FrameworkNotReadable
from frameworks.registers import terminology as register
from frameworks.registers.register import load_register_file
from frameworks.registers.terminology import Term, Terminology, faults_of_terminology, load_terminology

SEARCHED = {*range(1, 9), 10, *range(16, 22), 27, 28}
VERIFIED, OURS = {1, 2, 3, 4, 5, 6, 23, 29}, {30, 31}


def with_terms(*terms: Term) -> Terminology:
    return load_terminology().model_copy(update={"terms": terms})


def changed(term_id: str, **changes: object) -> Term:
    (term,) = (one for one in load_terminology().terms if one.id == term_id)
    return term.model_copy(update=changes)


def test_each_of_the_31_rows_is_searched_for_and_grounded_as_it_was_decided() -> None:
    terms = load_terminology().terms
    assert len(terms) == 31
    for row, term in enumerate(terms, start=1):
        assert term.lint == ("yes" if row in SEARCHED else "phrase" if row == 22 else "no"), term.id
        assert term.basis == ("verified" if row in VERIFIED else "ours" if row in OURS else "memory"), term.id
        assert term.is_unverified == (row not in VERIFIED | OURS)
    assert [term.id for term in terms if term.phrases] == ["child-porn", "client-of-a-child"]


def test_reasons_can_follow_because() -> None:
    for term in load_terminology().terms:
        assert not term.reason.endswith(".")
        assert term.reason[0].islower() or not term.reason[0].isalpha()
        assert not term.prefer.endswith(".")


def test_register_is_sound() -> None:
    assert faults_of_terminology(load_terminology()) == []


def test_every_list_is_used() -> None:
    terms = load_terminology().terms
    forms = " ".join(form for term in terms for form in (*term.forms, *term.phrases, *term.fine))
    assert [name for name in load_terminology().words if f"{{{name}}}" not in forms] == []


@pytest.mark.parametrize(
    ("term", "what"),
    [
        (changed("revenge-porn", sources=("nobody",)), "The source nobody is not known."),
        (changed("revenge-porn", basis="verified"), "It counts as verified and names no source."),
        (changed("revenge-porn", forms=()), "What is searched for does not fit to lint: yes."),
        (changed("client-of-a-child", forms=("a",)), "What is searched for does not fit to lint: phrase."),
        (changed("client-of-a-child", phrases=()), "What is searched for does not fit to lint: phrase."),
        (changed("sexting", fine=("a",)), "What is searched for does not fit to lint: no."),
        (changed("revenge-porn", forms=("{no} porn",)), "The form '{no} porn' names a list that is not there: no."),
    ],
)
def test_each_fault_is_said_with_its_term(term: Term, what: str) -> None:
    (fault,) = faults_of_terminology(with_terms(term))
    assert (fault.what, fault.where) == (what, f"registers/terminology.yaml > {term.id}")
    assert fault.mend


def test_id_that_is_given_twice_is_a_fault() -> None:
    term = changed("sexting")
    assert [fault.what for fault in faults_of_terminology(with_terms(term, term))] == ["The id sexting is given twice."]


def test_unsound_register_is_refused_with_every_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (register.FOLDER / "terminology.yaml").read_text(encoding="utf-8")
    (tmp_path / "terminology.yaml").write_text(
        text.replace("{harmless}", "{no}").replace("[thorn-pr]", "[nobody]"), encoding="utf-8"
    )
    monkeypatch.setattr(register, "FOLDER", tmp_path)
    with pytest.raises(FrameworkNotReadable) as refused:
        load_terminology.__wrapped__()
    assert len(refused.value.faults) == 4


def test_unknown_key_and_wrong_lint_are_named_with_their_line(tmp_path: Path) -> None:
    text = (register.FOLDER / "terminology.yaml").read_text(encoding="utf-8")
    path = tmp_path / "terminology.yaml"
    path.write_text(text.replace('lint: "yes"', "lint: maybe", 1).replace("  marks:", "  signs:"), encoding="utf-8")
    with pytest.raises(FrameworkNotReadable) as refused:
        load_register_file(path, Terminology)
    whats = " ".join(fault.what for fault in refused.value.faults)
    assert "'maybe' is not one of the words that are known here." in whats
    assert "The key 'signs' is not known here." in whats
    assert all(", line " in fault.where for fault in refused.value.faults)

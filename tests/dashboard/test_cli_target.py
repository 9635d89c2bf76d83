"""`safermark target`: a level by a day, one by one or by stage, listed and withdrawn."""

import pytest

from tests.dashboard.conftest import Called, Command


@pytest.fixture
def target(safermark: Command, assessment: str) -> Command:
    """A verb of `target` on the assessment."""

    def call(verb: str, *arguments: object) -> Called:
        return safermark("target", verb, "--assessment", assessment, *arguments)

    return call


def test_target_is_set_once_and_listed_with_the_level_that_stands(
    safermark: Command, target: Command, assessment: str
) -> None:
    safermark("assess", "record", "--assessment", assessment, "--practice", "DET-05", "--level", 1)
    options = ("--due", "9999-01-01", "--reason", "Asked for.")
    said = target("set", "DET-05", 3, *options)
    assert (said.code, said.out) == (0, "Target of DET-05: level 3 by 9999-01-01.\n")
    assert target("set", "DET-05", 3, *options).out == "DET-05 has this target already.\n"
    assert target("set", "PEO-05", 2).out == "Target of PEO-05: level 2.\n"
    tree = target("list", "--json").tree
    assert list(tree) == ["assessment", "as_of", "percent_to_target", "progress_to_date", "since", "targets"]
    assert (tree["assessment"], tree["since"]) == (assessment, tree["as_of"])
    assert tree["percent_to_target"]["value"] == pytest.approx(1 / 3)
    assert tree["progress_to_date"]["value"] == 0
    assert tree["targets"] == [
        {
            "practice": "DET-05",
            "level": 3,
            "due": "9999-01-01",
            "reason": "Asked for.",
            "on": tree["as_of"],
            "by": "Ann",
            "stands": 1,
        },
        {
            "practice": "PEO-05",
            "level": 2,
            "due": None,
            "reason": "",
            "on": tree["as_of"],
            "by": "Ann",
            "stands": None,
        },
    ]


def test_list_is_a_table_under_a_sentence(safermark: Command, target: Command, assessment: str) -> None:
    assert "No targets of your own are set." in target("list").out
    target("set", "DET-05", 3, "--due", "9999-01-01")
    target("set", "PEO-05", 2)
    record = ("assess", "record", "--assessment", assessment, "--practice")
    safermark(*record, "PEO-05", "--state", "not_applicable", "--reason", "It does not apply.")
    lines = target("list").out.splitlines()
    assert lines[0].endswith("targets are still to be reached.")
    assert lines[1].startswith("Two targets of your own, 1 with a day.")
    rows = [line.split() for line in lines]
    assert next(row for row in rows if row[:1] == ["DET-05"])[:4] == ["DET-05", "open", "3", "9999-01-01"]
    assert next(row for row in rows if row[:1] == ["PEO-05"])[:4] == ["PEO-05", "not", "applicable", "2"]


def test_profile_is_adopted_and_withdrawn_in_one_word_each(target: Command) -> None:
    said = target("adopt", "--stage", "growing")
    number = len(target("list", "--json").tree["targets"])
    assert number > 20
    assert said.out == f"{number} targets are set by the profile “growing”.\n"
    assert target("adopt", "--stage", "growing").out == "The targets of “growing” stand already.\n"
    assert target("drop").out == f"{number} targets are withdrawn.\n"
    assert target("drop").out == "No targets are withdrawn.\n"
    tree = target("list", "--json").tree
    assert (tree["targets"], tree["since"], tree["progress_to_date"]) == ([], None, None)


@pytest.mark.parametrize(
    ("arguments", "what", "where"),
    [
        (("set", "NO-01", 3), "has no practice 'NO-01'", "target NO-01"),
        (("set", "DET-05", 6), "Level 6 is not on this framework's scale", "target DET-05 > level"),
        (("set", "DET-05", 10**30), "is not on this framework's scale", "target DET-05 > level"),
        (("set", "DET-05", 3, "--due", "2020-01-01"), "before it is set", "target DET-05 > due"),
        (("set", "DET-05", 3, "--reason", "abcdefghij234567.onion"), "onion address", "target DET-05 > reason"),
        (("adopt", "--stage", "huge"), "has no target profile 'huge'", "stage"),
    ],
)
def test_target_that_cannot_be_is_refused(
    target: Command, arguments: tuple[object, ...], what: str, where: str
) -> None:
    refused = target(*arguments)
    assert refused.code == 11 and not refused.out
    assert what in refused.err and f"where: {where}\n" in refused.err and "mend:" in refused.err
    assert "abcdefghij234567" not in refused.err
    assert target("list", "--json").tree["targets"] == []


def test_target_below_the_level_that_stands_is_refused(safermark: Command, target: Command, assessment: str) -> None:
    safermark("assess", "record", "--assessment", assessment, "--practice", "DET-05", "--level", 4)
    refused = target("set", "DET-05", 3)
    assert refused.code == 11 and "DET-05 stands at level 4 already, and the target is 3." in refused.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", "DET-05", "lots"),
        ("set", "DET-05", 3, "--due", "soon"),
        ("set", "DET-05", 3, "--reason", "x" * 501),
        ("set", "x" * 501, 3),
        ("set", "DET-05"),
        ("adopt",),
    ],
)
def test_call_that_cannot_be_read_is_a_usage_error(target: Command, arguments: tuple[object, ...]) -> None:
    refused = target(*arguments)
    assert (refused.code, refused.out) == (2, "")
    assert "Error" in refused.err


@pytest.mark.parametrize("rest", [("set", "DET-05", 3), ("adopt", "--stage", "growing"), ("list",), ("drop",)])
def test_assessment_that_is_not_there_is_refused(safermark: Command, rest: tuple[object, ...]) -> None:
    refused = safermark("target", rest[0], "--assessment", "nothing", *rest[1:])
    assert refused.code == safermark("assess", "show", "--assessment", "nothing").code
    assert refused.code >= 10 and "where:" in refused.err

"""The threats as a tree: complete, plain, and without an index that is withheld."""

import json

from scoring.assessment import Answer
from scoring.exposure_document import exposure_as_published
from tests.scoring.small_framework import framework_of
from tests.scoring.test_exposure import backed, lens, practice


def test_tree_names_the_practices_of_each_stage_and_the_ends_of_the_index() -> None:
    tree = exposure_as_published(lens(backed("A-1", 5), backed("A-2", 3), backed("A-3", 0)))
    (threat,) = tree["threats"]
    assert threat["exposure"] == {"low": 0.38, "high": 0.5, "withheld": False}
    assert threat["stages"]["prevent"] == {
        "state": "layered",
        "counting": ["A-1", "A-2"],
        "open": [],
        "practices": [
            {"practice": "A-1", "state": "counts", "level": 5},
            {"practice": "A-2", "state": "counts", "level": 3},
        ],
    }
    assert threat["stages"]["learn"] == {"state": "nothing_applies", "counting": [], "open": [], "practices": []}
    (challenge,) = tree["challenges"]
    assert (challenge["id"], challenge["mean"]) == ("c", {"value": 2, "low": 2, "high": 2})
    assert tree["posture"] == {"earned": 0.7, "available": 0.6, "tilt": 0.1, "low": 0.1, "high": 0.1}


def test_index_that_is_withheld_or_absent_has_no_ends() -> None:
    withheld = exposure_as_published(lens(Answer(practice="A-1", level=5)))
    assert withheld["threats"][0]["exposure"] == {"low": None, "high": None, "withheld": True}
    elsewhere = framework_of({"A": [practice("A-1", applies_to=["messaging"])]})
    nothing = exposure_as_published(lens(framework=elsewhere))
    assert nothing["threats"][0]["exposure"] is None
    assert json.loads(json.dumps(nothing, allow_nan=False)) == nothing

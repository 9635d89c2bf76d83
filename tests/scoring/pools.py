"""A small pool and members for tests: keys and tokens are fixed, so that a case says the same each time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from frameworks.model import Framework
from scoring.assessment import Assessment
from scoring.contribution import Contribution, contribute
from scoring.pool_terms import Invitation, PoolTerms
from scoring.score_document import scorecard_as_tree
from scoring.scorecard import score_assessment
from scoring.signing import public_key_of, signed
from tests.scoring.small_framework import TODAY, framework_of, practice_tree

POOL_KEY, MEMBER_KEY, OTHER_KEY, TOKEN = "01" * 32, "02" * 32, "03" * 32, "04" * 32
FRAMEWORK = framework_of({domain: [practice_tree(f"{domain}-{n}") for n in (1, 2, 3, 4)] for domain in "AB"})


def terms_of(framework: Framework = FRAMEWORK, **fields: Any) -> PoolTerms:
    """A pool on a framework, published by two kinds of service unless `fields` say otherwise."""
    tree = {
        "id": "peers",
        "title": "Peers",
        "framework": framework.key,
        "lowest": framework.scale.lowest,
        "highest": framework.scale.highest,
        "domains": tuple(domain.id for domain in framework.domains),
        "cells": ("ugc", "messaging"),
        "epsilon_cap": 3.0,
        "consent_text": "What leaves, and what cannot be recalled.",
        "purposes": ("annual benchmark",),
        "expires": date(2029, 12, 31),
        "public_key": public_key_of(POOL_KEY),
    }
    return PoolTerms.model_validate({**tree, **fields})


def invitation_to(terms: PoolTerms, token: str = TOKEN) -> Invitation:
    """An invitation under the pool's key."""
    tree = {"schema": "pool-invitation/1", "terms": terms.model_dump(mode="json"), "token": token}
    return Invitation.model_validate(signed(tree, POOL_KEY))


def scorecard_of(assessment: Assessment, framework: Framework = FRAMEWORK, on: date = TODAY) -> Mapping[str, Any]:
    """The tree of a snapshot of this assessment."""
    return scorecard_as_tree(score_assessment(assessment, framework, on))


def contribution_of(assessment: Assessment, **fields: Any) -> Contribution:
    """What a member hands over of an assessment of the small framework."""
    terms = terms_of(**fields)
    return contribute(scorecard_of(assessment), TODAY, invitation_to(terms), terms.cells[0], MEMBER_KEY)

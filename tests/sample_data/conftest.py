"""The samples as the demo tells them."""

import pytest

from frameworks.loader import load_framework
from frameworks.model import Framework
from sample_data.generator import Sample, tell
from sample_data.stories import load_stories


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The framework that the stories name."""
    return load_framework("safer-by-design@1.0")


@pytest.fixture(scope="session")
def samples(framework: Framework) -> dict[str, Sample]:
    """Every sample by the id of its story."""
    return {story.id: tell(story, framework) for story in load_stories()}

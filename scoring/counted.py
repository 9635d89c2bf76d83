"""What the methods that follow the tree of a framework are given, and what they give."""

from collections.abc import Callable, Mapping, Sequence

from frameworks.model import Domain, Framework, Group
from scoring.methods import Number

Counted = Mapping[str, Number]
"""What counts of each practice, on the framework's scale; one that is not there does not count."""
TreeMethod = Callable[[Framework, Sequence[Domain | Group], Counted], Number | None]
"""The framework, the parts of it that are scored as one, and what counts in; a number on the framework's scale out."""

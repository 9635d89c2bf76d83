"""The words of a scale as the level texts of practices that bring none."""

from frameworks.fields import Prose
from frameworks.model import Domain, Framework, Practice
from frameworks.scale import LevelNumber, Scale


def with_words_of_the_scale(framework: Framework) -> Framework:
    """The framework with a text for every named level of every practice, so that it is answered and shown as any other.

    Only what an outline or an imported framework leaves out is filled in, and of others where a scale is a range or
    a practice's own.
    """
    common = _words_of(framework.scale)

    def filled(practice: Practice) -> Practice:
        words = common if practice.scale is None else _words_of(practice.scale)
        return practice.model_copy(update={"levels": {**words, **practice.levels}})

    def filled_domain(domain: Domain) -> Domain:
        return domain.model_copy(update={"practices": tuple(filled(one) for one in domain.practices)})

    # Not by framework.practices: what is remembered there would be copied along.
    if all(_is_complete(one, one.scale or framework.scale) for domain in framework.domains for one in domain.practices):
        return framework
    return framework.model_copy(update={"domains": tuple(filled_domain(domain) for domain in framework.domains)})


def without_words_of_the_scale(framework: Framework) -> Framework:
    """The framework as its file holds it, without the level texts that its scales say already."""

    def bared(practice: Practice) -> Practice:
        words = _words_of(practice.scale or framework.scale)
        own = {number: text for number, text in practice.levels.items() if words.get(number) != text}
        return practice.model_copy(update={"levels": own})

    def bared_domain(domain: Domain) -> Domain:
        return domain.model_copy(update={"practices": tuple(bared(one) for one in domain.practices)})

    return framework.model_copy(update={"domains": tuple(bared_domain(domain) for domain in framework.domains)})


def _words_of(scale: Scale) -> dict[LevelNumber, Prose]:
    return {level.number: level.summary for level in scale.levels}


def _is_complete(practice: Practice, scale: Scale) -> bool:
    return len(practice.levels) >= len(scale.levels)

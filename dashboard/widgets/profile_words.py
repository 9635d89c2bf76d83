"""An organization's profile in words; pure text."""

from collections.abc import Sequence

from frameworks.registers.register import load_profiles
from scoring.organization import Profile

MOST_COUNTRIES = 4
"""Beyond this many, countries are named by their letters."""


def profile_words(profile: Profile) -> str:
    """The whole profile on one line."""
    return " · ".join(profile_facts(profile))


def profile_facts(profile: Profile) -> list[str]:
    """Kinds of service, then what else is said: children, countries, size, stage."""
    register = load_profiles()
    sizes = {size.id: size.title for size in register.sizes}
    stages = {stage.id: stage.title for stage in register.stages}
    facts = [
        kinds_words(profile),
        "children likely" if profile.children_likely else "",
        countries_words(profile.countries),
        sizes.get(profile.size or "", ""),
        stages.get(profile.stage or "", ""),
    ]
    return [fact for fact in facts if fact]


def kinds_words(profile: Profile) -> str:
    """The kinds of service by title."""
    if profile.kinds is None:
        return "Every kind of service"
    titles = {kind.id: kind.title for kind in load_profiles().kinds}
    return ", ".join(titles.get(kind, kind) for kind in profile.kinds)


def countries_words(codes: Sequence[str]) -> str:
    """Countries by name where they are few, else by their letters; empty for none."""
    if len(codes) > MOST_COUNTRIES:
        return ", ".join(codes)
    names = {country.code: country.name for country in load_profiles().countries}
    return ", ".join(names.get(code, code) for code in codes)

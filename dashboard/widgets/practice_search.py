"""Which practices of a framework a reader looks for, by plain words and by where they belong. No Streamlit here."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from frameworks.model import Framework, Practice
from frameworks.registers.register import load_profiles
from scoring.organization import Profile, scope_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for; what is None is not asked."""

    search: str = ""
    """Plain words, all of which occur in id, title, intent or level texts; neither case nor accents count."""
    domain: str | None = None
    threat: str | None = None
    kind: str | None = None
    owner: str | None = None
    preset: str | None = None
    scope: frozenset[str] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words to find, as texts are compared."""
        return tuple(folded(self.search).split())

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        asked = (self.domain, self.threat, self.kind, self.owner, self.preset, self.scope)
        return bool(self.words) or any(one is not None for one in asked)


def find_practices(framework: Framework, wanted: Wanted) -> list[Practice]:
    """The practices that are wanted, in the framework's order."""
    chosen, words = wanted.scope, wanted.words
    if wanted.preset is not None:
        in_preset = scope_of(framework, Profile(), wanted.preset).in_scope
        chosen = in_preset if chosen is None else chosen & in_preset
    return [
        practice
        for practice in framework.practices.values()
        if (chosen is None or practice.id in chosen)
        and _belongs(practice, framework, wanted)
        and _says(practice, words)
    ]


def why_left_out(framework: Framework, profile: Profile, preset_id: str | None = None) -> dict[str, str]:
    """Why practices are out of scope, in words, by id; those that apply are not in it."""
    in_scope = scope_of(framework, profile, preset_id).in_scope
    left_out = [practice for practice in framework.practices.values() if practice.id not in in_scope]
    return {practice.id: _reason(practice, framework, profile, preset_id) for practice in left_out}


def _reason(practice: Practice, framework: Framework, profile: Profile, preset_id: str | None) -> str:
    if profile.kinds is not None and practice.applies_to and set(profile.kinds).isdisjoint(practice.applies_to):
        *titles, last = kind_titles(practice.applies_to)
        return f"only for {', '.join(titles)}{' or ' if titles else ''}{last}"
    return f"not in the preset “{framework.preset(preset_id).title}”"


def kind_titles(kinds: Sequence[str]) -> list[str]:
    """Kinds of service as people name them."""
    titles = {kind.id: kind.title[0].lower() + kind.title[1:] for kind in load_profiles().kinds}
    return [titles.get(kind, kind) for kind in kinds]


@lru_cache(maxsize=32_768)
def folded(text: str) -> str:
    """The text without case and accents, so that "Über" is found by "uber"."""
    if text.isascii():
        return text.lower()
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))


def marked(text: str, words: Sequence[str]) -> str:
    """The text as HTML with every one of the words marked."""
    if not words:
        return escape(text)
    if text.isascii():
        return _with_marks(text, text.lower(), range(len(text)), words)
    # One letter may fold to several or to none, so each folded letter remembers where it came from.
    letters = [(letter, place) for place, char in enumerate(text) for letter in folded(char)]
    return _with_marks(text, "".join(letter for letter, _ in letters), [place for _, place in letters], words)


def _with_marks(text: str, plain: str, places: Sequence[int], words: Sequence[str]) -> str:
    """Mark in the text what is found in its plain form; `places` says where each plain letter came from."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    parts, end = [], 0
    for found in re.finditer(pattern, plain):
        first, last = places[found.start()], places[found.end() - 1] + 1
        if first >= end:
            parts += [escape(text[end:first]), f"<mark>{escape(text[first:last])}</mark>"]
            end = last
    return "".join([*parts, escape(text[end:])])


def _belongs(practice: Practice, framework: Framework, wanted: Wanted) -> bool:
    return (
        wanted.domain in (None, framework.domain_of[practice.id].id)
        and (wanted.threat is None or wanted.threat in practice.threats)
        and (wanted.kind is None or not practice.applies_to or wanted.kind in practice.applies_to)
        and wanted.owner in (None, practice.owner)
    )


def _says(practice: Practice, words: Sequence[str]) -> bool:
    texts = [folded(text) for text in (practice.id, practice.title, practice.intent, *practice.levels.values())]
    return all(any(word in text for text in texts) for word in words)

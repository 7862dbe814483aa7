"""Finds the words that say that a deal was struck or a relation holds."""

from dataclasses import dataclass

from ingest.lexicon import CuePattern, Language, cue_patterns
from schema.ontology import ontology


@dataclass(frozen=True, slots=True)
class Cue:
    """Characters `start` to `end` match a cue of the lexicons."""

    start: int
    end: int
    pattern: CuePattern

    @property
    def type(self) -> str:
        return self.pattern.type

    @property
    def is_deal(self) -> bool:
        return self.pattern.type in ontology().deals


def find_cues(folded: str, language: Language) -> list[Cue]:
    """Return the cues of each type that do not overlap, the longest first, in order of place."""
    found: dict[str, list[Cue]] = {}
    for pattern in cue_patterns(language):
        for match in pattern.pattern.finditer(folded):
            if match.end() > match.start():
                found.setdefault(pattern.type, []).append(Cue(*match.span(), pattern))
    kept = [cue for cues in found.values() for cue in _longest(cues)]
    return sorted(kept, key=lambda cue: (cue.start, cue.end, cue.type))


def _longest(cues: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    # Sorting keeps the order of the file among equals.
    for cue in sorted(cues, key=lambda cue: cue.start - cue.end):
        if all(cue.end <= other.start or other.end <= cue.start for other in kept):
            kept.append(cue)
    return kept

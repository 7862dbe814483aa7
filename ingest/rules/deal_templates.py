"""Finds deals by whole wordings, such as A将所持B股份质押给C, where single cues mislead."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.lexicon import CuePattern, Language, read_lexicon
from ingest.rules.bearers import may_bear
from ingest.rules.cues import Cue
from ingest.rules.roles import Roles
from ingest.rules.scene import Scene, Sentence
from ingest.rules.templates import NO_PLACE, SIGN, Condensed, condense
from schema.ontology import ontology

# The signs that `condense` puts for names, by type.
_FILLERS = {
    "zh": {
        # A few words within a clause; places may stand among them.
        "few": rf"(?:[^，。；：、,;:\n{NO_PLACE}]{{0,10}}?)",
        # More words, across commas, and none of another name but places.
        "gap": rf"(?:[^。；\n{NO_PLACE}]{{0,28}}?)",
        # What may stand right before a party: no preposition that makes it another's place.
        "det": rf"(?:[^，。；：、,;:\n向给从由被把将{NO_PLACE}]{{0,10}}?)",
        # Words and names.
        "loose": r"(?:[^。；\n]{0,30}?)",
    },
    "en": {
        "few": rf"(?:(?:[^\s,.;:{NO_PLACE}]|[.,](?=\d))+ ){{0,4}}?",
        "gap": rf"(?:[^\s;{NO_PLACE}]+ ){{0,10}}?",
        "det": rf"(?:(?!(?:to|from|by|with|for|against)\b)"
        rf"(?:[^\s,.;:{NO_PLACE}]|[.,](?=\d))+ ){{0,5}}?(?:[^\s,.;:{NO_PLACE}]+, )?",
        "loose": r"(?:[^\s;]+ ){0,12}?",
    },
}


# What a text says of a party right behind its name: "Wistron, which fights Foxconn, bought …".
_APPOSITION = {"zh": "", "en": r"(?:,(?: [^\s,;]+){1,9},|,)?"}


@dataclass(frozen=True, slots=True)
class Worded:
    """A deal as one wording tells it; `cue` holds the characters of the wording."""

    cue: Cue
    roles: Roles


@cache
def _templates(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed: Mapping[str, Any] = read_lexicon("deal_templates")
    words: Mapping[str, str] = listed["words"][language]
    return tuple(
        (kind, _compile(kind, wording, words, language))
        for kind, wordings in listed["deals"].items()
        for wording in wordings[language]
    )


def _compile(
    kind: str, wording: str, words: Mapping[str, str], language: Language
) -> re.Pattern[str]:
    slots = dict(words)
    for name, role in ontology().deals[kind].roles.items():
        signs = "".join(SIGN[each] for each in sorted(role.range))
        # <INVESTOR2> stands for another in the same role, <PARTNERS> for two in one breath.
        for suffix in ("", "2", "S"):
            slots[name + suffix] = f"(?P<{name}{suffix}>[{signs}])" + _APPOSITION[language]
    pattern = re.sub(r"<few>(?=<[A-Z])", "<det>", wording)
    for slot, regex in [*slots.items(), *_FILLERS[language].items()]:
        pattern = pattern.replace(f"<{slot}>", regex)
    if language == "en":
        return re.compile(pattern, re.IGNORECASE)
    return re.compile(pattern)


def worded_deals(scene: Scene, sentence: Sentence) -> list[Worded]:
    """Return the deals that a wording of `deal_templates.yaml` tells in a sentence.

    Where wordings of one type overlap, the one that tells of more parties counts, then the earlier.
    """
    if not sentence.named:
        return []
    short = condense(scene, sentence)
    found = [
        worded
        for kind, pattern in _templates(scene.language)
        for worded in _matches(scene, short, kind, pattern)
    ]
    kept: list[Worded] = []
    for worded in sorted(found, key=lambda w: -len(w.roles)):
        if not any(_overlap(worded.cue, other.cue) for other in kept):
            kept.append(worded)
    return kept


def _overlap(one: Cue, other: Cue) -> bool:
    return one.type == other.type and one.start < other.end and other.start < one.end


def _matches(
    scene: Scene, short: Condensed, kind: str, pattern: re.Pattern[str]
) -> Iterator[Worded]:
    match = pattern.search(short.text)
    while match is not None:
        roles = _roles(scene, short, kind, match)
        if roles is not None:
            span = short.places[match.start()], short.places[match.end()]
            yield Worded(Cue(*span, CuePattern(kind, pattern, True, "noun", None, None)), roles)
        match = pattern.search(short.text, match.start() + 1)


def _roles(scene: Scene, short: Condensed, kind: str, match: re.Match[str]) -> Roles | None:
    """Return who is in which role, or nothing where one would be in two."""
    roles: Roles = {}
    taken: set[str] = set()
    for slot, at in ((slot, match.start(slot)) for slot in match.re.groupindex):
        if at < 0:
            continue
        role = slot if slot in ontology().deals[kind].roles else slot[:-1]
        entities = list(dict.fromkeys(named.entity for named in short.runs[at]))
        if slot.endswith("S") and role != slot and len(entities) < 2:
            return None
        if taken & set(entities) or not all(may_bear(scene, role, each) for each in entities):
            return None
        limit = ontology().deals[kind].roles[role].max
        taken.update(entities)
        roles.setdefault(role, []).extend(entities[:limit])
    return roles

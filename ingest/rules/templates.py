"""Finds relations by the whole wording between two names, such as A旗下的B or "B, a unit of A"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.lexicon import Language, read_lexicon
from ingest.rules.scene import Named, Scene, Sentence
from schema.ontology import ontology
from schema.records import ExtractedRelation

# To be calibrated on judged output.
WORDED = 0.75

# In a sentence a run of names stands as one character of the private use area, told by its type.
_TYPES = ("FIRM", "ORGANIZATION", "PERSON", "PLACE", "CLUSTER", "PRODUCT", "EVENT")
SIGN = {kind: chr(0xE000 + number) for number, kind in enumerate(_TYPES)}
ANY = "".join(SIGN.values())
NO_PLACE = ANY.replace(SIGN["PLACE"], "")

_LIST = {
    "zh": re.compile(r"[”」》’]?(?:、|/|和|与|及|以及|，以及|，和)[“「《‘]?"),
    "en": re.compile(r"(?:,| and|, and| &|, as well as)(?: the)? [\"“]?"),
}
# What stands between a place and the one that it lies in: 浙江绍兴, Lodi, Ohio. The smaller counts.
_WITHIN = {"zh": "", "en": ", "}
_BRACKET = re.compile(r"[ ]?[（(][^（）()。\n]{0,24}[）)]")
_QUOTES = frozenset('“”「」《》‘"')
_DENIED = {
    "zh": re.compile(
        "(?<!当仁)(?<!说一)(?<!毫)不(?!断|少|仅|只|可或缺|争)|并非|没有|未(?!来)|否认|传闻|曾经?|原本|除了|打算|考虑"
    ),
    "en": re.compile(
        r"\b(?:not|never|no longer|denie[sd]|nor|former|formerly|once|until|unlike)\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Condensed:
    """A sentence with a sign for each run of names; `places` says where each character stands."""

    text: str
    places: tuple[int, ...]
    runs: Mapping[int, tuple[Named, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """A relation and the characters of the article whose wording tells, or denies, it."""

    start: int
    end: int
    relation: ExtractedRelation
    denied: bool


def condense(scene: Scene, sentence: Sentence) -> Condensed:
    """Return a sentence with its names as signs, without quotation marks and second namings."""
    runs = _runs(scene, sentence)
    text: list[str] = []
    places: list[int] = []
    signs: dict[int, tuple[Named, ...]] = {}
    at = sentence.start
    for run, end in runs:
        _copy(scene, at, run[0].start, text, places)
        signs[len(text)] = run
        text.append(SIGN[run[0].type])
        places.append(run[0].start)
        at = end
    _copy(scene, at, sentence.end, text, places)
    return Condensed("".join(text), (*places, sentence.end), signs)


def _copy(scene: Scene, start: int, end: int, text: list[str], places: list[int]) -> None:
    folded = scene.folded
    # Spaces part words in English and surround Latin letters in Chinese.
    skipped = _QUOTES | {" "} if scene.language == "zh" else _QUOTES
    for at in range(start, end):
        if folded[at] not in skipped:
            text.append(folded[at])
            places.append(at)


def _runs(scene: Scene, sentence: Sentence) -> list[tuple[tuple[Named, ...], int]]:
    """Return the names of a sentence by runs (A、B和C), each with the place where it ends."""
    found: list[tuple[list[Named], int]] = []
    for named in sentence.named:
        if found and named.start < found[-1][1]:
            continue
        end = _past_bracket(scene, sentence, named)
        if found:
            run, last = found[-1]
            gap = scene.folded[last : named.start]
            if run[0].type == named.type == "PLACE" and gap == _WITHIN[scene.language]:
                nearest = run[-1] if scene.language == "en" else named
                found[-1] = ([*run[:-1], nearest], end)
                continue
            if run[0].type == named.type and _LIST[scene.language].fullmatch(gap):
                found[-1] = ([*run, named], end)
                continue
        found.append(([named], end))
    return [(tuple(run), end) for run, end in found]


def _past_bracket(scene: Scene, sentence: Sentence, named: Named) -> int:
    """Return where a name ends, with a bracket that only names it again or gives its code."""
    bracket = _BRACKET.match(scene.folded, named.end, sentence.end)
    if bracket is None:
        return named.end
    inside = [n for n in sentence.named if bracket.start() < n.start < bracket.end()]
    return bracket.end() if all(n.entity == named.entity for n in inside) else named.end


@dataclass(frozen=True, slots=True)
class _Template:
    type: str
    pattern: re.Pattern[str]


@cache
def _templates(language: Language) -> tuple[_Template, ...]:
    listed = read_lexicon("templates")
    words: Mapping[str, str] = listed["words"][language]
    return tuple(
        _Template(kind, _compile(kind, wording, words, language))
        for kind, wordings in listed["relations"].items()
        for wording in wordings[language]
    )


def _compile(
    kind: str, wording: str, words: Mapping[str, str], language: Language
) -> re.Pattern[str]:
    relation = ontology().relations[kind]
    slots = {
        "source": f"(?P<source>[{''.join(SIGN[t] for t in sorted(relation.source))}])",
        "target": f"(?P<target>[{''.join(SIGN[t] for t in sorted(relation.target))}])",
        "name": f"[{ANY}]",
        "plain": rf"[^。；;.\n{NO_PLACE}]",
        "place": f"[{SIGN['PLACE']}]",
        # A few words of no further meaning within a clause; places may stand among them.
        "few": rf"(?:[^，。；：、,;:\n{NO_PLACE}]{{0,8}}?)"
        if language == "zh"
        else rf"(?:[^\s,.;:{ANY}]+ ){{0,3}}?",
        **words,
    }
    pattern = wording
    for slot, regex in slots.items():
        pattern = pattern.replace(f"<{slot}>", regex)
    if language == "en":
        pattern = pattern.replace(" ", r"\s+")
        return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
    return re.compile(pattern)


def templated(scene: Scene) -> Iterator[Told]:
    """Yield the relations that a wording of `templates.yaml` tells, or denies, in one sentence."""
    for sentence in scene.sentences:
        if len({named.entity for named in sentence.named}) < 2:
            continue
        short = condense(scene, sentence)
        for template in _templates(scene.language):
            for match in _overlapping(template.pattern, short.text):
                yield from _told(scene, sentence, short, template.type, match)


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start() + 1)


def _told(
    scene: Scene, sentence: Sentence, short: Condensed, kind: str, match: re.Match[str]
) -> Iterator[Told]:
    evidence = (scene.evidence(sentence),)
    denied = _DENIED[scene.language].search(match[0]) is not None
    start, end = short.places[match.start()], short.places[match.end()]
    sources = _entities(short.runs[match.start("source")])
    for source in sources:
        for target in _entities(short.runs[match.start("target")]):
            if source != target:
                relation = ExtractedRelation(kind, source, target, evidence, WORDED)
                yield Told(start, end, relation, denied)


def _entities(run: Sequence[Named]) -> list[str]:
    return list(dict.fromkeys(named.entity for named in run))

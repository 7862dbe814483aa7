"""Finds who works where and who founded what, from titles beside names."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.lexicon import Language, any_of, read_terms
from ingest.rules.cues import Cue
from ingest.rules.groups import groups_in
from ingest.rules.roles import roles_around
from ingest.rules.scene import Named, Scene, Sentence
from schema.records import ExtractedRelation

# To be calibrated on judged output.
BESIDE = 0.85
"""The firm, the title and the person stand side by side."""
NEAREST = 0.6
"""The title names no firm; the one named last before it is taken."""
CUED = 0.65

FURTHEST = {"zh": 60, "en": 160}
"""How far back the firm of a bare title may stand, in characters."""

_FORMER = {
    "zh": re.compile("前|原|曾|时任|离任|卸任"),
    "en": re.compile(r"\b(?:former|ex|then|previously|once|late|until)\b", re.IGNORECASE),
}
# The word for a founder alone, where a title joins it to others: founder and chief executive.
_FOUNDER = re.compile(
    r"\b(?:co-?)?found(?:er|ing partner)s?\b|\b(?:creator|inventor)s?\b"
    r"|(?:联合|共同)?(?:创始人|创办人|创建者|创立者|缔造者|创业者|发起人)|联创|创始合伙人",
    re.IGNORECASE,
)
_ORGS = frozenset({"FIRM", "ORGANIZATION"})


# 甲和乙两位创始人
_LISTED_FOUNDERS = re.compile(
    r" ?(?:(?:和|与|、|及) ?[^，。；\n和与、]{2,24}? ?)*?[两三四几]位"
    r"(?P<title>(?:联合|共同)?创始人)"
)


@cache
def _titles(language: Language) -> str:
    kinds = (
        ("executive", "board", "founder")
        if language == "en"
        else ("executive", "board", "founder", "specialist")
    )
    words = set().union(*(read_terms("titles", language, kind) for kind in kinds))
    return any_of(words | ({"chief"} if language == "en" else set()))


@cache
def _founders(language: Language) -> re.Pattern[str]:
    return re.compile(any_of(read_terms("titles", language, "founder")), re.IGNORECASE)


@cache
def _before(language: Language) -> re.Pattern[str]:
    """Return how a title ends right before a person."""
    title = _titles(language)
    if language == "zh":
        return re.compile(rf"(?P<title>{title}(?:[兼、及和与暨]?{title}){{0,2}})[“「 ：:]?$")
    return re.compile(rf"(?<![\w-])(?P<title>{title}s?(?: and {title})?),? ?$", re.IGNORECASE)


@cache
def _after(language: Language) -> re.Pattern[str]:
    """Return how a title follows a person, perhaps with the firm between."""
    title = _titles(language)
    if language == "zh":
        link = (
            "，|（|是|为|系|则是|就是|现任|时任|曾任|前|原|此前任|接任|担任|出任|任|将出任|将担任"
        )
        return re.compile(rf"^(?:{link})+(?P<gap>[^，。；\n]{{0,24}}?)(?P<title>{title})")
    link = "is|was|becomes|became|who is|who was|has been|had been|as|will become"
    return re.compile(
        rf"^,? ?(?:aged )?(?:\d\d, )?(?:(?:{link}) )?"
        rf"(?P<gap>[^.;\n]{{0,40}}?)(?<![\w-])"
        rf"(?P<title>{title}(?:(?:, and|,| and) (?:the )?{title})*)(?![\w-])",
        re.IGNORECASE,
    )


def people_relations(scene: Scene, cues: Sequence[Cue]) -> Iterator[ExtractedRelation]:
    """Yield WORKS_FOR and FOUNDED relations."""
    for sentence in scene.sentences:
        for person in sentence.named:
            if person.type == "PERSON":
                yield from _titled(scene, sentence, person)
        yield from _founded(scene, sentence, cues)


def _titled(scene: Scene, sentence: Sentence, person: Named) -> Iterator[ExtractedRelation]:
    since = max(
        [sentence.start]
        + [n.end for n in sentence.named if n.end <= person.start and n.type == "PERSON"]
    )
    before = _before(scene.language).search(scene.folded, since, person.start)
    if before is not None:
        firm, sure = _firm_before(scene, sentence, before.start("title"))
        # In a list of people (创始人甲、乙) the title is of the first alone here.
        yield from _employed(
            scene,
            sentence,
            person,
            firm,
            before["title"],
            sure,
            scene.folded[max(sentence.start, before.start() - 8) : before.start("title")],
        )
        return
    listed = _LISTED_FOUNDERS.match(scene.folded, person.end) if scene.language == "zh" else None
    if listed is not None:
        firm, sure = _firm_before(scene, sentence, person.start)
        yield from _employed(scene, sentence, person, firm, listed["title"], sure, "")
        return
    after = _after(scene.language).match(
        scene.folded[person.end : min(sentence.end, person.end + 90)]
    )
    if after is not None:
        start, end = person.end, person.end + after.end()
        between = [
            n for n in sentence.named if start <= n.start and n.end <= end and n.type in _ORGS
        ]
        beyond = (
            [n for n in sentence.named if end <= n.start <= end + 8 and n.type in _ORGS]
            if scene.language == "en"
            else []
        )
        if any(n.type == "PERSON" for n in sentence.named if start <= n.start < end):
            return
        firm, sure = next(iter([*between, *beyond]), None), BESIDE
        if firm is None:
            firm, sure = _firm_before(scene, sentence, person.start)
            sure = min(sure, NEAREST)
        yield from _employed(scene, sentence, person, firm, after["title"], sure, after["gap"])


def _firm_before(scene: Scene, sentence: Sentence, at: int) -> tuple[Named | None, float]:
    reach = FURTHEST[scene.language]
    near = [
        named
        for other in scene.sentences[max(0, sentence.number - 1) : sentence.number + 1]
        for named in other.named
        if named.end <= at and named.type in _ORGS and at - named.end <= reach
    ]
    if not near:
        return None, 0.0
    gap = scene.folded[near[-1].end : at]
    beside = (
        len(gap) <= (10 if scene.language == "zh" else 24)
        and re.search("[，。；,.;\n]", gap) is None
    )
    if beside:
        return near[-1], BESIDE
    # A title without a firm beside it belongs to the one firm in sight, where there is but one,
    # or to the one that the article is about.
    here = [named for named in near if named.start >= sentence.start]
    for some in (here, near):
        if len({named.entity for named in some}) == 1:
            return some[-1], NEAREST
    return _topic(scene, near), NEAREST


TOPIC = 3
"""How many times as often as any other the one that an article is about is named."""


def _topic(scene: Scene, near: Sequence[Named]) -> Named | None:
    """Return the one of several that the article names far more often than the others."""
    often = {n.entity: len(scene.entities[n.entity].mentions) for n in near}
    first, second = sorted(often.values(), reverse=True)[:2]
    if first < TOPIC * second or first < TOPIC + 1:
        return None
    return next(n for n in reversed(near) if often[n.entity] == first)


def _employed(
    scene: Scene,
    sentence: Sentence,
    person: Named,
    firm: Named | None,
    title: str,
    sure: float,
    context: str,
) -> Iterator[ExtractedRelation]:
    if firm is None:
        return
    evidence = (scene.evidence(sentence),)
    founder = _founders(scene.language).search(title) is not None
    if founder:
        yield ExtractedRelation("FOUNDED", person.entity, firm.entity, evidence, sure)
        title = _trimmed(_FOUNDER.sub("", title))
        if len(title) < 2:
            return
    properties: dict[str, str | bool] = {"role": _trimmed(title)}
    if _FORMER[scene.language].search(context):
        properties["former"] = True
    yield ExtractedRelation("WORKS_FOR", person.entity, firm.entity, evidence, sure, properties)


_LOOSE_END = re.compile(
    r"^(?:and|or|,|兼|、|及|和|与|暨|\s)+|(?:\b(?:and|or)\b|,|兼|、|及|和|与|暨|\s)+$"
)


def _trimmed(title: str) -> str:
    """Return a role without the joining words that what was cut from it left at its ends."""
    return _LOOSE_END.sub("", title)


def _founded(scene: Scene, sentence: Sentence, cues: Sequence[Cue]) -> Iterator[ExtractedRelation]:
    """Yield what verbs of founding say: 李明创办了云帆, founded by."""
    groups = groups_in(scene, sentence)
    for cue in cues:
        verbal = cue.pattern.voice != "noun" and cue.pattern.strong
        if cue.type != "FOUNDED" or not verbal or not sentence.start <= cue.start < sentence.end:
            continue
        roles = roles_around(scene, cue, groups, until=sentence.end, since=sentence.start)
        for source in roles.get("source", ()):
            for target in roles.get("target", ())[:1]:
                yield ExtractedRelation(
                    "FOUNDED", source, target, (scene.evidence(sentence),), CUED
                )

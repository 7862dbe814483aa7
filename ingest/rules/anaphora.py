"""Reads 该公司, 后者, "the company", "he" and the like as naming someone again, where safe."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.lexicon import Language, read_lexicon
from ingest.rules.scene import Named, Scene, Sentence

BACK = 2
"""How many sentences back the one meant may be named."""

FAR_BACK = 6
"""The same for a cluster, which a text on it seldom leaves."""


Chooser = Callable[[Sequence[Named], Sequence[Named]], Named | None]


@cache
def _rules(language: Language) -> tuple[tuple[re.Pattern[str], str, Chooser], ...]:
    kinds: tuple[tuple[str, str, Chooser], ...] = (
        ("firm", "FIRM", _topic),
        ("latter", "FIRM", _last),
        ("former", "FIRM", _last_but_one),
        ("person", "PERSON", _last),
        ("cluster", "CLUSTER", _last),
    )
    edge = r"\b" if language == "en" else ""
    return tuple(
        (re.compile(edge + "(?:" + "|".join(patterns) + ")" + edge), kind, choose)
        for name, kind, choose in kinds
        for patterns in [read_lexicon("anaphora")[language][name]]
    )


def with_anaphora(scene: Scene) -> Scene:
    """Return the scene with pronouns and the like counted among those named."""
    sentences: list[Sentence] = []
    for sentence in scene.sentences:
        found = list(_found(scene, sentence))
        named = sorted([*sentence.named, *found], key=lambda each: each.start)
        sentences.append(replace(sentence, named=tuple(named)))
    return replace(scene, sentences=tuple(sentences))


def _found(scene: Scene, sentence: Sentence) -> Iterator[Named]:
    past = _named_before(scene, sentence, BACK)
    places = _named_before(scene, sentence, FAR_BACK)
    for pattern, kind, choose in _rules(scene.language):
        for match in pattern.finditer(scene.folded, sentence.start, sentence.end):
            here = [n for n in sentence.named if n.end <= match.start()]
            if any(n.start < match.end() and n.end > match.start() for n in sentence.named):
                continue
            before = places if kind == "CLUSTER" else past
            meant = choose(
                [n for n in here if n.type == kind], [n for n in before if n.type == kind]
            )
            if meant is not None:
                yield Named(match.start(), match.end(), meant.entity, kind)


def _named_before(scene: Scene, sentence: Sentence, back: int) -> list[Named]:
    since = max(0, sentence.number - back)
    return [named for other in scene.sentences[since : sentence.number] for named in other.named]


def _topic(here: Sequence[Named], past: Sequence[Named]) -> Named | None:
    """Return the first firm of the sentence, else of the nearest sentence before that names one."""
    if here:
        return here[0]
    return past[0] if past else None


def _last(here: Sequence[Named], past: Sequence[Named]) -> Named | None:
    if here:
        return here[-1]
    return past[-1] if past else None


def _last_but_one(here: Sequence[Named], past: Sequence[Named]) -> Named | None:
    both = [*past, *here] if len(here) < 2 else list(here)
    return both[-2] if len(both) > 1 else None

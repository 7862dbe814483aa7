"""What the finders of facts look at: an article's sentences with the entities named in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.lexicon import Language
from ingest.names.entities import Grouped
from schema.records import Span


@dataclass(frozen=True, slots=True)
class Named:
    """An entity named at characters `start` to `end`."""

    start: int
    end: int
    entity: str
    type: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `start` to `end` of the article, and who is named there, in order."""

    number: int
    start: int
    end: int
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """An article with its sentences; `folded` is the text as the lexicons match it."""

    text: str
    folded: str
    language: Language
    published: date | None
    entities: Mapping[str, Grouped]
    sentences: tuple[Sentence, ...]

    def evidence(self, sentence: Sentence) -> Span:
        """Return a sentence as the quote that shows a fact."""
        return Span(sentence.start, sentence.end, self.text[sentence.start : sentence.end])


def make_scene(
    text: str,
    folded: str,
    language: Language,
    *,
    published: date | None,
    entities: Sequence[Grouped],
    sentences: Iterable[tuple[int, int]],
) -> Scene:
    """Return the scene of an article whose entities are known."""
    named = sorted(
        (
            Named(m.start, m.end, entity.id, entity.type)
            for entity in entities
            for m in entity.mentions
        ),
        key=lambda each: each.start,
    )
    placed = tuple(
        Sentence(
            number,
            start,
            end,
            tuple(each for each in named if start <= each.start and each.end <= end),
        )
        for number, (start, end) in enumerate(sentences)
    )
    return Scene(text, folded, language, published, {e.id: e for e in entities}, placed)

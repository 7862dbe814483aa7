"""The component that reads entities, relations and deals from a doc's names, cues and values."""

from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.components.mentions import mentions_of
from ingest.components.text import article_of, published_on, tongue
from ingest.lexicon import Language as Tongue
from ingest.lexicon import fold
from ingest.names.entities import Grouped, group_mentions
from ingest.rules.anaphora import with_anaphora
from ingest.rules.cues import Cue, find_cues
from ingest.rules.facts import read_facts
from ingest.rules.locations import places_in_names
from ingest.rules.scene import make_scene
from ingest.rules.sentences import sentence_spans
from ingest.rules.values import Value, find_values
from schema.records import Extraction

CUES, VALUES = "cues", "values"


@Language.factory("guanxi_facts", requires=["doc.ents"], assigns=["doc.spans"])
def make_facts(nlp: Language, name: str) -> "Facts":
    return Facts(tongue(nlp))


class Facts:
    """Sets `doc._.extraction`, the ids of entities, and the spans of cues and values."""

    def __init__(self, language: Tongue) -> None:
        self.language = language

    def __call__(self, doc: Doc) -> Doc:
        article = article_of(doc, self.language)
        folded = fold(doc.text, self.language)
        entities = group_mentions(doc.text, mentions_of(doc), self.language)
        entities += places_in_names(doc.text, entities)
        published = published_on(article)
        cues = find_cues(folded, self.language)
        values = find_values(doc.text, self.language, published=published)
        scene = make_scene(
            doc.text,
            folded,
            self.language,
            published=published,
            entities=entities,
            sentences=sentence_spans(folded, self.language),
        )
        told, relations, deals = read_facts(with_anaphora(scene), cues, values)
        doc._.extraction = Extraction(article, tuple(told), tuple(relations), tuple(deals))
        _mark(doc, entities, cues, values)
        return doc


def _mark(doc: Doc, entities: list[Grouped], cues: list[Cue], values: list[Value]) -> None:
    ids = {(m.start, m.end): entity.id for entity in entities for m in entity.mentions}
    doc.ents = [
        Span(doc, ent.start, ent.end, label=ent.label_, span_id=ids[ent.start_char, ent.end_char])
        for ent in doc.ents
    ]
    doc.spans[CUES] = _spans(doc, [(c.start, c.end, c.type) for c in cues])
    doc.spans[VALUES] = _spans(doc, [(v.start, v.end, v.label) for v in values])


def _spans(doc: Doc, places: list[tuple[int, int, str]]) -> list[Span]:
    mode: Literal["expand"] = "expand"
    found = (
        doc.char_span(start, end, label=label, alignment_mode=mode) for start, end, label in places
    )
    return [span for span in found if span is not None]

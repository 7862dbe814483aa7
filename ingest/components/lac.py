"""The component that puts LAC's words into `doc.spans["words"]`."""

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.lac import Word, lac_tagger
from ingest.lexicon import fold_chinese

WORDS = "words"


@Language.factory("guanxi_lac", assigns=["doc.spans"])
def make_lac(nlp: Language, name: str) -> "LacWords":
    return LacWords()


class LacWords:
    """Reads Chinese docs together, so that sentences of like length share a batch."""

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 16) -> Iterator[Doc]:
        waiting = iter(docs)
        while batch := list(islice(waiting, batch_size)):
            read = lac_tagger().tag([fold_chinese(doc.text) for doc in batch])
            for doc, words in zip(batch, read, strict=True):
                doc.spans[WORDS] = list(_spans(doc, words))
                yield doc


def _spans(doc: Doc, words: Iterable[Word]) -> Iterator[Span]:
    # A token is one character, but white space may hang on the token before it.
    places, lengths = doc.to_array(["IDX", "LENGTH"]).T.tolist() if len(doc) else ([], [])
    starts = {place: number for number, place in enumerate(places)}
    ends = {
        place + length: number
        for number, (place, length) in enumerate(zip(places, lengths, strict=True), 1)
    }
    for word in words:
        first, last = starts.get(word.start), ends.get(word.end)
        if first is not None and last is not None:
            yield Span(doc, first, last, label=word.tag)


def words_of(doc: Doc) -> list[Word]:
    """Return LAC's words as a doc holds them."""
    return [Word(span.start_char, span.end_char, span.label_) for span in doc.spans[WORDS]]

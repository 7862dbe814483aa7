"""Names as search tokens: overlapping pairs of Chinese characters, whole words otherwise.

Chinese writes no spaces, so that an index over pairs finds any run of two characters or more;
the last character of a run is a token too, so that a single one is found wherever it stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from schema.names import fold_name, strip_legal_form, to_simplified

PAIRED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of scripts in which names have no spaces: Chinese, Japanese, Korean."""

WORDS = re.compile(r"[^\W_]+")
RUNS = re.compile(f"([{PAIRED}]+)|([^{PAIRED}]+)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must follow each other; of the last one `cut` gives only the beginning."""

    tokens: tuple[str, ...]
    cut: bool


def name_tokens(name: str) -> list[str]:
    """Return the tokens under which a name is indexed, in order."""
    tokens = []
    for run, paired in _runs(name):
        tokens += [*_pairs(run), run[-1]] if paired else [run]
    return tokens


def query_phrases(text: str) -> list[Phrase]:
    """Return what the tokens of a name must hold for the name to hold `text`.

    Legal forms in `text` do not count, as names are often given without; those of names are
    indexed all the same, so that they are found by every part of them. A single Chinese
    character, and the word with which the text ends, may be cut short.
    """
    runs = list(_runs(strip_legal_form(text)))
    phrases = []
    for number, (run, paired) in enumerate(runs, start=1):
        if paired and len(run) > 1:
            phrases.append(Phrase(tuple(_pairs(run)), cut=False))
        else:
            phrases.append(Phrase((run,), cut=paired or number == len(runs)))
    return phrases


def _runs(name: str) -> Iterator[tuple[str, bool]]:
    """Yield the folded words of a name, and whether each is to be cut into pairs."""
    flat = unicodedata.normalize("NFKC", name)
    for word in WORDS.findall(flat):
        for paired, other in RUNS.findall(fold_name(to_simplified(fold_name(word)))):
            yield (paired, True) if paired else (other, False)


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]

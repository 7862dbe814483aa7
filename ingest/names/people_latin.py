"""Tells by its words that a name in Latin letters is a person's: Ann Keller, Seo-yeon Park."""

import re
import unicodedata
from functools import lru_cache

from ingest.names.naming import ending_type
from schema.names import is_full_person_name
from schema.tables import read_words

_HYPHENED = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{2,6}")
"""A given name of two syllables as in Korea and Taiwan: Seo-yeon."""
_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)"
)
_PINYIN = re.compile(rf"(?:{_SYLLABLE}){{1,2}}")
MOST_WORDS = 4


@lru_cache(maxsize=16384)
def is_person_name(name: str) -> bool:
    """Return whether a name of two words or more begins with a given name, and is no firm's.

    A family name with a given name as spelled in China or Korea counts, in either order.
    """
    words = _plain(name).split()
    if not 1 < len(words) <= MOST_WORDS or not is_full_person_name(name) or name.isupper():
        return False
    if ending_type(name, "en") is not None:
        return False
    return words[0] in read_words("given_names.tsv") or _is_east_asian(words)


def _is_east_asian(words: list[str]) -> bool:
    if len(words) != 2:
        return False
    surnames = read_words("romanized_surnames.tsv")
    pairs = ((words[0], words[1]), (words[1], words[0]))
    return any(
        family in surnames and (_HYPHENED.fullmatch(given) or _PINYIN.fullmatch(given.lower()))
        for family, given in pairs
    )


def _plain(name: str) -> str:
    spelled = unicodedata.normalize("NFD", name)
    return "".join(c for c in spelled if unicodedata.category(c) != "Mn").replace("ø", "o")

"""Tells whole names of people, in Chinese characters or Latin letters, from parts and titles."""

import re
from dataclasses import dataclass

from schema.script import plain
from schema.tables import read_words

MAX_SURNAME = 4
_DOT = re.compile(r"[·•・‧∙･]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-])*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?-?){1,2}")
# Parts of family names that are written small: Ludwig van Beethoven, Ursula von der Leyen.
_PARTICLES = frozenset(
    {"de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den"}
    | {"bin", "ibn", "al", "el", "ter", "ten", "y", "e", "zu", "af", "av"}
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """The family name and the given names of a person, as written."""

    family: str
    given: str


def person_name_parts(name: str) -> PersonName | None:
    """Return the parts of a whole name, None where `name` is a part only, a title or no name.

    In Chinese a whole name is a listed surname with one or two characters (王小明, 欧阳修), or a
    foreign name in parts (埃隆·马斯克), while 马斯克 alone is none, by its sounds. In Latin letters
    it is two words or more (Ada Lovelace); the last is taken for the family name.
    """
    text = plain(name).strip()
    original = name.strip()
    parts = [part.strip() for part in _DOT.split(original)]
    if len(parts) > 1:
        return PersonName(parts[-1], "·".join(parts[:-1])) if all(parts) else None
    compact = re.sub(r"\s", "", text)
    if _HAN.fullmatch(compact):
        return _chinese_parts(compact, re.sub(r"\s", "", original))
    return _latin_parts(original)


def is_full_person_name(name: str) -> bool:
    """Return whether `name` has a family name and a given name."""
    return person_name_parts(name) is not None


def _chinese_parts(simplified: str, original: str) -> PersonName | None:
    surnames, titles = read_words("surnames.tsv"), read_words("person_titles.txt")
    for length in range(min(MAX_SURNAME, len(simplified) - 1), 0, -1):
        given = simplified[length:]
        if simplified[:length] not in surnames or len(given) > 2:
            continue
        if given in titles or {given, simplified} & read_words("common_words.txt"):
            return None
        if len(given) == 2 and set(given) <= read_words("transliteration.txt"):
            return None
        return PersonName(original[:length], original[length:])
    return None


def _latin_parts(text: str) -> PersonName | None:
    titles = read_words("person_titles.txt")
    words = text.replace(",", " ").split()
    while words and words[0].rstrip(".").lower() in titles:
        words = words[1:]
    if len(words) < 2 or not all(_LATIN_WORD.fullmatch(word) for word in words):
        return None
    if not all(word[0].isupper() or word.lower() in _PARTICLES for word in words):
        return None
    spelled = [word for word in words if not _INITIALS.fullmatch(word)]
    if len(spelled) < 2 or words[-1].lower() in _PARTICLES:
        return None
    family = len(words) - 1
    while family > 1 and words[family - 1].lower() in _PARTICLES:
        family -= 1
    return PersonName(" ".join(words[family:]), " ".join(words[:family]))

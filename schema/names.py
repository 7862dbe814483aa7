"""Names made comparable: folded, without legal forms, in one script, and told from common words."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from schema.legal_forms import legal_form_pattern
from schema.person_names import PersonName, is_full_person_name, person_name_parts
from schema.script import plain, to_simplified
from schema.tables import read_words

__all__ = [
    "PersonName",
    "comparison_key",
    "fold_name",
    "is_common_word",
    "is_full_person_name",
    "person_name_parts",
    "strip_legal_form",
    "to_simplified",
]

# A name is not cut down to less than this.
MIN_REST = 2
# Latin letters that Unicode does not take apart into a base and an accent.
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ı": "i"})
_DETERMINERS = re.compile(
    r"^(?:(?:the|an?|this|that|these|those|its|his|her|their|our)\s+"
    r"|(?:该|本|此|这家|那家|这个|那个|某家?|一家|一个|其|贵|我|各|每家|多家|两家))",
    re.IGNORECASE,
)
# Two more passes than any name was seen to need.
_PASSES = 6


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return `name` without regard to width, case, accents, spaces and punctuation.

    `&` reads as "and". A name of nothing but signs keeps them, so that it is not empty.
    """
    return _settle(_fold_once, name)


def _fold_once(name: str) -> str:
    lowered = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    spelled = _without_accents(lowered.replace("&", " and ")).translate(_LATIN)
    kept = "".join(c for c in spelled if unicodedata.category(c)[0] in "LNM")
    return unicodedata.normalize("NFC", kept) or lowered.strip()


def _without_accents(text: str) -> str:
    """Drop the marks over and under Latin letters; those of other scripts make other letters."""
    if text.isascii():
        return text
    letters: list[str] = []
    latin = False
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.category(character) == "Mn" and latin:
            continue
        latin = "LATIN" in unicodedata.name(character, "")
        letters.append(character)
    return unicodedata.normalize("NFC", "".join(letters))


def _settle(step: Callable[[str], str], name: str) -> str:
    """Apply `step` until it changes nothing more, so that applying it again changes nothing."""
    for _ in range(_PASSES):
        stepped = step(name)
        if stepped == name:
            break
        name = stepped
    return name


def strip_legal_form(name: str) -> str:
    """Return `name` in half width without its legal forms, such as 股份有限公司, Inc. and GmbH.

    Words like 集团 and Holdings go too. What would leave less than two letters or a common word
    stays whole: 科技有限公司 names no firm any better as 科技.
    """
    return _settle(_strip_once, unicodedata.normalize("NFKC", name).strip())


def _strip_once(name: str) -> str:
    flat = plain(name)
    for place in ("end", "start"):
        match = legal_form_pattern(place).search(flat)
        if match is None:
            continue
        rest = (name[: match.start()] if place == "end" else name[match.end() :]).strip(" ,，")
        if len(fold_name(rest)) >= MIN_REST and not is_common_word(rest):
            return rest
    return name


@lru_cache(maxsize=65536)
def comparison_key(name: str) -> str:
    """Return what two ways to write one name share: 騰訊控股有限公司 and 腾讯 give one key."""
    return _settle(_key_once, name)


def _key_once(name: str) -> str:
    return fold_name(to_simplified(fold_name(strip_legal_form(name))))


def is_common_word(name: str) -> bool:
    """Return whether `name` never says which firm is meant: 公司, the company, one letter."""
    spaced = to_simplified(unicodedata.normalize("NFKC", name).casefold().strip())
    bare = _DETERMINERS.sub("", spaced)
    return any(
        len(folded) <= 1 or folded in _common_keys() for folded in map(fold_name, (spaced, bare))
    )


@cache
def _common_keys() -> frozenset[str]:
    return frozenset(fold_name(word) for word in read_words("common_words.txt"))

"""Finds people with foreign names in Chinese text by the point between the parts: 乔尼·艾维."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.lac import Word
from ingest.names.mention import Mention
from ingest.names.naming import ending_type, known_type
from schema.tables import read_words

POINTED = 0.83
"""Above what LAC's own people get, whose words it stretches or cuts."""

LONGEST_PART = 8
_POINTS = "·・‧•"
_POINTED = re.compile(rf"[\u3400-\u9fff{_POINTS}]+")
_NOT_SOUNDS = frozenset({"v", "p", "c", "u", "r", "m", "ORG"})


def pointed_people(text: str, words: Sequence[Word]) -> Iterator[Mention]:
    """Yield names of two parts or more; where each begins and ends LAC's words tell."""
    over = {at: word for word in words for at in range(word.start, word.end)}
    done = 0
    for match in re.finditer(f"[{_POINTS}]", text):
        if match.start() < done:
            continue
        start = _part_start(text, over, match.start())
        end = _part_end(text, over, match.end())
        while end > match.end() and text[end : end + 1] in set(_POINTS):
            stop = _part_end(text, over, end + 1)
            if stop == end + 1:
                break
            end = stop
        done = end
        if start < match.start() and end > match.end() and not _is_other(text[start:end]):
            yield Mention(start, end, "PERSON", POINTED, "pointed")


def _is_other(name: str) -> bool:
    return ending_type(name, "zh") is not None or known_type(name) is not None


def _part_start(text: str, over: Mapping[int, Word], end: int) -> int:
    """Return where the part before `end` begins: with LAC's word, or sounds before it."""
    word = over.get(end - 1)
    if word is None or not _POINTED.fullmatch(text[word.start : end]):
        return end
    start = word.start
    while (word := over.get(start - 1)) is not None and _is_sound(text, word):
        start = word.start
    return start if end - start <= LONGEST_PART else end


def _part_end(text: str, over: Mapping[int, Word], start: int) -> int:
    """Return where the part from `start` on ends."""
    word = over.get(start)
    if word is None or not _POINTED.fullmatch(text[start : word.end]):
        return start
    end = word.end
    while (word := over.get(end)) is not None and _is_sound(text, word):
        end = word.end
    while end > start and text[end - 1] in _POINTS:
        end -= 1
    return end if end - start <= 3 * LONGEST_PART else start


def _is_sound(text: str, word: Word) -> bool:
    spelled = set(text[word.start : word.end])
    return word.tag not in _NOT_SOUNDS and spelled <= read_words("transliteration.txt")

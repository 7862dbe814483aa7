"""Lets a person speak for the name beside it in a list: Ann Keller and Joss Amberley."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.names.mention import Mention
from ingest.names.naming import ending_type, known_type
from schema.names import is_full_person_name

IN_LIST = 0.81
SURE_PERSON = 0.8
DOUBTFUL = 0.8

_LINK = re.compile(r" (?:and|&) | ?[和与及、] ?")


def people_in_lists(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield names of two words or more in Latin letters that stand linked with a sure person."""
    for left, right in pairwise(found):
        if _LINK.fullmatch(text[left.end : right.start]) is None:
            continue
        for doubtful, other in ((left, right), (right, left)):
            sure = other.type == "PERSON" and other.confidence >= SURE_PERSON
            if sure and _may_be_person(text, doubtful) and _has_parts(text, other):
                yield Mention(doubtful.start, doubtful.end, "PERSON", IN_LIST, "listed-person")


def _has_parts(text: str, mention: Mention) -> bool:
    return " " in text[mention.start : mention.end] or "·" in text[mention.start : mention.end]


def _may_be_person(text: str, mention: Mention) -> bool:
    name = text[mention.start : mention.end]
    return (
        mention.type in {"FIRM", "PLACE"}
        and mention.confidence <= DOUBTFUL
        and " " in name
        and is_full_person_name(name)
        and known_type(name) is None
        and ending_type(name, "en") is None
    )

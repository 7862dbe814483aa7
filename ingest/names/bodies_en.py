"""Finds English names of public bodies and clusters by the words that they are made of."""

import re
from collections.abc import Iterator
from functools import cache

from ingest.lexicon import any_of, read_terms
from ingest.names.mention import Mention
from ingest.names.naming import ending_type

# How sure each rule is, from counting right ones among its finds on marked-up training text.
BODY = 0.93
PROPER_CLUSTER = 0.84
"""A weak word such as Park, where every word has a capital and `the` stands before."""
WEAK_CLUSTER = 0.6

LONGEST_CLUSTER = 5
"""In words."""

_CAPITAL = r"[A-ZÀ-Þ](?:[\w&'’\-]|\.(?=\w))*"

_OWNER = re.compile(r"(?:[A-Z][\w.]+ )?[A-Z][\w.]+['’]s (?=[A-Z]\w+ )")
"""South Africa's Competition Tribunal is the Competition Tribunal."""


def _terms(name: str) -> str:
    return any_of(read_terms("contexts", "en", name))


@cache
def _bodies() -> tuple[re.Pattern[str], ...]:
    last = (
        rf"(?:{_CAPITAL} (?:(?:of|and|for|the|&) (?:the )?)?){{1,6}}{_terms('body_last')}\b"
        rf"(?: (?:of|for) (?:the )?{_CAPITAL}(?: (?:of (?:the )?)?{_CAPITAL}){{0,3}})?"
    )
    first = (
        rf"\b{_terms('body_first')} (?:of|on|for|de) (?:the )?{_CAPITAL}"
        rf"(?:(?: and| of| of the| in the)? {_CAPITAL}){{0,4}}"
    )
    return re.compile(last), re.compile(first)


@cache
def _clusters() -> re.Pattern[str]:
    endings = read_terms("cluster_suffixes", "en", "strong") | read_terms(
        "contexts", "en", "cluster_last"
    )
    inside = rf"(?:[ -](?:{_CAPITAL}|[a-z]+(?:-[a-z]+)?|and|&)){{0,4}}?"
    return re.compile(rf"{_CAPITAL}{inside}[ -](?i:{any_of(endings)})\b")


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"{_terms('sentence_heads')} ")


def body_names(text: str) -> Iterator[Mention]:
    """Yield organizations such as the Court of Appeal and the Danish Business Authority."""
    for pattern in _bodies():
        for match in pattern.finditer(text):
            start = _without_head(match)
            if match.end() - start > 6 and " " in text[start : match.end()]:
                yield Mention(start, match.end(), "ORGANIZATION", BODY, "body")


def cluster_names(text: str) -> Iterator[Mention]:
    """Yield clusters such as the Ludlow Food Park and Pune auto belt."""
    for match in _clusters().finditer(text):
        start = _without_head(match)
        inside = text.rfind(" the ", start, match.end())
        start = start if inside < 0 else inside + len(" the ")
        words = text[start : match.end()].split()
        if not 1 < len(words) <= LONGEST_CLUSTER or not words[0][0].isupper():
            continue
        proper = all(word[0].isupper() for word in words) and text[:start].endswith("the ")
        if ending_type(" ".join(words), "en") == "CLUSTER":
            sure = BODY
        else:
            sure = PROPER_CLUSTER if proper else WEAK_CLUSTER
        yield Mention(start, match.end(), "CLUSTER", sure, "cluster")


def _without_head(match: re.Match[str]) -> int:
    lead = _heads().match(match[0])
    start = match.start() + (lead.end() if lead else 0)
    owner = _OWNER.match(match.string, start, match.end())
    return owner.end() if owner else start

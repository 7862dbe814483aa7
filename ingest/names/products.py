"""Finds products: well-known ones, and names with the word for a product beside them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from ingest.lexicon import any_of
from ingest.names.gazetteer import Gazetteer
from ingest.names.mention import Mention
from ingest.names.naming import ending_type, known_type
from schema.tables import read_words

KNOWN_PRODUCT = 0.93
UNSURE = 0.8
SURE_OWNER = 0.8
"""A firm less sure than this may turn out a product."""

_OWNED = re.compile(r"['’]s? $")


def known_products(text: str) -> Iterator[Mention]:
    """Yield where products of the list are named; those that are firms as well are left to that."""
    for hit in _listed().find(text):
        yield Mention(hit.start, hit.end, "PRODUCT", KNOWN_PRODUCT, "known-product")


def products_beside_nouns(text: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """Yield names of no known firm that English text calls a drug, an app or a car."""
    for mention in found:
        name = text[mention.start : mention.end]
        if not _doubtful(name, mention):
            continue
        before = text[max(0, mention.start - 40) : mention.start]
        after = _noun_after().match(text, mention.end)
        owned = _OWNED.search(before) or re.search(r"\b(?:the|its|new|their) $", before)
        if (after and owned) or _noun_before().search(before):
            yield Mention(mention.start, mention.end, "PRODUCT", UNSURE + 0.01, "product-noun")


def owned_products(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield names in Latin letters that Chinese text says a firm has: 诺安的Corvo.

    A firm that another has is said to be 旗下. In English either may stand behind 's.
    """
    for owner, owned in pairwise(found):
        name = text[owned.start : owned.end]
        between = text[owner.end : owned.start]
        if (
            owner.type == "FIRM"
            and owner.confidence >= SURE_OWNER
            and _doubtful(name, owned)
            and name[0].isascii()
            and between in {"的", "的 "}
        ):
            yield Mention(owned.start, owned.end, "PRODUCT", UNSURE + 0.01, "product-owned")


def _doubtful(name: str, mention: Mention) -> bool:
    unsure = mention.type in {"FIRM", "PLACE"} and mention.confidence <= UNSURE
    return unsure and known_type(name) is None and ending_type(name, "en") is None


@cache
def _listed() -> Gazetteer:
    names = sorted(read_words("known_products.tsv"))
    return Gazetteer((name, "PRODUCT", True) for name in names if known_type(name) is None)


@cache
def _nouns() -> str:
    return any_of(read_words("product_nouns.tsv"))


@cache
def _noun_after() -> re.Pattern[str]:
    return re.compile(rf" {_nouns()}s?\b(?! (?:maker|company|firm|unit|business|group|supplier))")


@cache
def _noun_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:[Tt]he|[Ii]ts|[Aa]n?|new|latest)(?: \w+){{0,2}} {_nouns()},? $")

"""Finds Chinese names that LAC takes apart: firms with trade and form, clusters, events."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.lac import Word
from ingest.lexicon import any_of, read_terms
from ingest.names.contexts import context, title_word, trade_word
from ingest.names.mention import Mention
from ingest.names.naming import is_not_name
from schema.known import is_place_name
from schema.names import is_full_person_name

# How sure each rule is, from counting right ones among its finds on marked-up training text.
LEGAL_FORM = 0.97
CLUSTER = 0.93
JOINED = 0.88
EVENT = 0.85
AFTER_PERSON = 0.82
"""A word of trade behind what may be a person's name: 王磊科技."""

LONGEST_NAME = 26
NAME_TAGS = frozenset({"ORG", "LOC", "PER", "nz"})
_PART_TAGS = NAME_TAGS | {"n", "vn", "an", "a", "xc", "nw"}


@cache
def _legal_end() -> re.Pattern[str]:
    legal = read_terms("firm_suffixes", "legal", "zh") - {"公司", "厂"}
    return re.compile(any_of(legal) + "$")


@cache
def _cluster_end() -> re.Pattern[str]:
    return re.compile(any_of(read_terms("cluster_suffixes", "zh", "strong") | {"集群", "小镇"}))


def joined_name(text: str, words: Sequence[Word], number: int) -> Iterator[Mention]:
    """Yield the name that ends with this word: 远岚 生物（苏州）股份有限公司, 金泰 五金."""
    word = words[number]
    last = text[word.start : word.end]
    if _legal_end().search(last):
        first = _first_part(text, words, number)
        if first < number or len(last) > 6:
            start = words[first].start
            yield Mention(start, word.end, "FIRM", LEGAL_FORM, "legal-form")
    elif trade_word(last):  # the name of 腾讯公司 ends before 公司, that of 腾讯科技 does not
        yield from _with_trade_word(text, words, number)


def _with_trade_word(text: str, words: Sequence[Word], number: int) -> Iterator[Mention]:
    """Yield a name before a word of trade: 佳能集团, 宁波银行, but not 中国汽车."""
    first = number
    while first > 0 and _is_trade(text, words[first - 1]):
        first -= 1
    if first == 0:
        return
    head = words[first - 1]
    name = text[head.start : head.end]
    last = text[words[number].start : words[number].end]
    if is_not_name(name.strip(), "zh") or name != name.strip():
        return
    if head.tag in {"ORG", "PER", "nz"} and len(name) >= 2:
        firm_like = head.tag != "PER" or not is_full_person_name(name)
        yield Mention(
            head.start, words[number].end, "FIRM", JOINED if firm_like else AFTER_PERSON, "trade"
        )
    elif head.tag == "LOC" and last in context("local_firm") and len(name) >= 2:
        yield Mention(head.start, words[number].end, "FIRM", JOINED, "local-firm")


def _is_trade(text: str, word: Word) -> bool:
    return word.tag in {"n", "vn", "nz", "xc"} and trade_word(text[word.start : word.end])


def _first_part(text: str, words: Sequence[Word], number: int) -> int:
    """Return the number of the first word of the name that ends with word `number`."""
    first = number
    depth = 0
    while first > 0:
        word = words[first - 1]
        mark = text[word.start : word.end]
        if mark == "）":
            depth += 1
        elif mark == "（" and depth:
            depth -= 1
        elif (
            word.tag not in _PART_TAGS
            or words[number].end - word.start > LONGEST_NAME
            or title_word().fullmatch(mark)
            or _is_common(mark)
        ):
            break
        first -= 1
    while first < number and text[words[first].start] in "（）":
        first += 1
    return first


def _is_common(mark: str) -> bool:
    return mark in context("describes_firm") or (
        is_not_name(mark, "zh") and not trade_word(mark) and len(mark) > 1
    )


def cluster_names(text: str, words: Sequence[Word]) -> Iterator[Mention]:
    """Yield a place or name, what is made there, and an ending such as 产业带."""
    starts = {word.start: number for number, word in enumerate(words)}
    ends = {word.end: number for number, word in enumerate(words)}
    for match in _cluster_end().finditer(text):
        last = ends.get(match.end())
        at = starts.get(match.start())
        if last is None:
            continue
        first = _cluster_head(text, words, last if at is None else at)
        if first is None or match.end() - words[first].start <= len(match[0]) + 1:
            continue
        between = text[words[first].end : match.start()].strip("的")
        # 德国的产业集群 says no more than that there are some.
        if between or not _is_place(text, words[first]) or "产业" not in match[0]:
            yield Mention(words[first].start, match.end(), "CLUSTER", CLUSTER, "cluster")


@cache
def _event_head() -> re.Pattern[str]:
    return re.compile(any_of(read_terms("events", "zh")))


def event_names(text: str, words: Sequence[Word]) -> Iterator[Mention]:
    """Yield a place and the head of an event: 上海马拉松, 卡塔尔世界杯."""
    ends = {word.end: number for number, word in enumerate(words)}
    for match in _event_head().finditer(text):
        last = ends.get(match.end())
        number = ends.get(match.start())
        if last is None or number is None:
            continue
        first = number + 1
        while (
            number >= 0
            and words[number].tag in {"LOC", "nz", "ORG"}
            and match.end() - words[number].start < 16
        ):
            first = number
            number -= 1
        if first <= last and words[first].end <= match.start():
            yield Mention(words[first].start, match.end(), "EVENT", EVENT, "event")


def _cluster_head(text: str, words: Sequence[Word], last: int) -> int | None:
    """Return the word that a cluster's name begins with: its leftmost place or other name."""
    head = None
    number = last
    while number >= 0 and words[last].end - words[number].start <= LONGEST_NAME:
        word = words[number]
        name = text[word.start : word.end]
        named = word.tag in NAME_TAGS or is_place_name(name)
        if named and len(name) >= 2 and not is_not_name(name, "zh"):
            head = number
        after_place = number > 0 and _is_place(text, words[number - 1])
        inside = number == last or named or _goes_inside(word.tag, name, after_place=after_place)
        other = number != last and _cluster_end().search(name) is not None
        if not inside or other:  # 德化陶瓷产业带和宜兴紫砂产业基地 are two
            break
        number -= 1
    return head


def _is_place(text: str, word: Word) -> bool:
    return word.tag == "LOC" or is_place_name(text[word.start : word.end])


def _goes_inside(tag: str, name: str, *, after_place: bool) -> bool:
    """Return whether a word may stand between a cluster's place and its ending."""
    if tag in {"v", "c", "f", "s"}:
        return name in context("inside_cluster")
    return tag in {"n", "vn", "an", "a", "xc"} or (name == "的" and after_place)

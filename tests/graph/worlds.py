"""Little worlds to try the ledger on: articles that tell of few names and facts, over and over."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from schema.money import Money
from schema.records import (
    Article,
    ExtractedDeal,
    ExtractedEntity,
    ExtractedRelation,
    Extraction,
    Indicator,
    Participant,
    Span,
)

NAMES: Mapping[str, tuple[str, ...]] = {
    "FIRM": (
        "远山科技股份有限公司",
        "远山科技",
        "远山",
        "遠山科技",
        "Farhill Inc.",
        "FAR",
        "Microsoft",
        "微软",
        "Meta",
        "Meta Platforms",
        "谷歌",
        "北帆",
    ),
    "PERSON": ("陈大文", "大文", "Anna Bergstrom", "Bergstrom"),
    "PLACE": ("西陇县", "西陇", "西陇镇", "吉林", "吉林市", "吉林省", "Jilin"),
    "CLUSTER": ("西陇童车产业带", "西陇童车产业集群"),
}
TYPES = tuple(NAMES)
DATES = (None, "2024", "2024-03", "2024-03-10", "2024-03-19", "2024-09-01", "2023")
SUMS = (None, Money(Decimal(650), "USD"), Money(Decimal(640), "USD"), Money(Decimal(900), "USD"))
STATUSES = ("RUMOURED", "ANNOUNCED", "COMPLETED", "DENIED", "TERMINATED")
PUBLISHED = (None, "2024-03-11", "2024-03-20", "2024-10-01T08:00:00+08:00")
SENTENCE = (Span(0, 1, "x"),)


def entity(id: str, type: str, name: str, *aliases: str, **more: Any) -> ExtractedEntity:
    return ExtractedEntity(id, type, name, aliases, (Span(0, 1, "x"),), **more)


def relation(type: str, source: str, target: str, confidence: float = 0.9) -> ExtractedRelation:
    return ExtractedRelation(type, source, target, SENTENCE, confidence)


def deal(type: str, status: str = "ANNOUNCED", **more: Any) -> ExtractedDeal:
    """Return a deal; keywords in capitals are roles with the ids of their parties."""
    roles = {role: held for role, held in more.items() if role.isupper()}
    rest = {name: value for name, value in more.items() if not name.isupper()}
    parties = tuple(Participant(role, id) for role, held in roles.items() for id in held.split())
    return ExtractedDeal("d", type, status, parties, SENTENCE, rest.pop("confidence", 0.9), **rest)


def told(
    id: str,
    entities: Iterable[ExtractedEntity] = (),
    relations: Iterable[ExtractedRelation] = (),
    deals: Iterable[ExtractedDeal] = (),
    *,
    published: str | None = "2024-03-20",
    text: str = "x",
    extractor: str = "test",
) -> Extraction:
    """Return what the article `id` tells."""
    article = Article(id, text, id, "zh", published)
    return Extraction(article, tuple(entities), tuple(relations), tuple(deals), extractor=extractor)


FEW_FIRMS = ("远山科技", "Farhill", "Microsoft")
"""Names of a world in which every article tells of the same few firms."""


@st.composite
def _entities(draw: st.DrawFn) -> tuple[ExtractedEntity, ...]:
    made = []
    few = draw(st.booleans())
    for number in range(draw(st.integers(2, 4 if few else 5))):
        type = "FIRM" if few else draw(st.sampled_from(("FIRM", "FIRM", "FIRM", *TYPES)))
        names = st.sampled_from(FEW_FIRMS if few else NAMES[type])
        longest = draw(st.sampled_from((1, 1, 1, 2))) if few else 3
        name, *aliases = draw(st.lists(names, min_size=1, max_size=longest, unique=True))
        figures = draw(st.lists(_figures(), max_size=1))
        made.append(entity(f"e{number}", type, name, *aliases, indicators=tuple(figures)))
    return tuple(made)


def _figures() -> st.SearchStrategy[Indicator]:
    return st.builds(
        Indicator,
        st.sampled_from(("REVENUE", "EMPLOYEES")),
        st.sampled_from((Decimal(100), Decimal("100.5"), Decimal(200))),
        st.just("CNY"),
        st.sampled_from((None, "2024")),
        st.just(SENTENCE),
        st.sampled_from((0.5, 0.9)),
    )


@st.composite
def _relations(draw: st.DrawFn, entities: tuple[ExtractedEntity, ...]) -> ExtractedRelation | None:
    type = draw(st.sampled_from(("SUPPLIES", "PARTNERS_WITH", "MEMBER_OF", "ANCHORS")))
    firms = [each.id for each in entities if each.type == "FIRM"]
    clusters = [each.id for each in entities if each.type == "CLUSTER"]
    targets = clusters if type in ("MEMBER_OF", "ANCHORS") else firms
    if not firms or not targets:
        return None
    source, target = draw(st.sampled_from(firms)), draw(st.sampled_from(targets))
    if source == target:
        return None
    return relation(type, source, target, draw(st.sampled_from((0.6, 0.9))))


ROLES = {
    "ACQUISITION": ("ACQUIRER", "TARGET", "SELLER"),
    "INVESTMENT": ("INVESTOR", "INVESTEE"),
    "PARTNERSHIP": ("PARTNER", "PARTNER"),
}


@st.composite
def _deals(draw: st.DrawFn, entities: tuple[ExtractedEntity, ...]) -> ExtractedDeal | None:
    firms = [each.id for each in entities if each.type == "FIRM"]
    if not firms:
        return None
    type = draw(st.sampled_from(tuple(ROLES)))
    parties = draw(st.lists(st.sampled_from(firms), min_size=1, max_size=3, unique=True))
    return ExtractedDeal(
        "d",
        type,
        draw(st.sampled_from(STATUSES)),
        tuple(Participant(role, id) for role, id in zip(ROLES[type], parties, strict=False)),
        SENTENCE,
        draw(st.sampled_from((0.5, 0.9))),
        date=draw(st.sampled_from(DATES)),
        amount=draw(st.sampled_from(SUMS)),
    )


@st.composite
def extractions(draw: st.DrawFn, ids: st.SearchStrategy[str] | None = None) -> Extraction:
    """Draw what an article tells; few ids, so that articles are revised as well."""
    entities = draw(_entities())
    relations = draw(st.lists(_relations(entities), max_size=3))
    deals = draw(st.lists(_deals(entities), max_size=3))
    return told(
        draw(st.sampled_from("abcdef") if ids is None else ids),
        entities,
        [each for each in relations if each is not None],
        [each for each in deals if each is not None],
        published=draw(st.sampled_from(PUBLISHED)),
        text=draw(st.sampled_from("xyz")),
    )

"""A handful of articles with what they say, written down by hand, for tests of the service."""

from collections.abc import Sequence
from decimal import Decimal

from graph.ledger import record
from graph.store import GraphStore
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

RECORDED = "2025-01-05T00:00:00+00:00"

ROLES = tuple[tuple[str, str], ...]


class Told:
    """An article whose facts are added one by one, each with the words that say it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.entities: dict[str, ExtractedEntity] = {}
        self.relations: list[ExtractedRelation] = []
        self.deals: list[ExtractedDeal] = []

    def span(self, text: str, start: int = 0) -> Span:
        at = self.article.text.index(text, start)
        return Span(at, at + len(text), text)

    def spans(self, text: str) -> tuple[Span, ...]:
        found, at = [], 0
        while (at := self.article.text.find(text, at)) >= 0:
            found.append(Span(at, at + len(text), text))
            at += len(text)
        return tuple(found)

    def names(self, key: str, type: str, *names: str, figures: Sequence[Indicator] = ()) -> "Told":
        mentions = sorted({span for name in names for span in self.spans(name)}, key=repr)
        self.entities[key] = ExtractedEntity(
            key, type, names[0], tuple(names[1:]), tuple(mentions), tuple(figures)
        )
        return self

    def relates(self, type: str, source: str, target: str, quote: str, **more: object) -> "Told":
        properties = {name: value for name, value in more.items() if isinstance(value, str | bool)}
        self.relations.append(
            ExtractedRelation(type, source, target, (self.span(quote),), 0.8, properties)
        )
        return self

    def deals_in(
        self,
        type: str,
        status: str,
        roles: ROLES,
        quote: str,
        *,
        date: str | None = None,
        amount: Money | None = None,
        **properties: str | bool | None,
    ) -> "Told":
        self.deals.append(
            ExtractedDeal(
                f"d{len(self.deals) + 1}",
                type,
                status,
                tuple(Participant(role, entity) for role, entity in roles),
                (self.span(quote),),
                0.9,
                date=date,
                amount=amount,
                properties=properties,
            )
        )
        return self

    def extraction(self) -> Extraction:
        return Extraction(
            self.article,
            tuple(self.entities.values()),
            tuple(self.relations),
            tuple(self.deals),
            extractor="hand",
            extractor_version="1",
        )


def licence_in_english() -> Extraction:
    text = (
        "Character.AI said on Friday that Google had taken a non-exclusive licence to its "
        "language models. Noam Shazeer, who founded Character.AI, rejoins Google. Microsoft made a "
        "like deal with Inflection AI in March 2024, for 650 million dollars, and hired "
        "Mustafa Suleyman."
    )
    licence = text[: text.index(". Noam") + 1]
    move = "Noam Shazeer, who founded Character.AI, rejoins Google."
    other = text[text.index("Microsoft") :]
    told = Told(Article("en-licence", text, "A licence", "en", "2024-08-04"))
    told.names("c", "FIRM", "Character.AI").names("g", "FIRM", "Google")
    told.names("n", "PERSON", "Noam Shazeer").names("m", "FIRM", "Microsoft")
    told.names("i", "FIRM", "Inflection AI").names("s", "PERSON", "Mustafa Suleyman")
    told.relates("FOUNDED", "n", "c", move)
    told.deals_in(
        "LICENCE",
        "ANNOUNCED",
        (("LICENSOR", "c"), ("LICENSEE", "g")),
        licence,
        date="2024-08-02",
        exclusive=False,
    )
    told.deals_in(
        "HIRE",
        "ANNOUNCED",
        (("EMPLOYER", "g"), ("FORMER_EMPLOYER", "c"), ("PERSON", "n")),
        move,
        date="2024-08-02",
    )
    told.deals_in(
        "LICENCE",
        "SIGNED",
        (("LICENSOR", "i"), ("LICENSEE", "m")),
        other,
        date="2024-03",
        amount=Money(Decimal(650_000_000), "USD"),
    )
    told.deals_in(
        "HIRE",
        "COMPLETED",
        (("EMPLOYER", "m"), ("FORMER_EMPLOYER", "i"), ("PERSON", "s")),
        other,
        date="2024-03",
    )
    return told.extraction()


def licence_in_chinese() -> Extraction:
    text = (
        "谷歌与Character.AI签署协议,获得其大模型技术的非独家许可。"
        "微软与谷歌在人工智能领域竞争。微软总部位于美国。"
    )
    told = Told(Article("zh-licence", text, "许可", "zh", "2024-08-03"))
    told.names("g", "FIRM", "谷歌").names("c", "FIRM", "Character.AI")
    told.names("m", "FIRM", "微软").names("u", "PLACE", "美国")
    told.relates("COMPETES_WITH", "m", "g", "微软与谷歌在人工智能领域竞争。")
    told.relates("LOCATED_IN", "m", "u", "微软总部位于美国。")
    told.deals_in(
        "LICENCE",
        "SIGNED",
        (("LICENSOR", "c"), ("LICENSEE", "g")),
        "谷歌与Character.AI签署协议,获得其大模型技术的非独家许可。",
        date="2024-08-03",
        exclusive=False,
    )
    return told.extraction()


def cluster() -> Extraction:
    text = "甘棠镇拖鞋产业带位于甘棠镇,年产值约80亿元。龙头企业步云鞋业带动了这条产业带。"
    told = Told(Article("zh-cluster", text, "产业带", "zh"))
    output = Indicator(
        "OUTPUT_VALUE", Decimal(8_000_000_000), "CNY", None, (told.span("年产值约80亿元"),), 0.7
    )
    told.names("k", "CLUSTER", "甘棠镇拖鞋产业带", figures=[output])
    told.names("p", "PLACE", "甘棠镇").names("f", "FIRM", "步云鞋业")
    told.relates("LOCATED_IN", "k", "p", "甘棠镇拖鞋产业带位于甘棠镇")
    told.relates("ANCHORS", "f", "k", "龙头企业步云鞋业带动了这条产业带。")
    return told.extraction()


def tell_all(store: GraphStore) -> None:
    """Record every article of this module."""
    for extraction in (licence_in_english(), licence_in_chinese(), cluster()):
        record(store, extraction, recorded_at=RECORDED)

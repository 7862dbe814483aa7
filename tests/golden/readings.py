"""What is taken from the sample articles, as text whose differences a person can read."""

from collections.abc import Iterator, Mapping

from api.cli.samples import sample_articles
from ingest.rules_extractor import RulesExtractor
from schema.money import Money
from schema.records import ExtractedDeal, ExtractedRelation, Extraction, Span


def sample_readings() -> str:
    """Return all that is extracted from the samples, an article after the other."""
    extractions = RulesExtractor().extract(sample_articles())
    return "\n".join(line for each in extractions for line in lines_of(each))


def lines_of(extraction: Extraction) -> Iterator[str]:
    """Yield a heading, a line an entity with its figures, and two a fact: it and its words."""
    names = {entity.id: entity.name for entity in extraction.entities}
    yield f"## {extraction.article.id}"
    yield ""
    for entity in extraction.entities:
        aliases = "".join(f" = {alias}" for alias in entity.aliases)
        yield f"{entity.type} {entity.name}{aliases} ({len(entity.mentions)} mentions)"
        for figure in entity.indicators:
            date = f" in {figure.date}" if figure.date else ""
            yield f"    {figure.measure} {figure.value} {figure.unit}{date}"
    for relation in extraction.relations:
        yield relation_line(relation, names)
        yield from quotes(relation.evidence)
    for deal in extraction.deals:
        yield deal_line(deal, names)
        yield from quotes(deal.evidence)
    yield ""


def relation_line(relation: ExtractedRelation, names: Mapping[str, str]) -> str:
    said = properties(relation.properties)
    ends = f"{names[relation.source]} -> {names[relation.target]}"
    return f"{relation.type} {ends}{said} [{relation.confidence:.2f}]"


def deal_line(deal: ExtractedDeal, names: Mapping[str, str]) -> str:
    parties = ", ".join(f"{p.role} {names[p.entity]}" for p in deal.participants)
    values = {
        "date": deal.date,
        "amount": money(deal.amount),
        "stake": deal.stake,
        "valuation": money(deal.valuation),
        **deal.properties,
    }
    return f"{deal.type} {deal.status}: {parties}{properties(values)} [{deal.confidence:.2f}]"


def properties(values: Mapping[str, object]) -> str:
    return "".join(f"; {name} {value}" for name, value in values.items() if value is not None)


def money(sum: Money | None) -> str | None:
    return None if sum is None else f"{sum.value} {sum.currency} {sum.bound}"


def quotes(evidence: tuple[Span, ...]) -> Iterator[str]:
    for span in evidence:
        yield f"    “{span.text}”"

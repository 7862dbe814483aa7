"""The `where` arguments of lists, turned into a store's filters."""

from datetime import date

import strawberry

from api.graphql.enums import DealRole, DealStatus, DealType, EntityType, plain
from graph import queries


@strawberry.input(description="Which entities to list; all that is given must hold.")
class EntityFilter:
    types: list[EntityType] | None = strawberry.field(
        default=None, description="Only these kinds; a list of one kind ignores it."
    )
    name_contains: str | None = strawberry.field(
        default=None, description="Only those with this text in a name or alias."
    )
    located_in: strawberry.ID | None = strawberry.field(
        default=None, description="Only those located in this place."
    )
    member_of: strawberry.ID | None = strawberry.field(
        default=None, description="Only members and anchors of this cluster."
    )
    min_articles: int = strawberry.field(
        default=0, description="Only those that at least so many articles tell of."
    )


@strawberry.input(description="Which deals to list; all that is given must hold.")
class DealFilter:
    types: list[DealType] | None = strawberry.field(default=None, description="Only these kinds.")
    statuses: list[DealStatus] | None = strawberry.field(
        default=None, description="Only deals that have come this far."
    )
    roles: list[DealRole] | None = strawberry.field(
        default=None, description="Only where one of the parties has one of these roles."
    )
    parties: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Only where all of these take part."
    )
    since: date | None = strawberry.field(default=None, description="Only from this day on.")
    until: date | None = strawberry.field(default=None, description="Only up to this day.")
    min_confidence: float = strawberry.field(
        default=0.0, description="Only facts at least this sure, 0 to 1."
    )


@strawberry.input(description="Which articles to list; all that is given must hold.")
class ArticleFilter:
    language: str | None = strawberry.field(default=None, description="zh or en.")
    since: date | None = strawberry.field(default=None, description="Only from this day on.")
    until: date | None = strawberry.field(default=None, description="Only up to this day.")
    entity: strawberry.ID | None = strawberry.field(
        default=None, description="Only those that tell of this entity."
    )


def entity_filter(
    where: EntityFilter | None, types: frozenset[str] = frozenset()
) -> queries.EntityFilter:
    """Return a store's filter; `types` overrides those of `where`."""
    if where is None:
        return queries.EntityFilter(types=types)
    return queries.EntityFilter(
        types=types or plain(where.types),
        name_contains=where.name_contains,
        located_in=where.located_in,
        member_of=where.member_of,
        min_articles=where.min_articles,
    )


def deal_filter(where: DealFilter | None) -> queries.DealFilter:
    """Return a store's filter."""
    if where is None:
        return queries.DealFilter()
    return queries.DealFilter(
        types=plain(where.types),
        statuses=plain(where.statuses),
        roles=plain(where.roles),
        parties=tuple(where.parties or ()),
        since=where.since,
        until=where.until,
        min_confidence=where.min_confidence,
    )


def article_filter(where: ArticleFilter | None) -> queries.ArticleFilter:
    """Return a store's filter."""
    if where is None:
        return queries.ArticleFilter()
    return queries.ArticleFilter(
        language=where.language, since=where.since, until=where.until, entity=where.entity
    )

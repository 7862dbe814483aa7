"""The questions that can be asked."""

from collections.abc import Callable
from typing import Annotated, Any

import strawberry
from strawberry.tools import create_type

from api.graphql.articles import Article, Node, load_article
from api.graphql.connections import (
    DEFAULT_FIRST,
    After,
    Connection,
    Edge,
    First,
    PageInfo,
    checked_first,
    connection,
    page_info,
)
from api.graphql.context import Info, in_thread
from api.graphql.enums import EntityOrder, EntityType, plain
from api.graphql.filters import (
    ArticleFilter,
    DealFilter,
    EntityFilter,
    article_filter,
    deal_filter,
    entity_filter,
)
from api.graphql.networks import load_centrality, load_network, load_paths
from api.graphql.nodes import ENTITY_TYPES, Deal, Entity, Relation, entity_of, fact_of
from api.graphql.statistics import load_statistics
from graph.queries import EntityOrder as StoreEntityOrder
from schema.errors import LimitError
from schema.ontology import ontology
from schema.records import FactKind

MAX_IDS = 100
MAX_SEARCH_TEXT = 200

EntityWhere = Annotated[
    EntityFilter | None, strawberry.argument(description="Which ones; all without it.")
]
Order = Annotated[EntityOrder, strawberry.argument(description="In which order.")]


@strawberry.type(description="An entity found by name.")
class SearchEdge(Edge[Entity]):
    matched: str = strawberry.field(description="The name that matched.")
    score: float = strawberry.field(description="How well it matched; 1 is the very name.")


@strawberry.type(description="A page of what a search found, best first.")
class SearchConnection:
    edges: list[SearchEdge] = strawberry.field(description="The entities with how they matched.")
    nodes: list[Entity] = strawberry.field(description="The entities alone.")
    page_info: PageInfo = strawberry.field(description="Where this page stands in the list.")
    total_count: int = strawberry.field(description="How many entities match.")


async def load_nodes(
    info: Info,
    ids: Annotated[list[strawberry.ID], strawberry.argument(description="At most 100 ids.")],
) -> list[Node | None]:
    """Return what has these ids, in their order, null where nothing has."""
    if len(ids) > MAX_IDS:
        raise LimitError(f"{len(ids)} ids were asked for; at most {MAX_IDS} at once")
    store = info.context.store
    entities = await in_thread(store.entities, ids)
    facts = await in_thread(store.facts, ids)
    articles = await in_thread(store.articles, ids)

    def made(key: str) -> Node | None:
        if key in entities:
            return entity_of(entities[key])
        if key in facts:
            return fact_of(facts[key])
        return Article.of(articles[key]) if key in articles else None

    return [made(key) for key in ids]


async def load_node(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
) -> Node | None:
    """Return what has this id."""
    return (await load_nodes(info, [id]))[0]


async def load_search(
    info: Info,
    text: Annotated[
        str, strawberry.argument(description="A name or part of one, in either script.")
    ],
    types: Annotated[
        list[EntityType] | None, strawberry.argument(description="Only these kinds.")
    ] = None,
    first: First = DEFAULT_FIRST,
    after: After = None,
) -> SearchConnection:
    """Return the entities whose name or alias matches a text."""
    if len(text) > MAX_SEARCH_TEXT:
        raise LimitError(f"the text has {len(text)} characters; at most {MAX_SEARCH_TEXT}")
    page = await in_thread(
        info.context.store.search, text, plain(types), first=checked_first(first), after=after
    )
    edges = [
        SearchEdge(cursor=cursor, node=entity_of(hit.entity), matched=hit.matched, score=hit.score)
        for cursor, hit in zip(page.cursors, page.items, strict=True)
    ]
    return SearchConnection(
        edges=edges,
        nodes=[edge.node for edge in edges],
        page_info=page_info(page, after),
        total_count=page.total,
    )


async def load_entities(
    info: Info,
    where: EntityWhere = None,
    order_by: Order = StoreEntityOrder.ARTICLES,
    first: First = DEFAULT_FIRST,
    after: After = None,
) -> Connection[Entity]:
    """Return a page of entities."""
    page = await in_thread(
        info.context.store.find_entities,
        entity_filter(where),
        StoreEntityOrder(order_by),
        first=checked_first(first),
        after=after,
    )
    return connection(page, entity_of, after)


async def load_deals(
    info: Info,
    where: Annotated[
        DealFilter | None, strawberry.argument(description="Which ones; all without it.")
    ] = None,
    first: First = DEFAULT_FIRST,
    after: After = None,
) -> Connection[Deal]:
    """Return a page of deals, latest first."""
    page = await in_thread(
        info.context.store.find_deals, deal_filter(where), first=checked_first(first), after=after
    )
    return connection(page, Deal.of, after)


async def load_articles(
    info: Info,
    where: Annotated[
        ArticleFilter | None, strawberry.argument(description="Which ones; all without it.")
    ] = None,
    first: First = DEFAULT_FIRST,
    after: After = None,
) -> Connection[Article]:
    """Return a page of articles, latest first."""
    page = await in_thread(
        info.context.store.find_articles,
        article_filter(where),
        first=checked_first(first),
        after=after,
    )
    return connection(page, Article.of, after)


async def load_deal(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
) -> Deal | None:
    """Return a deal by id."""
    record = (await in_thread(info.context.store.facts, [id])).get(id)
    return Deal.of(record) if record and record.kind is FactKind.DEAL else None


async def load_relation(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
) -> Relation | None:
    """Return a relation by id."""
    record = (await in_thread(info.context.store.facts, [id])).get(id)
    return Relation.of(record) if record and record.kind is FactKind.RELATION else None


async def load_article_by_id(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
) -> Article | None:
    """Return an article by id."""
    return await load_article(info, id)


def by_name(kind: str) -> Callable[..., Any]:
    """Return a resolver that finds an entity of one kind by a name it goes by."""

    async def load_by_name(
        info: Info,
        name: Annotated[
            str, strawberry.argument(description="A whole name or alias, in either script.")
        ],
    ) -> Any:
        page = await in_thread(info.context.store.search, name, frozenset({kind}), first=1)
        equal = [hit for hit in page.items if hit.score == 1.0]
        return entity_of(equal[0].entity) if equal else None

    # Fields of a type are told apart by their resolvers' names.
    load_by_name.__name__ = f"load_{kind.lower()}"
    load_by_name.__annotations__["return"] = ENTITY_TYPES[kind] | None
    return load_by_name


def all_of_kind(kind: str) -> Callable[..., Any]:
    """Return a resolver that lists the entities of one kind."""

    async def load_all(
        info: Info,
        where: EntityWhere = None,
        order_by: Order = StoreEntityOrder.ARTICLES,
        first: First = DEFAULT_FIRST,
        after: After = None,
    ) -> Any:
        page = await in_thread(
            info.context.store.find_entities,
            entity_filter(where, frozenset({kind})),
            StoreEntityOrder(order_by),
            first=checked_first(first),
            after=after,
        )
        return connection(page, entity_of, after)

    load_all.__name__ = f"load_all_{kind.lower()}"
    load_all.__annotations__["return"] = Connection[ENTITY_TYPES[kind]]  # type: ignore[valid-type]  # the kinds are data
    return load_all


def entity_fields() -> list[Any]:
    """Return two fields for each kind of entity: one by name, and the list of all."""
    fields: list[Any] = []
    for kind, declared in ontology().entities.items():
        singular, plural = declared.label.en.lower(), declared.plural.en.lower()
        fields.append(
            strawberry.field(
                resolver=by_name(kind),
                name=kind.lower(),
                description=f"The {singular} of this name, the most told of where several have it.",
            )
        )
        fields.append(
            strawberry.field(
                resolver=all_of_kind(kind),
                name=plural.replace(" ", "_"),
                description=f"All {plural}, as a list.",
            )
        )
    return fields


FIXED_FIELDS: list[tuple[Callable[..., Any], str, str]] = [
    (load_node, "node", "Whatever has this id: an entity, a fact or an article."),
    (load_nodes, "nodes", "Whatever has these ids, in their order."),
    (load_search, "search", "Entities by name or alias, best match first."),
    (load_entities, "entities", "All entities, as a list."),
    (load_deals, "deals", "All deals, latest first."),
    (load_articles, "articles", "All articles, latest first."),
    (load_deal, "deal", "The deal with this id."),
    (load_relation, "relation", "The relation with this id."),
    (load_article_by_id, "article", "The article with this id."),
    (load_paths, "paths", "The shortest ways from one entity to another."),
    (load_network, "network", "What lies around an entity, such as an anchor firm."),
    (load_centrality, "centrality", "The entities that a measure ranks highest."),
    (load_statistics, "statistics", "How much of everything is kept."),
]

Query = create_type(
    "Query",
    [
        *(
            strawberry.field(resolver=resolver, name=name, description=text)
            for resolver, name, text in FIXED_FIELDS
        ),
        *entity_fields(),
    ],
    description="Questions to the graph.",
)

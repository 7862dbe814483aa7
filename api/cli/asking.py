"""Questions about who there is and how they hang together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import click

from api.cli.main import settings_of
from api.cli.naming import best_claims, entities_by_id, entity_called, words_of
from api.cli.options import (
    edge_options,
    edges_of,
    format_option,
    limit_option,
    store_option,
    types_option,
)
from api.cli.output import Row, print_rows
from graph.analytics.paths import k_shortest_paths
from graph.open_store import open_store
from graph.queries import EdgeFilter, Path, Subgraph
from graph.store import GraphStore
from schema.ontology import ontology
from schema.records import Edge

MAX_LENGTH = 10
MAX_PATHS = 20
MAX_DEPTH = 5
MAX_NODES = 1000


def entity_types() -> Iterable[str]:
    return ontology().entities


def edge_types() -> Iterable[str]:
    return ontology().edge_types()


@click.command(
    "search",
    help="Find entities by a name or part of one, in either script.\n\n"
    "Example: guanxi search 微软 --type FIRM",
)
@click.argument("text")
@types_option(entity_types, "entities")
@limit_option(20, MAX_NODES, what="At most so many.")
@store_option
@format_option
@click.pass_context
def search_command(
    ctx: click.Context, text: str, types: frozenset[str], limit: int, store: str | None, form: str
) -> None:
    with open_store(settings_of(ctx, store=store).store, read_only=True) as graph:
        page = graph.search(text, types, first=limit)
    rows = [
        {
            "name": hit.entity.name,
            "type": hit.entity.type,
            "aliases": list(hit.entity.aliases),
            "articles": hit.entity.articles,
            "matched": hit.matched,
            "score": hit.score,
            "id": hit.entity.id,
        }
        for hit in page.items
    ]
    print_rows(rows, form, none=f"no name holds {text!r}")
    if page.has_next:
        click.echo(f"{len(rows)} of {page.total}; --limit shows more", err=True)


@click.command(
    "path",
    help="Show the shortest ways from one entity to another, each step with the sentence that "
    "says so. FROM and TO are names or ids.\n\n"
    "Example: guanxi path Microsoft 谷歌 --max-length 4 -k 3",
)
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@types_option(edge_types, "links")
@limit_option(6, MAX_LENGTH, name="--max-length", what="At most so many links.")
@limit_option(1, MAX_PATHS, name="-k", what="How many paths, shortest first.")
@click.option("--directed", is_flag=True, help="Walk links in their own direction only.")
@edge_options
@store_option
@format_option
@click.pass_context
def path_command(
    ctx: click.Context,
    start: str,
    end: str,
    types: frozenset[str],
    max_length: int,
    k: int,
    directed: bool,
    as_of: date | None,
    min_confidence: float,
    store: str | None,
    form: str,
) -> None:
    where = edges_of(types=types, directed=directed, as_of=as_of, min_confidence=min_confidence)
    with open_store(settings_of(ctx, store=store).store, read_only=True) as graph:
        ends = entity_called(graph, start), entity_called(graph, end)
        found = paths_between(graph, ends[0].id, ends[1].id, where, k=k, max_length=max_length)
        rows = path_rows(graph, found)
    none = (
        f"{start!r} and {end!r} are one entity, {ends[0].name}"
        if found
        else f"no path of at most {max_length} links from {ends[0].name} to {ends[1].name}"
    )
    print_rows(rows, form, shown=shown_hop, none=none)


def paths_between(
    graph: GraphStore, start: str, end: str, where: EdgeFilter, *, k: int, max_length: int
) -> Sequence[Path]:
    """Return the `k` shortest paths between two entities, by ids."""
    if k == 1:
        return graph.shortest_paths(start, end, where, max_length=max_length, limit=1)
    return k_shortest_paths(graph, start, end, where, k=k, max_length=max_length)


def path_rows(graph: GraphStore, paths: Sequence[Path]) -> list[Row]:
    """Return one row for each link of each path, in the order in which they are walked."""
    names = entities_by_id(graph, {node for path in paths for node in path.nodes})
    claims = best_claims(graph, {edge.fact for path in paths for edge in path.edges})
    rows: list[Row] = []
    for number, path in enumerate(paths, start=1):
        for step, (tail, edge, head) in enumerate(steps_of(path), start=1):
            claim = claims.get(edge.fact)
            rows.append(
                {
                    "path": number,
                    "step": step,
                    "from": names[tail].name,
                    "type": edge.type,
                    "symmetric": edge.symmetric,
                    "forward": edge.symmetric or edge.source == tail,
                    "to": names[head].name,
                    "sentence": words_of(claim),
                    "article": None if claim is None else claim.article,
                    "confidence": edge.confidence,
                    "from_id": tail,
                    "to_id": head,
                    "fact": edge.fact,
                }
            )
    return rows


def steps_of(path: Path) -> Iterator[tuple[str, Edge, str]]:
    """Yield the links of a path, each between the ids of its ends."""
    yield from zip(path.nodes, path.edges, path.nodes[1:], strict=False)


def shown_hop(row: Row) -> Row:
    """Return what a table shows of a step: the arrow points where the fact does."""
    arrow = drawn(row) if row["forward"] else f"← {row['type']}"
    columns = {"path": row["path"], "from": row["from"], "link": arrow}
    return {**columns, **{name: row[name] for name in ("to", "sentence", "article")}}


@click.command(
    "network",
    help="Show what lies around an entity. NAME is a name or an id.\n\n"
    "Example: guanxi network LVMH --depth 1 --type OWNS",
)
@click.argument("name")
@limit_option(2, MAX_DEPTH, name="--depth", what="How many links far.")
@types_option(edge_types, "links")
@limit_option(200, MAX_NODES, name="--max-nodes", what="At most so many entities.")
@edge_options
@store_option
@format_option
@click.pass_context
def network_command(
    ctx: click.Context,
    name: str,
    depth: int,
    types: frozenset[str],
    max_nodes: int,
    as_of: date | None,
    min_confidence: float,
    store: str | None,
    form: str,
) -> None:
    where = edges_of(types=types, as_of=as_of, min_confidence=min_confidence)
    with open_store(settings_of(ctx, store=store).store, read_only=True) as graph:
        center = entity_called(graph, name)
        found = graph.subgraph(center.id, where, depth=depth, max_nodes=max_nodes)
    print_rows(network_rows(found), form, shown=shown_link, none=f"{center.name} has no such links")
    if found.cut:
        click.echo(f"cut at {max_nodes} entities; --max-nodes shows more", err=True)


def network_rows(found: Subgraph) -> list[Row]:
    """Return one row a link, nearest first."""
    names: Mapping[str, str] = {entity.id: entity.name for entity in found.entities}
    rows: list[Row] = [
        {
            "distance": max(found.distances[edge.source], found.distances[edge.target]),
            "from": names[edge.source],
            "type": edge.type,
            "to": names[edge.target],
            "symmetric": edge.symmetric,
            "confidence": edge.confidence,
            "from_id": edge.source,
            "to_id": edge.target,
            "fact": edge.fact,
        }
        for edge in found.edges
    ]
    return sorted(
        rows, key=lambda row: (row["distance"], row["from"], row["type"], row["to"], row["fact"])
    )


def shown_link(row: Row) -> Row:
    """Return what a table shows of a link."""
    columns = {"distance": row["distance"], "from": row["from"], "link": drawn(row)}
    return {**columns, "to": row["to"], "confidence": row["confidence"]}


def drawn(row: Row) -> str:
    """Return a link's type with an arrow from left to right, or both ways."""
    return f"{row['type']} ↔" if row["symmetric"] else f"{row['type']} →"

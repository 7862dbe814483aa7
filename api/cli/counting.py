"""Questions answered with numbers: who is central, and how much there is."""

from collections.abc import Mapping
from datetime import date

import click

from api.cli.main import settings_of
from api.cli.naming import entities_by_id
from api.cli.options import (
    edge_options,
    edges_of,
    format_option,
    limit_option,
    store_option,
    types_option,
)
from api.cli.output import Row, print_rows
from graph.analytics.projection import ProjectionCache
from graph.analytics.ranking import rank
from graph.open_store import open_store
from graph.queries import CentralityMeasure, EdgeFilter, EntityFilter, Statistics
from graph.store import GraphStore
from schema.ontology import ontology

MAX_PLACES = 1000

MEASURES = {measure.value.lower().replace("_", "-"): measure for measure in CentralityMeasure}


@click.command(
    "rank",
    help="Rank entities by how central they are in the whole graph.\n\n"
    "Example: guanxi rank --measure pagerank --type FIRM --limit 10",
)
@click.option(
    "--measure",
    type=click.Choice(list(MEASURES)),
    default="pagerank",
    show_default=True,
    help="What to rank by.",
)
@types_option(lambda: ontology().entities, "entities")
@limit_option(20, MAX_PLACES, what="How many, highest first.")
@edge_options
@store_option
@format_option
@click.pass_context
def rank_command(
    ctx: click.Context,
    measure: str,
    types: frozenset[str],
    limit: int,
    as_of: date | None,
    min_confidence: float,
    store: str | None,
    form: str,
) -> None:
    where = edges_of(as_of=as_of, min_confidence=min_confidence)
    with open_store(settings_of(ctx, store=store).store, read_only=True) as graph:
        rows = rank_rows(graph, MEASURES[measure], where, types, limit=limit)
    print_rows(rows, form, none="the store holds no such entity")


def rank_rows(
    graph: GraphStore,
    measure: CentralityMeasure,
    where: EdgeFilter,
    types: frozenset[str],
    *,
    limit: int,
) -> list[Row]:
    """Return one row for each of the entities that a measure ranks highest."""
    shown = EntityFilter(types=types)
    places = rank(graph, ProjectionCache(), measure, where, shown, first=limit)
    entities = entities_by_id(graph, [place.entity for place in places])
    return [
        {
            "rank": place.rank,
            "name": entities[place.entity].name,
            "type": entities[place.entity].type,
            "score": place.score,
            "articles": entities[place.entity].articles,
            "id": place.entity,
        }
        for place in places
    ]


@click.command("stats", help="Count what the store holds, by type.\n\nExample: guanxi stats")
@store_option
@format_option
@click.pass_context
def stats_command(ctx: click.Context, store: str | None, form: str) -> None:
    with open_store(settings_of(ctx, store=store).store, read_only=True) as graph:
        counted = graph.statistics()
    print_rows(statistics_rows(counted), form)


def statistics_rows(counted: Statistics) -> list[Row]:
    """Return one row for each kind of record and each type of it."""
    by_type: Mapping[str, Mapping[str, int]] = {
        "article": counted.languages,
        "entity": counted.entities,
        "relation": counted.relations,
        "deal": counted.deals,
        "indicator": counted.indicators,
    }
    totals = {
        "claim": counted.claims,
        "mention": counted.mentions,
        "judgement": counted.judgements,
    }
    rows: list[Row] = [
        {"record": record, "type": name, "count": counts[name]}
        for record, counts in by_type.items()
        for name in sorted(counts)
    ]
    return rows + [{"record": name, "type": None, "count": n} for name, n in totals.items()]

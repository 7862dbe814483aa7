"""Records as rows and back. Columns that are not asked about hold JSON, decimals in it as text."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

import orjson

from graph.backends.common.codec import from_plain, to_plain
from graph.backends.common.instants import instant
from schema.records import (
    Appearance,
    Article,
    Claim,
    Edge,
    Entity,
    Fact,
    FactKind,
    Judgement,
    Mention,
    Participant,
    Span,
    Statement,
    Verdict,
)

Row = tuple[Any, ...]

ARTICLE = "a.id, a.text, a.title, a.language, a.published, a.url, a.source"
APPEARANCE = "ap.id, ap.article, ap.type, ap.name, ap.aliases, ap.keys"
MENTION = 'm.appearance, ap.article, m."start", m."end", m.text'
ENTITY = "e.id, e.type, e.name, e.aliases, e.external_ids, e.articles, e.mentions"
JUDGEMENT = 'j.id, j."left", j."right", j.verdict, j."by", j.reasons, j.score, j.made_at'
EDGE = """l.fact, l.type, iif(l.outward, l.node, l.other), iif(l.outward, l.other, l.node),
    l.symmetric, l.confidence, l.valid_from, l.valid_to, l.first_reported"""
CLAIM = """c.id, c.article, c.kind, c.type, c.statement, c.evidence, c.confidence, c.extractor,
    c.extractor_version, c.reported_at, c.recorded_at, (
        SELECT json_group_array(json_array(role, appearance)) FROM (
            SELECT role, appearance FROM claim_parties WHERE claim = c.id ORDER BY place
        )
    )"""
FACT = """f.id, f.kind, f.type, f.statement, f.confidence, f.claims, f.contested, f.valid_from,
    f.valid_to, f.first_reported, (
        SELECT json_group_array(json_array(role, entity)) FROM (
            SELECT role, entity FROM fact_participants WHERE fact = f.id ORDER BY place
        )
    )"""


def as_json(value: object) -> str:
    """Return `value`, a record or a list of texts, as the JSON of a column or a parameter."""
    return orjson.dumps(to_plain(value)).decode()


def id_list(ids: Iterable[str]) -> str:
    """Return ids as the JSON that `json_each(?)` turns into rows, each once and in order."""
    # Not orjson, which refuses half a surrogate pair: such an id is unknown, not an error.
    return json.dumps(sorted(set(ids)))


# --- from rows -----------------------------------------------------------------------------


def article_of(row: Row) -> Article:
    return Article(*row)


def appearance_of(row: Row) -> Appearance:
    id, article, type, name, aliases, keys = row
    return Appearance(id, article, type, name, _texts(aliases), _texts(keys))


def mention_of(row: Row) -> Mention:
    appearance, article, start, end, text = row
    return Mention(appearance, article, Span(start, end, text))


def claim_of(row: Row) -> Claim:
    id, article, kind, type, statement, evidence, *plain, parties = row
    return Claim(
        id,
        article,
        FactKind(kind),
        type,
        _participants(parties),
        _statement(statement),
        from_plain(tuple[Span, ...], orjson.loads(evidence), where="evidence"),
        *plain,
    )


def entity_of(row: Row) -> Entity:
    id, type, name, aliases, external_ids, articles, mentions = row
    known = orjson.loads(external_ids)
    return Entity(id, type, name, _texts(aliases), known, articles, mentions)


def fact_of(row: Row) -> Fact:
    id, kind, type, statement, confidence, claims, contested, *times, participants = row
    return Fact(
        id,
        FactKind(kind),
        type,
        _participants(participants),
        _statement(statement),
        confidence,
        claims,
        _texts(contested),
        *times,
    )


def edge_of(row: Row) -> Edge:
    fact, type, source, target, symmetric, *rest = row
    return Edge(fact, type, source, target, bool(symmetric), *rest)


def judgement_of(row: Row) -> Judgement:
    id, left, right, verdict, by, reasons, score, made_at = row
    return Judgement(id, left, right, Verdict(verdict), by, _texts(reasons), score, made_at)


def _texts(column: str) -> tuple[str, ...]:
    return tuple(orjson.loads(column))


def _statement(column: str) -> Statement:
    return from_plain(Statement, orjson.loads(column))


def _participants(column: str) -> tuple[Participant, ...]:
    return tuple(Participant(role, entity) for role, entity in orjson.loads(column))


# --- to rows, in the order of the tables' columns ------------------------------------------------


def article_row(article: Article, recorded_at: str) -> Row:
    return (
        article.id,
        article.title,
        article.language,
        article.published,
        instant(article.published),
        article.url,
        article.source,
        recorded_at,
        article.text,
    )


def appearance_row(appearance: Appearance) -> Row:
    return (
        appearance.id,
        appearance.article,
        appearance.type,
        appearance.name,
        as_json(appearance.aliases),
        as_json(appearance.keys),
    )


def mention_row(mention: Mention) -> Row:
    return (mention.appearance, mention.span.start, mention.span.end, mention.span.text)


def claim_row(claim: Claim) -> Row:
    return (
        claim.id,
        claim.article,
        claim.kind,
        claim.type,
        as_json(claim.statement),
        as_json(claim.evidence),
        claim.confidence,
        claim.extractor,
        claim.extractor_version,
        claim.reported_at,
        instant(claim.reported_at),
        claim.recorded_at,
    )


def entity_row(entity: Entity) -> Row:
    return (
        entity.id,
        entity.type,
        entity.name,
        as_json(entity.aliases),
        as_json(entity.external_ids),
        entity.articles,
        entity.mentions,
    )


def fact_row(fact: Fact) -> Row:
    return (
        fact.id,
        fact.kind,
        fact.type,
        as_json(fact.statement),
        fact.confidence,
        fact.claims,
        as_json(fact.contested),
        fact.valid_from,
        fact.valid_to,
        fact.first_reported,
        instant(fact.first_reported),
    )


def link_rows(edge: Edge) -> list[Row]:
    """Return the edge as its two ends see it."""
    told = (
        edge.symmetric,
        edge.confidence,
        edge.valid_from,
        edge.valid_to,
        edge.first_reported,
        instant(edge.first_reported),
    )
    return [
        (edge.source, edge.target, edge.fact, edge.type, True, *told),
        (edge.target, edge.source, edge.fact, edge.type, False, *told),
    ]


def judgement_row(judgement: Judgement) -> Row:
    return (
        judgement.id,
        judgement.left,
        judgement.right,
        judgement.verdict,
        judgement.by,
        as_json(judgement.reasons),
        judgement.score,
        judgement.made_at,
    )


def statement_for(table: str, columns: tuple[str, ...], *, key: str = "id") -> str:
    """Return the statement that inserts a row, or where its key is there, renews it."""
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    fresh = ", ".join(f'"{c}" = excluded."{c}"' for c in columns if c != key)
    return (
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({key}) DO UPDATE SET {fresh}"
    )


def fetch(connection: sqlite3.Connection, sql: str, *parameters: object) -> list[Row]:
    return connection.execute(sql, parameters).fetchall()

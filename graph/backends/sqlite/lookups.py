"""What is read in a transaction to decide on its writes: many ids in one statement each."""

import sqlite3
from collections.abc import Collection, Mapping

from graph.backends.sqlite.rows import (
    APPEARANCE,
    ARTICLE,
    CLAIM,
    ENTITY,
    FACT,
    JUDGEMENT,
    Row,
    appearance_of,
    article_of,
    claim_of,
    entity_of,
    fact_of,
    fetch,
    id_list,
    judgement_of,
)
from schema.records import Appearance, Article, Claim, Entity, Fact, FactKind, Judgement


class RecordReads:
    """The part of a transaction that reads records by id and by what they belong to."""

    _connection: sqlite3.Connection

    def article(self, article_id: str) -> Article | None:
        rows = self._read(f"SELECT {ARTICLE} FROM articles a WHERE a.id = ?", article_id)
        return article_of(rows[0]) if rows else None

    def appearances_of_article(self, article_id: str) -> tuple[Appearance, ...]:
        rows = self._read(
            f"SELECT {APPEARANCE} FROM appearances ap WHERE ap.article = ? ORDER BY ap.id",
            article_id,
        )
        return tuple(map(appearance_of, rows))

    def appearances_of_entities(self, entity_ids: Collection[str]) -> tuple[Appearance, ...]:
        rows = self._read(
            f"""SELECT {APPEARANCE} FROM appearances ap
            WHERE ap.entity IN (SELECT value FROM json_each(?)) ORDER BY ap.id""",
            id_list(entity_ids),
        )
        return tuple(map(appearance_of, rows))

    def entities_with_keys(self, type: str, keys: Collection[str]) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for entity, key in self._read(
            """SELECT k.entity, k.key FROM entity_keys k WHERE k.entity IN (
                SELECT entity FROM entity_keys
                WHERE key IN (SELECT value FROM json_each(?)) AND type = ?
            ) ORDER BY k.entity""",
            id_list(keys),
            type,
        ):
            found.setdefault(entity, set()).add(key)
        return {entity: frozenset(held) for entity, held in found.items()}

    def entities_of_appearances(self, appearance_ids: Collection[str]) -> Mapping[str, str]:
        rows = self._read(
            """SELECT id, entity FROM appearances
            WHERE id IN (SELECT value FROM json_each(?)) AND entity IS NOT NULL ORDER BY id""",
            id_list(appearance_ids),
        )
        return dict(rows)

    def claims_by_id(self, claim_ids: Collection[str]) -> tuple[Claim, ...]:
        return self._claims("c.id IN (SELECT value FROM json_each(?))", id_list(claim_ids))

    def claims_of_article(self, article_id: str) -> tuple[Claim, ...]:
        return self._claims("c.article = ?", article_id)

    def claims_of_entities(self, entity_ids: Collection[str]) -> tuple[Claim, ...]:
        return self._claims(
            """c.id IN (
                SELECT p.claim FROM appearances ap JOIN claim_parties p ON p.appearance = ap.id
                WHERE ap.entity IN (SELECT value FROM json_each(?))
            )""",
            id_list(entity_ids),
        )

    def claim_ids_of_facts(self, fact_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for fact, claim in self._read(
            """SELECT fact, id FROM claims WHERE fact IN (SELECT value FROM json_each(?))
            ORDER BY fact, id""",
            id_list(fact_ids),
        ):
            found.setdefault(fact, []).append(claim)
        return {fact: tuple(claims) for fact, claims in found.items()}

    def facts_of_claims(self, claim_ids: Collection[str]) -> Mapping[str, str]:
        rows = self._read(
            """SELECT id, fact FROM claims
            WHERE id IN (SELECT value FROM json_each(?)) AND fact IS NOT NULL ORDER BY id""",
            id_list(claim_ids),
        )
        return dict(rows)

    def facts_between(
        self, kind: FactKind, type: str, entity_ids: Collection[str]
    ) -> tuple[Fact, ...]:
        rows = self._read(
            f"""SELECT {FACT} FROM facts f WHERE f.id IN (
                SELECT fact FROM fact_participants
                WHERE entity IN (SELECT value FROM json_each(?)) AND kind = ? AND type = ?
            ) ORDER BY f.id""",
            id_list(entity_ids),
            kind,
            type,
        )
        return tuple(map(fact_of, rows))

    def mention_counts(self, appearance_ids: Collection[str]) -> Mapping[str, int]:
        rows = self._read(
            """SELECT ap.id, (SELECT count(*) FROM mentions WHERE appearance = ap.id)
            FROM appearances ap WHERE ap.id IN (SELECT value FROM json_each(?)) ORDER BY ap.id""",
            id_list(appearance_ids),
        )
        return dict(rows)

    def entities(self, entity_ids: Collection[str]) -> Mapping[str, Entity]:
        rows = self._read(
            f"""SELECT {ENTITY} FROM entities e
            WHERE e.id IN (SELECT value FROM json_each(?)) ORDER BY e.id""",
            id_list(entity_ids),
        )
        return {row[0]: entity_of(row) for row in rows}

    def judgements_of(self, appearance_ids: Collection[str]) -> tuple[Judgement, ...]:
        ids = id_list(appearance_ids)
        rows = self._read(
            f"""SELECT {JUDGEMENT} FROM judgements j
            WHERE j."left" IN (SELECT value FROM json_each(?))
            OR j."right" IN (SELECT value FROM json_each(?)) ORDER BY j.id""",
            ids,
            ids,
        )
        return tuple(map(judgement_of, rows))

    def _read(self, sql: str, *parameters: object) -> list[Row]:
        return fetch(self._connection, sql, *parameters)

    def _claims(self, condition: str, parameter: str) -> tuple[Claim, ...]:
        rows = self._read(
            f"SELECT {CLAIM} FROM claims c WHERE {condition} ORDER BY c.id", parameter
        )
        return tuple(map(claim_of, rows))

"""The writes of one transaction."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from graph.backends.sqlite.lookups import RecordReads
from graph.backends.sqlite.naming import add_keys, drop_keys, put_names
from graph.backends.sqlite.rows import (
    appearance_row,
    article_row,
    claim_row,
    entity_row,
    fact_row,
    id_list,
    judgement_row,
    link_rows,
    mention_row,
    statement_for,
)
from graph.backends.sqlite.upkeep import UpkeepReads
from schema.records import (
    Appearance,
    Article,
    Claim,
    Edge,
    Entity,
    Fact,
    Judgement,
    Mention,
)

PUT_ARTICLE = statement_for(
    "articles",
    (
        "id",
        "title",
        "language",
        "published",
        "published_second",
        "url",
        "source",
        "recorded_at",
        "text",
    ),
)
PUT_APPEARANCE = statement_for("appearances", ("id", "article", "type", "name", "aliases", "keys"))
PUT_CLAIM = statement_for(
    "claims",
    (
        "id",
        "article",
        "kind",
        "type",
        "statement",
        "evidence",
        "confidence",
        "extractor",
        "extractor_version",
        "reported_at",
        "reported_second",
        "recorded_at",
    ),
)
PUT_ENTITY = statement_for(
    "entities", ("id", "type", "name", "aliases", "external_ids", "articles", "mentions")
)
PUT_FACT = statement_for(
    "facts",
    (
        "id",
        "kind",
        "type",
        "statement",
        "confidence",
        "claims",
        "contested",
        "valid_from",
        "valid_to",
        "first_reported",
        "reported_second",
    ),
)
PUT_JUDGEMENT = statement_for(
    "judgements", ("id", "left", "right", "verdict", "by", "reasons", "score", "made_at")
)


class SqliteTransaction(RecordReads, UpkeepReads):
    """The writes of one `with store.transaction()` block, on a connection that holds the lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # --- the record --------------------------------------------------------------------------

    def put_article(
        self,
        article: Article,
        recorded_at: str,
        appearances: Sequence[Appearance],
        mentions: Sequence[Mention],
        claims: Sequence[Claim],
    ) -> None:
        write = self._connection.executemany
        self._connection.execute(PUT_ARTICLE, article_row(article, recorded_at))
        self._drop_parts(article.id, "claims", [claim.id for claim in claims])
        self._drop_parts(article.id, "appearances", [each.id for each in appearances])
        write(PUT_APPEARANCE, map(appearance_row, appearances))
        self._delete(
            "DELETE FROM mentions WHERE appearance IN (SELECT value FROM json_each(?))",
            [each.id for each in appearances],
        )
        write("INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?)", map(mention_row, mentions))
        write(PUT_CLAIM, map(claim_row, claims))
        self._put_parties(claims)

    def drop_article(self, article_id: str) -> None:
        self._connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))

    # --- the graph -----------------------------------------------------------------------------

    def put_entities(self, entities: Sequence[tuple[Entity, Sequence[str]]]) -> None:
        self._delete(
            "UPDATE appearances SET entity = NULL WHERE entity IN (SELECT value FROM json_each(?))",
            [entity.id for entity, _ in entities],
        )
        drop_keys(self._connection, [entity.id for entity, _ in entities])
        self.extend_entities(entities)

    def extend_entities(self, entities: Sequence[tuple[Entity, Sequence[str]]]) -> None:
        write = self._connection.executemany
        write(PUT_ENTITY, [entity_row(entity) for entity, _ in entities])
        write(
            "UPDATE appearances SET entity = ? WHERE id = ?",
            [(entity.id, appearance) for entity, held in entities for appearance in held],
        )
        add_keys(self._connection, [each for _, held in entities for each in held])
        put_names(self._connection, [entity for entity, _ in entities])
        self._count_links([entity.id for entity, _ in entities])

    def drop_entities(self, entity_ids: Collection[str]) -> None:
        self._delete(
            "DELETE FROM entities WHERE id IN (SELECT value FROM json_each(?))", entity_ids
        )

    def put_facts(self, facts: Sequence[tuple[Fact, Sequence[str], Sequence[Edge]]]) -> None:
        ids = [fact.id for fact, _, _ in facts]
        nodes = self._linked(ids)
        write = self._connection.executemany
        for part in ("UPDATE claims SET fact = NULL", "DELETE FROM links"):
            self._delete(f"{part} WHERE fact IN (SELECT value FROM json_each(?))", ids)
        self._delete(
            "DELETE FROM fact_participants WHERE fact IN (SELECT value FROM json_each(?))", ids
        )
        write(PUT_FACT, [fact_row(fact) for fact, _, _ in facts])
        write(
            "INSERT INTO fact_participants VALUES (?, ?, ?, ?, ?, ?)",
            [
                (fact.id, place, party.role, party.entity, fact.kind, fact.type)
                for fact, _, _ in facts
                for place, party in enumerate(fact.participants)
            ],
        )
        write(
            "UPDATE claims SET fact = ? WHERE id = ?",
            [(fact.id, claim) for fact, claims, _ in facts for claim in claims],
        )
        links = [row for _, _, edges in facts for edge in edges for row in link_rows(edge)]
        write(f"INSERT OR REPLACE INTO links VALUES ({', '.join('?' * 11)})", links)
        self._count_links(nodes.union(row[0] for row in links))

    def drop_facts(self, fact_ids: Collection[str]) -> None:
        nodes = self._linked(fact_ids)
        self._delete("DELETE FROM facts WHERE id IN (SELECT value FROM json_each(?))", fact_ids)
        self._count_links(nodes)

    # --- judgements ------------------------------------------------------------------------------

    def put_judgements(self, judgements: Sequence[Judgement]) -> None:
        self._connection.executemany(PUT_JUDGEMENT, map(judgement_row, judgements))

    def drop_judgements(self, judgement_ids: Collection[str]) -> None:
        self._delete(
            "DELETE FROM judgements WHERE id IN (SELECT value FROM json_each(?))", judgement_ids
        )

    # --- steps -----------------------------------------------------------------------------------

    def _delete(self, sql: str, ids: Iterable[str]) -> None:
        self._connection.execute(sql, (id_list(ids),))

    def _drop_parts(self, article_id: str, table: str, kept: Iterable[str]) -> None:
        """Delete what the article no longer says; what it goes on saying keeps its place."""
        self._connection.execute(
            f"""DELETE FROM {table}
            WHERE article = ? AND id NOT IN (SELECT value FROM json_each(?))""",
            (article_id, id_list(kept)),
        )

    def _put_parties(self, claims: Sequence[Claim]) -> None:
        self._delete(
            "DELETE FROM claim_parties WHERE claim IN (SELECT value FROM json_each(?))",
            [claim.id for claim in claims],
        )
        self._connection.executemany(
            "INSERT INTO claim_parties VALUES (?, ?, ?, ?)",
            [
                (claim.id, place, party.role, party.entity)
                for claim in claims
                for place, party in enumerate(claim.parties)
            ],
        )

    def _linked(self, fact_ids: Collection[str]) -> set[str]:
        rows = self._read(
            "SELECT DISTINCT node FROM links WHERE fact IN (SELECT value FROM json_each(?))",
            id_list(fact_ids),
        )
        return {node for (node,) in rows}

    def _count_links(self, entity_ids: Iterable[str]) -> None:
        """Count again the edges of these entities, by which lists are ordered."""
        self._connection.execute(
            """UPDATE entities SET links = (SELECT count(*) FROM links WHERE node = entities.id)
            WHERE id IN (SELECT value FROM json_each(?))""",
            (id_list(entity_ids),),
        )

"""What the ledger asks so that recording an article need not load all that a store knows."""

import sqlite3
from collections.abc import Collection, Mapping

from graph.backends.sqlite.rows import (
    APPEARANCE,
    FACT,
    JUDGEMENT,
    appearance_of,
    as_json,
    fact_of,
    fetch,
    id_list,
    judgement_of,
)
from schema.records import Appearance, Fact, FactKind, Judgement


class UpkeepReads:
    """The part of a transaction that looks up single facts about large entities."""

    _connection: sqlite3.Connection

    def article_ids(self) -> tuple[str, ...]:
        return tuple(id for (id,) in fetch(self._connection, "SELECT id FROM articles ORDER BY id"))

    def article_times(self, article_ids: Collection[str]) -> Mapping[str, tuple[str | None, str]]:
        rows = fetch(
            self._connection,
            """SELECT id, published, recorded_at FROM articles
            WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id""",
            id_list(article_ids),
        )
        return {id: (published, recorded_at) for id, published, recorded_at in rows}

    def earliest_appearances(self, entity_ids: Collection[str]) -> Mapping[str, Appearance]:
        found = {}
        for entity in sorted(set(entity_ids)):
            for row in fetch(
                self._connection,
                f"""SELECT {APPEARANCE} FROM appearances ap JOIN articles a ON a.id = ap.article
                WHERE ap.entity = ?
                ORDER BY a.published_second IS NULL, a.published_second, ap.article, ap.id
                LIMIT 1""",
                entity,
            ):
                found[entity] = appearance_of(row)
        return found

    def name_counts(self, entity_ids: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for entity, name, articles in fetch(
            self._connection,
            """SELECT entity, name, count(DISTINCT article) FROM appearances
            WHERE entity IN (SELECT value FROM json_each(?))
            GROUP BY entity, name ORDER BY entity, name""",
            id_list(entity_ids),
        ):
            found.setdefault(entity, {})[name] = articles
        return found

    def least_appearances(self, type: str, keys: Collection[str]) -> Mapping[str, str]:
        rows = fetch(
            self._connection,
            """SELECT key, min(least) FROM entity_keys
            WHERE key IN (SELECT value FROM json_each(?)) AND type = ? GROUP BY key ORDER BY key""",
            id_list(keys),
            type,
        )
        return dict(rows)

    def has_twin(self, entity_id: str, appearance: Appearance) -> bool:
        rows = fetch(
            self._connection,
            """SELECT 1 FROM appearances WHERE entity = ? AND name = ? AND article <> ?
            AND aliases = ? AND keys = ? LIMIT 1""",
            entity_id,
            appearance.name,
            appearance.article,
            as_json(appearance.aliases),
            as_json(appearance.keys),
        )
        return bool(rows)

    def deals_near(self, type: str, entity_ids: Collection[str]) -> tuple[Fact, ...]:
        rows = fetch(
            self._connection,
            f"""SELECT {FACT} FROM (
                SELECT fact, count(DISTINCT entity) AS shared FROM fact_participants
                WHERE entity IN (SELECT value FROM json_each(?)) AND kind = ? AND type = ?
                GROUP BY fact
            ) n JOIN facts f ON f.id = n.fact
            WHERE n.shared > 1 OR f.claims > 1
            OR (SELECT count(*) FROM fact_participants WHERE fact = f.id) = 1 ORDER BY f.id""",
            id_list(entity_ids),
            FactKind.DEAL,
            type,
        )
        return tuple(map(fact_of, rows))

    def judgements(self, judgement_ids: Collection[str]) -> Mapping[str, Judgement]:
        rows = fetch(
            self._connection,
            f"""SELECT {JUDGEMENT} FROM judgements j
            WHERE j.id IN (SELECT value FROM json_each(?)) ORDER BY j.id""",
            id_list(judgement_ids),
        )
        return {row[0]: judgement_of(row) for row in rows}

    def clear_graph(self) -> None:
        self._connection.execute("""DELETE FROM judgements WHERE "by" LIKE 'rule:%'""")
        for table in ("facts", "entities"):
            self._connection.execute(f"DELETE FROM {table}")

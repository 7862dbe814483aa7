"""Entities by name: found by the index of keys and of words, then told how well they match."""

import sqlite3

from graph.backends.common.bigrams import query_phrases
from graph.backends.common.cursors import make_cursor, read_cursor
from graph.backends.common.pages import page_of
from graph.backends.sqlite.conditions import Conditions
from graph.backends.sqlite.rows import ENTITY, entity_of, fetch
from graph.queries import Hit, Page
from schema.names import comparison_key

EQUAL, BEGINS, HOLDS = 1.0, 0.75, 0.5
"""Scores of a name that equals the text, begins with it, or holds it elsewhere."""

LAST_CHARACTER = "\U0010ffff"


def search_entities(
    connection: sqlite3.Connection,
    text: str,
    types: frozenset[str],
    *,
    first: int,
    after: str | None,
) -> Page[Hit]:
    matches = matching_names(text)
    conditions = Conditions().one_of("e.type", types).add("h.place = 1")
    # Of an entity's names the best and shortest counts; a key alone, which is no name, comes last.
    source = f"""FROM (
            SELECT *, row_number() OVER (
                PARTITION BY entity ORDER BY score DESC, by_key, length(name), name
            ) AS place FROM ({matches.sql})
        ) h JOIN entities e ON e.id = h.entity"""
    ((total,),) = fetch(
        connection,
        f"SELECT count(*) {source} WHERE {conditions.sql}",
        *matches.values,
        *conditions.values,
    )
    if after is not None:
        score, articles, last = read_cursor("search", after, 3)
        conditions.add("(-h.score, -e.articles, e.id) > (?, ?, ?)", -score, -articles, last)
    rows = fetch(
        connection,
        f"""SELECT h.name, h.score, {ENTITY} {source} WHERE {conditions.sql}
        ORDER BY -h.score, -e.articles, e.id LIMIT ?""",
        *matches.values,
        *conditions.values,
        first + 1,
    )
    hits = [Hit(entity_of(tuple(row)), name, score) for name, score, *row in rows]
    return page_of([(hit, _cursor(hit)) for hit in hits], first, total)


def _cursor(hit: Hit) -> str:
    return make_cursor("search", hit.score, hit.entity.articles, hit.entity.id)


def matching_names(text: str) -> Conditions:
    """Return a query for `entity, name, score, by_key` of all names that hold `text`."""
    # Half a surrogate pair is in no name, and SQLite refuses it.
    searched = text.encode("utf-8", "replace").decode("utf-8")
    key = comparison_key(searched)
    numbers = Conditions()
    if key:
        numbers.add(
            "SELECT number FROM names WHERE key >= ? AND key < ?", key, key + LAST_CHARACTER
        )
    if query := _full_text_query(searched):
        numbers.add("SELECT rowid FROM name_tokens WHERE name_tokens MATCH ?", query)
    candidates = " UNION ".join(numbers.parts) or "SELECT NULL WHERE false"
    return Conditions().add(
        f"""SELECT entity, name, CASE WHEN key = ? THEN {EQUAL}
            WHEN substr(key, 1, length(?)) = ? THEN {BEGINS} ELSE {HOLDS} END AS score, 0 AS by_key
        FROM names WHERE number IN ({candidates})
        UNION ALL
        SELECT k.entity, e.name, {EQUAL}, 1 FROM entity_keys k JOIN entities e ON e.id = k.entity
        WHERE k.key = ?""",
        key,
        key,
        key,
        *numbers.values,
        key,
    )


def _full_text_query(text: str) -> str:
    # Tokens are letters, digits and marks only, so that quoting them is enough.
    return " AND ".join(
        f'"{" ".join(phrase.tokens)}"{"*" if phrase.cut else ""}' for phrase in query_phrases(text)
    )

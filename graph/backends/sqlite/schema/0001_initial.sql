-- The record: what articles say. The graph that follows from it stands below.
-- `published_second` and `reported_second` hold a time as seconds, so that zones do not matter.

CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('version', 0);

CREATE TABLE articles (
    id TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    published TEXT,
    published_second INTEGER,
    url TEXT,
    source TEXT,
    recorded_at TEXT NOT NULL,
    text TEXT NOT NULL -- last, since the other columns can then be read without it
);
CREATE INDEX articles_by_time ON articles (published_second DESC, id);
CREATE INDEX articles_by_language ON articles (language);

CREATE TABLE appearances (
    id TEXT NOT NULL PRIMARY KEY,
    article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    keys TEXT NOT NULL,
    entity TEXT REFERENCES entities ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX appearances_by_article ON appearances (article, id);
CREATE INDEX appearances_by_entity ON appearances (entity, article);
CREATE INDEX appearances_by_name ON appearances (entity, name, article);

CREATE TABLE mentions (
    appearance TEXT NOT NULL
        REFERENCES appearances ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (appearance, "start", "end")
) WITHOUT ROWID;

CREATE TABLE claims (
    id TEXT NOT NULL PRIMARY KEY,
    article TEXT NOT NULL REFERENCES articles ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    statement TEXT NOT NULL,
    evidence TEXT NOT NULL,
    confidence REAL NOT NULL,
    extractor TEXT NOT NULL,
    extractor_version TEXT NOT NULL,
    reported_at TEXT,
    reported_second INTEGER,
    recorded_at TEXT NOT NULL,
    fact TEXT REFERENCES facts ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX claims_by_article ON claims (article, id);
CREATE INDEX claims_by_fact ON claims (fact, id);

CREATE TABLE claim_parties (
    claim TEXT NOT NULL REFERENCES claims ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    place INTEGER NOT NULL,
    role TEXT NOT NULL,
    appearance TEXT NOT NULL REFERENCES appearances DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (claim, place)
) WITHOUT ROWID;
CREATE INDEX claim_parties_by_appearance ON claim_parties (appearance);

CREATE TABLE judgements (
    id TEXT NOT NULL PRIMARY KEY,
    "left" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    verdict TEXT NOT NULL,
    "by" TEXT NOT NULL,
    reasons TEXT NOT NULL,
    score REAL NOT NULL,
    made_at TEXT NOT NULL
);
CREATE INDEX judgements_by_left ON judgements ("left");
CREATE INDEX judgements_by_right ON judgements ("right");

-- The graph.

CREATE TABLE entities (
    id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    external_ids TEXT NOT NULL,
    articles INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    links INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entities_by_type ON entities (type);
CREATE INDEX entities_by_name ON entities (name, id);
CREATE INDEX entities_by_articles ON entities (articles DESC, id);
CREATE INDEX entities_by_mentions ON entities (mentions DESC, id);
CREATE INDEX entities_by_links ON entities (links DESC, id);

-- `alias` is the id to which an entity answers by this key, `least` the first in order of its
-- appearances that have the key.
CREATE TABLE entity_keys (
    entity TEXT NOT NULL REFERENCES entities ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    key TEXT NOT NULL,
    type TEXT NOT NULL,
    alias TEXT NOT NULL,
    least TEXT NOT NULL,
    PRIMARY KEY (entity, key)
) WITHOUT ROWID;
CREATE INDEX entity_keys_by_key ON entity_keys (key, type);
CREATE INDEX entity_keys_by_alias ON entity_keys (alias);

-- `key` is the name folded for comparing; the name's words and character pairs are in
-- `name_tokens` under the same number.
CREATE TABLE names (
    number INTEGER PRIMARY KEY,
    entity TEXT NOT NULL REFERENCES entities ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    key TEXT NOT NULL
);
CREATE INDEX names_by_entity ON names (entity);
CREATE INDEX names_by_key ON names (key);
CREATE VIRTUAL TABLE name_tokens USING fts5 (tokens, tokenize = 'unicode61 remove_diacritics 0');
CREATE TRIGGER names_deleted AFTER DELETE ON names
BEGIN
    DELETE FROM name_tokens WHERE rowid = old.number;
END;

CREATE TABLE facts (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    statement TEXT NOT NULL,
    confidence REAL NOT NULL,
    claims INTEGER NOT NULL,
    contested TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    first_reported TEXT,
    reported_second INTEGER,
    date TEXT GENERATED ALWAYS AS (json_extract(statement, '$.date')) VIRTUAL,
    status TEXT GENERATED ALWAYS AS (json_extract(statement, '$.status')) VIRTUAL
);
CREATE INDEX facts_by_date ON facts (kind, date DESC, id);
CREATE INDEX facts_by_type ON facts (kind, type, id);

-- `kind` and `type` are the fact's, so that an entity's facts can be counted and ordered without
-- reading each of them.
CREATE TABLE fact_participants (
    fact TEXT NOT NULL REFERENCES facts ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    place INTEGER NOT NULL,
    role TEXT NOT NULL,
    entity TEXT NOT NULL REFERENCES entities DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    PRIMARY KEY (fact, place)
) WITHOUT ROWID;
CREATE INDEX fact_participants_by_entity ON fact_participants (entity, kind, type, fact, role);

-- Every edge twice, once under either end, so that one range holds all edges of an entity with
-- all that filters ask about. `outward` says that `node` is the edge's source.
CREATE TABLE links (
    node TEXT NOT NULL,
    other TEXT NOT NULL,
    fact TEXT NOT NULL REFERENCES facts ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    type TEXT NOT NULL,
    outward INTEGER NOT NULL,
    symmetric INTEGER NOT NULL,
    confidence REAL NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    first_reported TEXT,
    reported_second INTEGER,
    PRIMARY KEY (node, other, fact, type, outward)
) WITHOUT ROWID;
CREATE INDEX links_by_fact ON links (fact);

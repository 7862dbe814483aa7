"""Ids that follow from what they stand for, so that the same content has the same id everywhere.

The first letter tells the kind of record: `e` entity, `f` fact, `c` claim, `a` appearance.
"""

from schema.records import FactKind, digest


def entity_id(type: str, key: str) -> str:
    """Return the id of the entity of `type` that is known by the comparison key `key`.

    An entity answers to this id for each of its keys, so that an id which was handed out before
    a merge goes on working after it.
    """
    return f"e{digest(type, key)}"


def fact_id(kind: FactKind, type: str, *parts: str) -> str:
    """Return the id of the fact of `kind` and `type` that `parts` tell from its like."""
    return f"f{digest(kind.value, type, *parts)}"


def claim_id(article: str, kind: FactKind, type: str, *parts: str) -> str:
    """Return the id of what `article` claims, told from its like by `parts`."""
    return f"c{digest(article, kind.value, type, *parts)}"


def appearance_id(article: str, type: str, name: str) -> str:
    """Return the id of the entity of `type` that `article` calls `name`."""
    return f"a{digest(article, type, name)}"

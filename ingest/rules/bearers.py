"""Tells from a name which roles its bearer can have: a court judges, a bank lends."""

import re
from functools import cache

from ingest.lexicon import Language, any_of, read_terms
from ingest.rules.scene import Scene

TOLD_BY_NAME = {"COURT": "court", "CREDITOR": "lender", "PLEDGEE": "lender"}
"""Roles that may be given by name alone, and the list in `contexts.yaml` that shows it."""

_REFUSED = {"BENEFICIARY": "lender", "INVESTEE": "investor"}
"""Roles that those named so do not have: nobody stands surety for a bank's debt."""

_RARE = {("ORGANIZATION", "ACQUIRER"), ("ORGANIZATION", "TARGET"), ("PERSON", "LICENSOR")}
"""Types that the ontology allows in a role, yet fewer than one in seventy of those in it are of:
where rules find one, they have mostly taken a regulator or a founder for the firm."""


def is_named_as(scene: Scene, entity: str, kind: str) -> bool:
    """Return whether a name of an entity shows what it is, as 某某法院 does."""
    named = scene.entities[entity]
    pattern = _pattern(kind, scene.language)
    return any(pattern.search(name) for name in (named.name, *named.aliases))


def may_bear(scene: Scene, role: str, entity: str) -> bool:
    """Return whether nothing in its type or its names speaks against an entity in a role."""
    if (scene.entities[entity].type, role) in _RARE:
        return False
    if (role == "COURT") != is_named_as(scene, entity, "court"):
        return False
    refused = _REFUSED.get(role)
    return refused is None or not is_named_as(scene, entity, refused)


@cache
def _pattern(kind: str, language: Language) -> re.Pattern[str]:
    words = any_of(read_terms("contexts", language, kind))
    return re.compile(rf"{words}(?!\w)" if language == "en" else f"{words}$")

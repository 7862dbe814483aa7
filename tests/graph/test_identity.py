from graph.identity import appearance_id, claim_id, entity_id, fact_id
from schema.records import FactKind


def test_ids_are_the_same_on_every_machine() -> None:
    assert entity_id("FIRM", "宁德时代") == "edd9f2d874e35e8a256c2"
    assert fact_id(FactKind.DEAL, "HIRE", "a", "b") == "fa0a4123eba9de25caf42"
    assert claim_id("article", FactKind.DEAL, "HIRE", "a") == "c6cf20cd6f0e0e1c09078"
    assert appearance_id("article", "FIRM", "宁德时代") == "aea76f15fe4713e23290d"


def test_ids_of_different_content_differ() -> None:
    ids = {
        entity_id("FIRM", "a"),
        entity_id("PLACE", "a"),
        entity_id("FIRM", "b"),
        fact_id(FactKind.DEAL, "HIRE", "ab", "c"),
        fact_id(FactKind.DEAL, "HIRE", "a", "bc"),
        fact_id(FactKind.RELATION, "HIRE", "a", "bc"),
        claim_id("HIRE", FactKind.DEAL, "a", "bc"),
        appearance_id("FIRM", "a", "b"),
        appearance_id("FIRM", "b", "a"),
    }
    assert len({id[1:] for id in ids}) == 9

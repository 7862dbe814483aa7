import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schema.errors import OntologyError, ValueFormatError
from schema.ontology import (
    DealEdge,
    Label,
    Ontology,
    PropertyType,
    UnitKind,
    load_ontology,
    ontology,
)
from schema.ontology_text import describe, ontology_table
from tests.schema.kind_files import ADVISES, KINDS


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_packaged_ontology_is_read_once_and_equals_its_folder() -> None:
    assert ontology() is ontology()
    assert load_ontology(KINDS) == ontology()


def test_the_names_are_those_of_the_contract() -> None:
    known = ontology()
    assert " ".join(known.entities) == "CLUSTER EVENT FIRM ORGANIZATION PERSON PLACE PRODUCT"
    assert " ".join(known.relations) == (
        "ANCHORS COMPETES_WITH FOLLOWS FOUNDED INVESTIGATES LOCATED_IN MEMBER_OF OWNS "
        "PARTNERS_WITH PART_OF PRODUCES SUPPLIES WORKS_FOR"
    )
    assert {name: " ".join(deal.roles) for name, deal in known.deals.items()} == {
        "ACQUISITION": "ACQUIRER TARGET SELLER",
        "GUARANTEE": "GUARANTOR BENEFICIARY CREDITOR",
        "HIRE": "EMPLOYER FORMER_EMPLOYER PERSON",
        "INVESTMENT": "INVESTOR INVESTEE",
        "JOINT_VENTURE": "PARTNER VENTURE",
        "LAWSUIT": "PLAINTIFF DEFENDANT COURT",
        "LICENCE": "LICENSOR LICENSEE",
        "MERGER": "PARTY",
        "PARTNERSHIP": "PARTNER",
        "PLEDGE": "PLEDGOR PLEDGEE TARGET",
        "SPONSORSHIP": "SPONSOR SPONSORED",
        "STAKE_TRANSFER": "SELLER BUYER TARGET",
        "SUPPLY_CONTRACT": "SUPPLIER CUSTOMER",
    }
    assert " ".join(known.statuses) == (
        "RUMOURED ANNOUNCED SIGNED COMPLETED TERMINATED DENIED UNDER_REVIEW"
    )
    assert " ".join(known.measures) == (
        "OUTPUT_VALUE REVENUE PROFIT TRADE_VOLUME EXPORTS FIRMS EMPLOYEES CAPACITY GROWTH "
        "MARKET_SHARE VALUATION"
    )


@pytest.mark.parametrize(
    ("relation", "source", "target", "allowed"),
    [
        ("SUPPLIES", "FIRM", "FIRM", True),
        ("SUPPLIES", "PERSON", "FIRM", False),
        ("LOCATED_IN", "CLUSTER", "PLACE", True),
        ("LOCATED_IN", "PLACE", "PLACE", False),
        ("PARTNERS_WITH", "ORGANIZATION", "FIRM", True),
        ("WORKS_FOR", "FIRM", "PERSON", False),
    ],
)
def test_a_relation_leads_only_between_its_types(
    relation: str, source: str, target: str, allowed: bool
) -> None:
    assert ontology().allows(relation, source, target) is allowed


@pytest.mark.parametrize(
    ("deal", "role", "entity_type", "allowed"),
    [
        ("HIRE", "PERSON", "PERSON", True),
        ("HIRE", "PERSON", "FIRM", False),
        ("SPONSORSHIP", "SPONSORED", "EVENT", True),
        ("LAWSUIT", "COURT", "FIRM", False),
    ],
)
def test_a_role_takes_only_its_types(deal: str, role: str, entity_type: str, allowed: bool) -> None:
    assert ontology().allows_role(deal, role, entity_type) is allowed


@pytest.mark.parametrize(
    "ask",
    [
        lambda known: known.entity("STARTUP"),
        lambda known: known.relation("BUYS"),
        lambda known: known.deal("SUPPLIES"),
        lambda known: known.status("DONE"),
        lambda known: known.measure("PRICE"),
        lambda known: known.role("MERGER", "TARGET"),
        lambda known: known.allows("SUPPLIES", "FIRM", "STARTUP"),
        lambda known: known.allows_role("MERGER", "PARTY", "STARTUP"),
    ],
)
def test_an_unknown_name_is_refused_with_the_known_ones(ask: Callable[[Ontology], object]) -> None:
    with pytest.raises(OntologyError, match=r"is not an? .*; there are "):
        ask(ontology())


def test_roles_edges_and_labels_can_be_asked_for() -> None:
    known = ontology()
    assert known.deal("HIRE").principal_roles == ("EMPLOYER", "PERSON")
    assert DealEdge("FORMER_EMPLOYER", "PERSON") in known.deal("HIRE").edges
    assert known.deal("MERGER").edges == (DealEdge("PARTY", "PARTY"),)
    assert known.deal("MERGER").edges[0].symmetric
    assert not known.deal("LICENCE").edges[0].symmetric
    assert known.relation("ANCHORS").implies == ("MEMBER_OF",)
    assert [name for name, kind in known.relations.items() if not kind.scored] == ["PART_OF"]
    assert known.relation("COMPETES_WITH").reverse_label == known.relation("COMPETES_WITH").label
    assert known.relation("SUPPLIES").reverse_label == Label("采购自", "is supplied by")
    assert known.measure("EXPORTS").units == (UnitKind.CURRENCY, UnitKind.OWN)
    assert {"ACQUIRER", "PARTNER", "COURT"} < set(known.role_names())


@pytest.mark.parametrize(
    "properties",
    [
        {},
        {"product": "动力电池", "mode": "goods"},
        {"product": "batteries", "mode": None},
    ],
)
def test_declared_relation_properties_pass(properties: dict[str, object]) -> None:
    ontology().check_relation_properties("SUPPLIES", properties)


@pytest.mark.parametrize(
    ("kind", "properties", "reason"),
    [
        ("SUPPLIES", {"price": 3}, "SUPPLIES has no property 'price'"),
        (
            "SUPPLIES",
            {"mode": "gifts"},
            "must be goods, service, contract_manufacturing or null, not 'gifts'",
        ),
        ("SUPPLIES", {"product": ""}, "must be text or null, not ''"),
        ("OWNS", {"stake": 51}, "must be fraction or null, not 51"),
        ("OWNS", {"stake": True}, "must be fraction or null, not True"),
        ("OWNS", {"stake": "三成"}, "must be fraction or null, not '三成'"),
        ("WORKS_FOR", {"former": "yes"}, "must be boolean or null, not 'yes'"),
    ],
)
def test_faulty_relation_properties_are_refused(
    kind: str, properties: dict[str, object], reason: str
) -> None:
    with pytest.raises(ValueFormatError) as caught:
        ontology().check_relation_properties(kind, properties)
    assert reason in str(caught.value)


def test_deal_properties_are_checked_likewise() -> None:
    ontology().check_deal_properties("LICENCE", {"exclusive": False, "subject": "大模型技术"})
    with pytest.raises(ValueFormatError, match="LICENCE has no property 'round'"):
        ontology().check_deal_properties("LICENCE", {"round": "B"})


def test_adding_a_relation_kind_is_one_file(folder: Path) -> None:
    (folder / "relations" / "ADVISES.yaml").write_text(ADVISES, encoding="utf-8")
    known = load_ontology(folder)
    assert set(known.relations) - set(ontology().relations) == {"ADVISES"}
    assert known.edge_types()[0] == "ADVISES"
    assert len(known.edge_types()) == len(ontology().edge_types()) + 1
    assert known.allows("ADVISES", "PERSON", "FIRM")
    assert not known.allows("ADVISES", "FIRM", "PERSON")
    assert known.relation("ADVISES").properties["since"].type is PropertyType.DATE
    known.check_relation_properties("ADVISES", {"since": "2024-03"})
    with pytest.raises(ValueFormatError, match="must be date or null, not '2024-13'"):
        known.check_relation_properties("ADVISES", {"since": "2024-13"})
    assert "| `ADVISES` | FIRM, PERSON → FIRM | 提供咨询 |" in ontology_table(known)
    assert "ADVISES" in json.dumps(describe(known))


FAULTS = [
    ("relations/OWNS.yaml", "symmetric: false\n", "", "relations/OWNS.yaml: symmetric: is missing"),
    ("relations/OWNS.yaml", "symmetric", "symetric", "symmetric: is missing"),
    ("relations/OWNS.yaml", "source:", "colour: red\nsource:", "colour: is not a key"),
    ("relations/OWNS.yaml", "symmetric: false", "symmetric: 'false'", "must be true or false"),
    ("relations/OWNS.yaml", "en: owns", "en: NO", "label.en: must be a string, not False"),
    ("relations/OWNS.yaml", "zh: 拥有, ", "", "label.zh: is missing"),
    ("relations/OWNS.yaml", "en: owns", "en: ' owns'", "label.en: is empty or has spaces"),
    ("relations/OWNS.yaml", "[FIRM, PERSON", "[FIRMA, PERSON", "source: 'FIRMA' is not an entity"),
    ("relations/OWNS.yaml", "[FIRM, PERSON", "[NO, PERSON", "source: False is not a string"),
    ("relations/OWNS.yaml", "[FIRM, PERSON", "[PERSON, PERSON", "'PERSON' stands twice"),
    ("relations/OWNS.yaml", "target: [FIRM]", "target: FIRM", "target: must be a list of one"),
    ("relations/OWNS.yaml", "target: [FIRM]", "target: [FIRM]\nno: 1", "key False is not a string"),
    ("relations/OWNS.yaml", "target: [FIRM]", "target: [FIRM]\ntarget: [FIRM]", "stands twice"),
    ("relations/OWNS.yaml", "target: [FIRM]", "target: [FIRM", "is not YAML in UTF-8"),
    ("relations/OWNS.yaml", "target: [FIRM]", "? [a]\n: 1", "is not YAML in UTF-8"),
    ("relations/OWNS.yaml", "type: fraction", "type: share", "type: 'share' is not one of text"),
    ("relations/OWNS.yaml", "type: fraction", "type: enum", "values: stands with the type enum"),
    ("relations/OWNS.yaml", "  stake:", "  Stake:", "name 'Stake' does not follow"),
    ("relations/OWNS.yaml", "symmetric: false", "symmetric: true", "must be alike"),
    ("relations/FOLLOWS.yaml", "symmetric: false", "symmetric: true", "reverse_label: a symmetric"),
    ("relations/PARTNERS_WITH.yaml", "symmetric: true", "symmetric: false", "reverse_label: is mi"),
    ("relations/ANCHORS.yaml", "[MEMBER_OF]", "[BELONGS_TO]", "'BELONGS_TO' is not another"),
    ("relations/ANCHORS.yaml", "[MEMBER_OF]", "[ANCHORS]", "'ANCHORS' is not another"),
    ("relations/ANCHORS.yaml", "[MEMBER_OF]", "[OWNS]", "'OWNS' does not allow the same ends"),
    ("relations/SUPPLIES.yaml", "      goods:", "      Goods:", "name 'Goods' does not follow"),
    ("entities/FIRM.yaml", "plural:", "plurals:", "plural: is missing"),
    ("entities/FIRM.yaml", "[Company]", "Company", "followthemoney: must be a list"),
    ("deals/HIRE.yaml", "target: EMPLOYER}", "target: BOSS}", "edges[2].target: 'BOSS' is not a"),
    ("deals/HIRE.yaml", "source: EMPLOYER,", "from: EMPLOYER,", "edges[0].source: is missing"),
    ("deals/HIRE.yaml", "range: [PERSON]", "range: [HUMAN]", "roles.PERSON.range: 'HUMAN' is not"),
    ("deals/HIRE.yaml", "min: 0", "min: -1", "min: must be a whole number from 0, not -1"),
    ("deals/HIRE.yaml", "min: 0", "min: true", "min: must be a whole number from 0, not True"),
    ("deals/HIRE.yaml", "max: 1", "max: 0", "roles.EMPLOYER.max: 0 is less than min or than 1"),
    ("deals/HIRE.yaml", "  PERSON:", "  Person:", "name 'Person' does not follow"),
    ("deals/MERGER.yaml", "principal: true", "principal: false", "roles: none is principal"),
    ("deals/MERGER.yaml", "  - {", "  - {source: PARTY, target: PARTY}\n  - {", "stands twice"),
    ("deals/MERGER.yaml", "edges:\n  - {source: PARTY, target: PARTY}", "edges: []", "has no edge"),
    ("deals/MERGER.yaml", "edges:\n  - {source: PARTY, target: PARTY}", "edges: {}", "be a list"),
    (
        "deals/LAWSUIT.yaml",
        "unlinked:\n  COURT",
        "unlinked:\n  JUDGE",
        "not a role without an edge",
    ),
    ("statuses.yaml", "SIGNED:", "Signed:", "name 'Signed' does not follow"),
    ("measures.yaml", "[currency]", "[dollars]", "units: 'dollars' is not one of currency"),
]


@pytest.mark.parametrize(("file", "old", "new", "reason"), FAULTS)
def test_a_faulty_file_is_refused_with_file_key_and_reason(
    folder: Path, file: str, old: str, new: str, reason: str
) -> None:
    edit(folder / file, old, new)
    with pytest.raises(OntologyError) as caught:
        load_ontology(folder)
    assert str(caught.value).startswith(f"{file}: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("relations/advises.yaml", ADVISES, "'advises' is not UPPER_SNAKE"),
        ("relations/ADVISES.yml", ADVISES, "holds .yaml files only"),
        ("relations/ADVISES.yaml", "- a list\n", "must be a mapping, not ['a list']"),
        ("relations/ADVISES.yaml", "", "must be a mapping, not None"),
        ("relations/MERGER.yaml", ADVISES, "'MERGER' is also the name of a relation type"),
    ],
)
def test_a_file_that_is_no_kind_is_refused(folder: Path, name: str, text: str, reason: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load_ontology(folder)
    assert reason in str(caught.value)


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    (folder / "relations" / "ADVISES.yaml").write_bytes(ADVISES.encode("gb18030"))
    with pytest.raises(OntologyError, match=r"relations/ADVISES\.yaml: .* is not YAML in UTF-8"):
        load_ontology(folder)


def test_an_empty_list_of_enum_values_is_refused(folder: Path) -> None:
    file = folder / "relations" / "ADVISES.yaml"
    file.write_text(ADVISES.replace("type: date", "type: enum\n    values: {}"), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"properties\.since\.values: is empty"):
        load_ontology(folder)


@pytest.mark.parametrize("gone", ["relations", "statuses.yaml"])
def test_a_missing_group_is_refused(folder: Path, gone: str) -> None:
    path = folder / gone
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    with pytest.raises(OntologyError, match="there is no such"):
        load_ontology(folder)


def test_the_description_is_plain_json() -> None:
    told = describe()
    assert json.loads(json.dumps(told)) == told
    assert list(told) == ["entities", "relations", "deals", "statuses", "measures"]


def test_the_table_has_a_row_for_everything() -> None:
    table, known = ontology_table(), ontology()
    groups = (known.entities, known.relations, known.deals, known.statuses, known.measures)
    for name in (name for group in groups for name in group):
        assert f"| `{name}` |" in table
    assert "FIRM ↔ FIRM" in table
    assert "`PARTY` (2 or more)" in table
    assert "Implies `MEMBER_OF`." in table

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schema.contract import check_extraction, extraction_schema
from schema.errors import ContractError
from schema.ontology import load_ontology, ontology
from tests.schema.kind_files import ADVISES

ZH = (
    "华山科技𠮷以6.5亿美元收购蓝湖电子（Blue Lake）51%股权。陈晓曾任蓝湖电子总经理。"
    "蓝湖电子位于苏州。"
)
EN = "Blue Lake, a maker of sensors, licenses them to Huashan. It had revenue of $3m in 2023."


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def entity(text: str, number: int, kind: str, name: str, *aliases: str) -> dict[str, Any]:
    mentions = [span(text, words) for words in (name, *aliases)]
    return {
        "id": f"e{number}",
        "type": kind,
        "name": name,
        "aliases": list(aliases),
        "mentions": mentions,
        "indicators": [],
    }


def relation(text: str, kind: str, source: str, target: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "source": source,
        "target": target,
        "properties": properties,
        "evidence": [span(text, text)],
        "confidence": 0.9,
    }


def deal(text: str, kind: str, *participants: tuple[str, str], **given: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "date": None,
        "amount": None,
        "stake": None,
        "valuation": None,
        "properties": {},
    }
    return {
        "id": "d1",
        "type": kind,
        "status": "ANNOUNCED",
        "participants": [{"role": role, "entity": entity} for role, entity in participants],
        "evidence": [span(text, text)],
        "confidence": 1,
        **empty,
        **given,
    }


def chinese() -> dict[str, Any]:
    amount = {"value": 650000000, "currency": "USD"}
    return {
        "schema_version": 1,
        "article": {
            "id": "a1",
            "title": "收购",
            "language": "zh",
            "published": "2024-08-05T08:00:00+08:00",
            "url": None,
        },
        "entities": [
            entity(ZH, 1, "FIRM", "华山科技𠮷"),
            entity(ZH, 2, "FIRM", "蓝湖电子", "Blue Lake"),
            entity(ZH, 3, "PERSON", "陈晓"),
            entity(ZH, 4, "PLACE", "苏州"),
        ],
        "relations": [
            relation(ZH, "WORKS_FOR", "e3", "e2", role="总经理", former=True),
            relation(ZH, "LOCATED_IN", "e2", "e4"),
        ],
        "deals": [
            deal(
                ZH,
                "ACQUISITION",
                ("ACQUIRER", "e1"),
                ("TARGET", "e2"),
                amount=amount,
                stake=0.51,
                date="2024-08",
            )
        ],
    }


def english() -> dict[str, Any]:
    maker = entity(EN, 1, "FIRM", "Blue Lake")
    maker["indicators"] = [{"measure": "REVENUE", "value": 3e6, "unit": "USD", "date": "2023"}]
    return {
        "schema_version": 1,
        "article": {
            "id": "a2",
            "title": "",
            "language": "en",
            "published": None,
            "url": "https://news.example/a2",
        },
        "entities": [maker, entity(EN, 2, "FIRM", "Huashan"), entity(EN, 3, "PRODUCT", "sensors")],
        "relations": [relation(EN, "PRODUCES", "e1", "e3")],
        "deals": [
            deal(
                EN,
                "LICENCE",
                ("LICENSOR", "e1"),
                ("LICENSEE", "e2"),
                properties={"exclusive": None, "subject": "sensors"},
            )
        ],
    }


@pytest.mark.parametrize(("make", "text"), [(chinese, ZH), (english, EN)])
def test_a_good_extraction_passes(make: Callable[[], dict[str, Any]], text: str) -> None:
    check_extraction(make())
    check_extraction(json.loads(json.dumps(make())), text=text)


def test_an_article_that_says_nothing_passes() -> None:
    check_extraction({**english(), "entities": [], "relations": [], "deals": []}, text="")


@pytest.mark.parametrize("published", ["2024", "2024-02", "2024-02-29", "2024-02-29T10:00:00Z"])
def test_an_article_is_published_on_an_iso_date(published: str) -> None:
    good = chinese()
    good["article"]["published"] = published
    check_extraction(good)


FAULTS: list[tuple[str, Any, str]] = [
    ("schema_version", 2, "$.schema_version: 1 was expected"),
    ("notes", "x", "$: Additional properties are not allowed ('notes' was unexpected)"),
    ("article.id", "", "$.article.id: '' should be non-empty"),
    ("article.language", "fr", "$.article.language: 'fr' is not one of ['zh', 'en']"),
    ("article.published", "5 August", "$.article.published: '5 August' "),
    ("article.published", "2024-02-30", "$.article.published: '2024-02-30' is not a"),
    ("article.published", "2024-02-28T25:00:00", "$.article.published: '2024-02-28T25:00:00' is"),
    ("article.author", "x", "$.article: Additional properties"),
    ("entities.0.type", "STARTUP", "$.entities[0].type: 'STARTUP' is not one of ['CLUSTER'"),
    ("entities.0.mentions", [], "$.entities[0].mentions: [] should be non-empty"),
    ("entities.0.mentions.0.start", 1, "$.entities[0].mentions[0]: '华山科技𠮷' is not 4 code"),
    ("entities.0.mentions.0.start", 0.0, "$.entities[0].mentions[0].start: 0.0 is not of type"),
    ("entities.0.mentions.0.text", "华山科技", "'华山科技' is not 5 code points long"),
    ("entities.0.mentions.0.text", "华山科技𠮶", "the text reads '华山科技𠮷' there, not"),
    ("entities.1.id", "e1", "$.entities[1].id: id 'e1' stands twice"),
    ("entities.1.aliases", ["蓝湖电子"], "$.entities[1].aliases: the name '蓝湖电子' is no alias"),
    (
        "entities.1.aliases",
        ["蓝湖", "蓝湖"],
        "$.entities[1].aliases: ['蓝湖', '蓝湖'] has non-unique",
    ),
    ("relations.0.type", "BUYS", "$.relations[0].type: 'BUYS' is not one of ['ANCHORS'"),
    ("relations.0.source", "e9", "$.relations[0].source: there is no entity 'e9'"),
    ("relations.0.source", "e2", "$.relations[0]: WORKS_FOR does not lead from FIRM to FIRM"),
    ("relations.0.target", "e4", "WORKS_FOR does not lead from PERSON to PLACE"),
    ("relations.0.evidence", [], "$.relations[0].evidence: WORKS_FOR needs the words"),
    ("relations.0.confidence", 1.2, "$.relations[0].confidence: 1.2 is greater than the max"),
    ("relations.0.confidence", True, "$.relations[0].confidence: True is not of type 'number'"),
    ("relations.0.properties", {"wage": 1}, "WORKS_FOR has no property 'wage'"),
    ("relations.0.properties", {"former": "曾任"}, "former of WORKS_FOR must be boolean or null"),
    ("deals.0.status", "DONE", "$.deals[0].status: 'DONE' is not one of ['RUMOURED'"),
    ("deals.0.date", "2024-13", "$.deals[0].date: '2024-13' is not a 'partial-date'"),
    ("deals.0.date", "2024-H1", "$.deals[0].date: '2024-H1' "),
    ("deals.0.amount", 650000000, "$.deals[0].amount: 650000000 is not of type 'object', 'null'"),
    ("deals.0.amount.currency", "美元", "$.deals[0].amount.currency: '美元' is not one of"),
    ("deals.0.amount.value", float("nan"), "$.deals[0].amount.value: nan is not of type 'number'"),
    ("deals.0.stake", 51, "$.deals[0].stake: 51 is greater than the maximum of 1"),
    ("deals.0.participants", [], "$.deals[0].participants: [] should be non-empty"),
    ("deals.0.participants.0.role", "BOSS", "participants[0].role: 'BOSS' is not one of"),
    ("deals.0.participants.0.role", "PARTY", "'PARTY' is not a role of ACQUISITION"),
    ("deals.0.participants.0.entity", "e9", "participants[0].entity: there is no entity 'e9'"),
    ("deals.0.participants.0.entity", "e4", "ACQUIRER of ACQUISITION cannot be a PLACE"),
    ("deals.0.evidence", [], "$.deals[0].evidence: [] should be non-empty"),
    ("deals.0.properties", {"round": "A"}, "ACQUISITION has no property 'round'"),
]


def changed(record: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    copied = copy.deepcopy(record)
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place: Any = copied
    for step in way:
        place = place[step]
    place[last] = value
    return copied


@pytest.mark.parametrize(("path", "value", "reason"), FAULTS)
def test_a_fault_is_told_with_its_place(path: str, value: Any, reason: str) -> None:
    with pytest.raises(ContractError) as caught:
        check_extraction(changed(chinese(), path, value), text=ZH)
    assert reason in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("path", ["deals", "article.url", "entities.0.indicators", "deals.0.stake"])
def test_a_missing_field_is_told(path: str) -> None:
    *way, last = path.split(".")
    faulty: Any = chinese()
    place = faulty
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    del place[last]
    with pytest.raises(ContractError, match=f"'{last}' is a required property"):
        check_extraction(faulty)


@pytest.mark.parametrize("value", [None, [], "x", 3])
def test_what_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(ContractError, match=r"^\$: .* is not of type 'object'"):
        check_extraction(value)


def test_a_span_past_the_end_of_the_text_is_refused() -> None:
    with pytest.raises(ContractError, match="the text reads '' there"):
        check_extraction(chinese(), text="")


def test_a_relation_does_not_lead_to_itself() -> None:
    faulty = english()
    faulty["relations"] = [relation(EN, "COMPETES_WITH", "e1", "e1")]
    with pytest.raises(ContractError, match="COMPETES_WITH leads from 'e1' to itself"):
        check_extraction(faulty)


def test_an_implied_relation_is_not_listed_again() -> None:
    faulty = english()
    faulty["entities"][2]["type"] = "CLUSTER"
    faulty["relations"] = [relation(EN, "ANCHORS", "e1", "e3")]
    check_extraction(faulty)
    faulty["relations"].append(relation(EN, "MEMBER_OF", "e1", "e3"))
    with pytest.raises(ContractError, match="ANCHORS implies MEMBER_OF"):
        check_extraction(faulty)


def test_a_place_within_a_place_needs_no_words() -> None:
    good = chinese()
    good["entities"][0]["type"] = "PLACE"
    good["deals"] = []
    good["relations"] = [{**relation(ZH, "PART_OF", "e4", "e1"), "evidence": []}]
    check_extraction(good)


@pytest.mark.parametrize(
    ("kind", "participants", "reason"),
    [
        ("MERGER", [("PARTY", "e1")], "MERGER has at least 2 PARTY, not 1"),
        ("PLEDGE", [("PLEDGOR", "e1")], "PLEDGE has at least 1 TARGET, not 0"),
        ("HIRE", [("EMPLOYER", "e1"), ("EMPLOYER", "e2")], "HIRE has at most 1 EMPLOYER, not 2"),
        ("MERGER", [("PARTY", "e1"), ("PARTY", "e1")], "has non-unique elements"),
    ],
)
def test_a_deal_has_as_many_parties_as_its_kind_wants(
    kind: str, participants: list[tuple[str, str]], reason: str
) -> None:
    faulty = {**english(), "deals": [deal(EN, kind, *participants)]}
    with pytest.raises(ContractError, match=reason):
        check_extraction(faulty)


@pytest.mark.parametrize(
    ("measure", "unit", "passes"),
    [
        ("REVENUE", "CNY", True),
        ("REVENUE", "元", False),
        ("FIRMS", "firms", True),
        ("FIRMS", "家", False),
        ("EMPLOYEES", "people", True),
        ("GROWTH", "fraction", True),
        ("GROWTH", "%", False),
        ("CAPACITY", "吉瓦时", True),
        ("EXPORTS", "辆", True),
    ],
)
def test_a_figure_is_counted_in_a_unit_of_its_measure(
    measure: str, unit: str, passes: bool
) -> None:
    record = english()
    record["entities"][0]["indicators"][0] |= {"measure": measure, "unit": unit}
    if passes:
        check_extraction(record)
        return
    with pytest.raises(ContractError, match=rf"indicators\[0\]\.unit: {measure} is counted in"):
        check_extraction(record)


def test_the_schema_is_valid_and_lists_what_the_ontology_has() -> None:
    schema = extraction_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$defs"]["relationType"]["enum"] == list(ontology().relations)
    assert schema["$defs"]["role"]["enum"] == list(ontology().role_names())
    assert all(part["enum"] for part in schema["$defs"].values() if "enum" in part)


def test_the_schema_closes_every_object_but_the_properties() -> None:
    parts = extraction_schema()["$defs"].values()
    objects = [part for part in parts if "object" in part.get("type", "")]
    assert len(objects) == 9
    for part in objects:
        assert part["additionalProperties"] is False
        assert sorted(part["required"]) == sorted(part["properties"])


def test_a_new_relation_kind_widens_the_contract(folder: Path) -> None:
    record = english()
    record["relations"] = [relation(EN, "ADVISES", "e1", "e2", since="2020")]
    with pytest.raises(ContractError, match="'ADVISES' is not one of"):
        check_extraction(record)
    (folder / "relations" / "ADVISES.yaml").write_text(ADVISES, encoding="utf-8")
    check_extraction(record, text=EN, kinds=load_ontology(folder))

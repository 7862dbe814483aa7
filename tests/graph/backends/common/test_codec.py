import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.backends.common.codec import from_plain, to_plain
from schema.errors import ContractError
from schema.money import Money
from schema.records import (
    Claim,
    Entity,
    Fact,
    FactKind,
    Judgement,
    Participant,
    Span,
    Statement,
    Verdict,
)

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
MONEY = st.builds(Money, DECIMALS, TEXTS, upper=st.none() | DECIMALS)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS
STATEMENTS = st.builds(
    Statement,
    status=st.none() | TEXTS,
    amount=st.none() | MONEY,
    stake=st.none() | DECIMALS,
    value=st.none() | DECIMALS,
    properties=st.dictionaries(TEXTS, SCALARS, max_size=3),
)


@given(STATEMENTS)
def test_a_statement_comes_back_exactly_from_json(statement: Statement) -> None:
    again = from_plain(Statement, json.loads(json.dumps(to_plain(statement))))
    assert again == statement
    # Equal decimals may differ in their digits: 0.10 is not written as 0.1.
    for ours, theirs in ((again.stake, statement.stake), (again.value, statement.value)):
        assert str(ours) == str(theirs)
    for name, value in statement.properties.items():
        assert type(again.properties[name]) is type(value)


@pytest.mark.parametrize(
    "record",
    [
        Entity("e", "FIRM", "宁德时代", ("CATL",), {"lei": "1"}, 2, 3),
        Judgement("j", "a", "b", Verdict.SAME, "rule", ("同名",), 0.5, "2024"),
        Fact("f", FactKind.DEAL, "HIRE", (Participant("PERSON", "e"),), Statement(), 0.5),
        Claim(
            "c",
            "a",
            FactKind.INDICATOR,
            "REVENUE",
            (),
            Statement(value=Decimal("1.50")),
            (Span(0, 2, "营收"),),
            1.0,
            "x",
            "1",
            None,
            "2024",
        ),
    ],
    ids=lambda record: type(record).__name__,
)
def test_records_come_back_from_json(record: object) -> None:
    assert from_plain(type(record), json.loads(json.dumps(to_plain(record)))) == record


def test_defaults_are_left_out() -> None:
    assert to_plain(Entity("e", "FIRM", "x")) == {"id": "e", "type": "FIRM", "name": "x"}
    assert to_plain(Statement()) == {}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], r"Entity: \[\] is not an object"),
        ({"id": "e", "type": "FIRM"}, "'name' is missing"),
        ({"id": "e", "type": "FIRM", "name": 1}, "Entity.name: 1 is not a str"),
        ({"id": "e", "type": "FIRM", "name": "x", "colour": 1}, "unknown key 'colour'"),
        ({"id": "e", "type": "FIRM", "name": "x", "aliases": "y"}, "'y' is not a list"),
        ({"id": "e", "type": "FIRM", "name": "x", "aliases": [1]}, "Entity.aliases: 1 is not"),
        ({"id": "e", "type": "FIRM", "name": "x", "articles": True}, "True is not a int"),
        ({"id": "e", "type": "FIRM", "name": "x", "external_ids": []}, "is not an object"),
        ({"id": "e", "type": "FIRM", "name": "x", "external_ids": {"a": 1}}, "external_ids.a: 1"),
    ],
)
def test_what_is_no_record_is_refused_with_its_place(data: object, message: str) -> None:
    with pytest.raises(ContractError, match=message):
        from_plain(Entity, data)


@pytest.mark.parametrize(
    "data",
    [
        {"stake": "half"},
        {"stake": 0.5},
        {"amount": {"value": "1"}},
        {"amount": {"value": "1", "currency": "CNY", "bound": "nonsense"}},
        {"properties": {"a": []}},
        {"status": 1},
    ],
)
def test_a_faulty_statement_is_refused(data: object) -> None:
    with pytest.raises(ContractError):
        from_plain(Statement, data)


def test_a_whole_number_is_a_float_where_one_is_wanted() -> None:
    plain = to_plain(Judgement("j", "a", "b", Verdict.SAME, "r", (), 0.5, "2024")) | {"score": 1}
    score = from_plain(Judgement, plain).score
    assert (score, type(score)) == (1.0, float)

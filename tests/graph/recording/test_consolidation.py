from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from graph.recording.consolidation import DrawnFact, consolidate
from graph.recording.support import DENIED, PROGRESS
from schema.money import Money
from schema.numbers import Bound
from schema.ontology import ontology
from schema.records import Claim, FactKind, Participant, Statement

MILLION = Decimal(1_000_000)


def usd(millions: float, bound: Bound = Bound.EXACT) -> Money:
    return Money(Decimal(str(millions)) * MILLION, "USD", bound)


def claim(
    article: str,
    kind: FactKind,
    type: str,
    parties: str,
    *,
    confidence: float = 0.9,
    reported_at: str | None = "2024-03-20",
    **said: Any,
) -> Claim:
    """Return a claim; parties are written `ACQUIRER:m TARGET:i`, by the entity of each."""
    held = tuple(Participant(*each.split(":")) for each in parties.split())
    return Claim(
        id=f"{article}/{type}/{parties}/{sorted(said.items())}",
        article=article,
        kind=kind,
        type=type,
        parties=held,
        statement=Statement(**said),
        evidence=(),
        confidence=confidence,
        extractor="test",
        extractor_version="1",
        reported_at=reported_at,
        recorded_at="2025-01-01",
    )


def relation(article: str, type: str, source: str, target: str, **more: Any) -> Claim:
    parties = f"SOURCE:{source} TARGET:{target}"
    return claim(article, FactKind.RELATION, type, parties, **more)


def deal(article: str, type: str, parties: str, **more: Any) -> Claim:
    return claim(article, FactKind.DEAL, type, parties, **more)


def figure(article: str, value: float, **more: Any) -> Claim:
    said = {"value": Decimal(str(value)), "unit": "CNY", "date": "2024", **more}
    return claim(article, FactKind.INDICATOR, "REVENUE", "SUBJECT:m", **said)


def facts(*claims: Claim, entity_of: Mapping[str, str] | None = None) -> list[DrawnFact]:
    """Return the facts, which must not depend on the order of the claims."""
    parties = {party.entity for each in claims for party in each.parties}
    home = {**{each: each for each in parties}, **(entity_of or {})}
    drawn = list(consolidate(claims, home))
    assert drawn == list(consolidate(claims[::-1], home))
    return drawn


# --- relations -----------------------------------------------------------------------------


def test_two_articles_that_tell_of_one_relation_give_one_fact() -> None:
    (drawn,) = facts(
        relation("a", "SUPPLIES", "m", "i", confidence=0.6, reported_at="2024-05-01"),
        relation("b", "SUPPLIES", "m", "i", confidence=0.8, reported_at=None),
    )
    assert drawn.fact.claims == 2
    assert drawn.fact.confidence == 0.8
    assert drawn.fact.first_reported == "2024-05-01"


def test_a_relation_draws_one_edge_from_source_to_target() -> None:
    (drawn,) = facts(relation("a", "SUPPLIES", "m", "i"))
    (edge,) = drawn.edges
    assert (edge.source, edge.target, edge.symmetric) == ("m", "i", False)


def test_a_symmetric_relation_is_one_from_both_ends() -> None:
    (drawn,) = facts(
        relation("a", "PARTNERS_WITH", "m", "i"), relation("b", "PARTNERS_WITH", "i", "m")
    )
    assert drawn.fact.claims == 2
    assert drawn.edges[0].symmetric


def test_a_relation_is_not_its_reverse() -> None:
    assert len(facts(relation("a", "SUPPLIES", "m", "i"), relation("b", "SUPPLIES", "i", "m"))) == 2


def test_a_relation_of_an_entity_with_itself_is_dropped() -> None:
    assert facts(relation("a", "SUPPLIES", "m", "i"), entity_of={"m": "x", "i": "x"}) == []


def test_membership_is_no_second_fact_beside_the_anchor() -> None:
    (drawn,) = facts(
        relation("a", "MEMBER_OF", "m", "c", confidence=0.95),
        relation("b", "ANCHORS", "m", "c", confidence=0.7),
    )
    assert drawn.fact.type == "ANCHORS"
    assert drawn.fact.claims == 2
    assert drawn.fact.confidence == 0.7


# --- indicators ----------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "contested"), [(100.5, ()), (102, ("value",))])
def test_figures_are_contested_beyond_a_hundredth(value: float, contested: tuple[str, ...]) -> None:
    (drawn,) = facts(figure("a", 100), figure("b", value))
    assert drawn.fact.contested == contested


def test_most_articles_decide_on_a_figure() -> None:
    (drawn,) = facts(figure("a", 100), figure("b", 100), figure("c", 120, confidence=1.0))
    assert drawn.fact.statement.value == 100


def test_figures_of_two_years_are_two_facts() -> None:
    assert len(facts(figure("a", 100), figure("b", 100, date="2023"))) == 2


# --- which deals are one ---------------------------------------------------------------------

BUY = "ACQUIRER:m TARGET:i"


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ({}, {}),
        ({"date": "2024-03-19"}, {}),
        ({"date": "2024"}, {"date": "2024-03-19"}),
        ({"date": "2024-03-19"}, {"date": "2024-04-30"}),
        ({"amount": usd(650)}, {"amount": usd(640)}),
        ({"amount": usd(650)}, {"amount": usd(600, Bound.LOWER)}),
        ({"amount": usd(650)}, {"amount": Money(4700 * MILLION, "CNY")}),
        ({"status": "ANNOUNCED"}, {"status": "DENIED"}),
    ],
)
def test_reports_that_do_not_contradict_are_of_one_deal(
    said: dict[str, Any], other: dict[str, Any]
) -> None:
    (drawn,) = facts(deal("a", "ACQUISITION", BUY, **said), deal("b", "ACQUISITION", BUY, **other))
    assert drawn.fact.claims == 2


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ({"date": "2024-03-19"}, {"date": "2024-06-01"}),
        ({"date": "2023"}, {"date": "2024"}),
        ({"amount": usd(650)}, {"amount": usd(900)}),
        ({"amount": usd(650)}, {"amount": usd(200, Bound.LOWER)}),
    ],
)
def test_reports_that_contradict_are_of_two_deals(
    said: dict[str, Any], other: dict[str, Any]
) -> None:
    claims = (deal("a", "ACQUISITION", BUY, **said), deal("b", "ACQUISITION", BUY, **other))
    assert len(facts(*claims)) == 2


def test_two_prices_of_one_day_are_one_contested_deal() -> None:
    (drawn,) = facts(
        deal("a", "ACQUISITION", BUY, date="2024-03-19", amount=usd(650)),
        deal("b", "ACQUISITION", BUY, date="2024-03-19", amount=usd(900)),
        deal("c", "ACQUISITION", BUY, date="2024-03-19", amount=usd(650)),
    )
    assert drawn.fact.statement.amount == usd(650)
    assert drawn.fact.contested == ("amount",)


def test_two_prices_in_one_article_are_two_deals() -> None:
    drawn = facts(
        deal("a", "SUPPLY_CONTRACT", "SUPPLIER:m CUSTOMER:i", date="2024-03-19", amount=usd(650)),
        deal("a", "SUPPLY_CONTRACT", "SUPPLIER:m CUSTOMER:i", date="2024-03-19", amount=usd(900)),
    )
    assert len(drawn) == 2


def test_a_vague_report_does_not_tie_two_deals_together() -> None:
    first = deal("a", "INVESTMENT", "INVESTOR:m INVESTEE:i", date="2019-07-22")
    second = deal("b", "INVESTMENT", "INVESTOR:m INVESTEE:i", date="2023-01-23")
    vague = deal("c", "INVESTMENT", "INVESTOR:m INVESTEE:i", reported_at="2023-02-01")
    drawn = facts(first, second, vague)
    assert sorted(each.claims for each in drawn) == sorted(
        [(first.id,), tuple(sorted((second.id, vague.id)))]
    )


def test_investors_told_apart_are_one_round_where_a_report_names_both() -> None:
    (drawn,) = facts(
        deal("a", "INVESTMENT", "INVESTOR:m INVESTEE:i", date="2024-03"),
        deal("b", "INVESTMENT", "INVESTOR:n INVESTEE:i", date="2024-03"),
        deal("c", "INVESTMENT", "INVESTOR:m INVESTOR:n INVESTEE:i", date="2024-03"),
    )
    assert [party.entity for party in drawn.fact.participants] == ["m", "n", "i"]


def test_what_articles_keep_apart_is_matched_part_by_part() -> None:
    whole, part = "SPONSOR:m SPONSOR:i SPONSORED:g", "SPONSOR:i SPONSORED:g"
    claims = [deal(id, "SPONSORSHIP", parties) for id in "ab" for parties in (whole, part)]
    assert [each.fact.claims for each in facts(*claims)] == [2, 2]


def test_other_buyers_make_another_deal() -> None:
    claims = (
        deal("a", "ACQUISITION", BUY, date="2024-03"),
        deal("b", "ACQUISITION", "ACQUIRER:n TARGET:i", date="2024-03"),
    )
    assert len(facts(*claims)) == 2


@pytest.mark.parametrize(
    ("said", "number"),
    [({}, 2), ({"date": "2024"}, 2), ({"date": "2024-03"}, 1), ({"amount": usd(650)}, 1)],
)
def test_one_party_alone_needs_a_date_or_sum_that_agrees(said: dict[str, Any], number: int) -> None:
    full = {"date": "2024-03-19", "amount": usd(650)}
    claims = (
        deal("a", "INVESTMENT", "INVESTOR:m INVESTEE:i", **full),
        deal("b", "INVESTMENT", "INVESTEE:i", **said),
    )
    assert len(facts(*claims)) == number


def test_reports_of_one_party_and_nothing_else_stay_apart() -> None:
    claims = (deal("a", "INVESTMENT", "INVESTEE:i"), deal("b", "INVESTMENT", "INVESTEE:i"))
    assert len(facts(*claims)) == 2


def test_deals_of_two_types_are_two() -> None:
    claims = (
        deal("a", "ACQUISITION", BUY),
        deal("b", "INVESTMENT", "INVESTOR:m INVESTEE:i"),
    )
    assert len(facts(*claims)) == 2


def test_a_deal_whose_parties_are_one_entity_is_dropped() -> None:
    assert facts(deal("a", "ACQUISITION", BUY), entity_of={"m": "x", "i": "x"}) == []


def test_the_first_report_gives_the_id() -> None:
    early = deal("b", "ACQUISITION", BUY, reported_at="2024-03-19")
    late = deal("a", "ACQUISITION", BUY, reported_at="2024-03-20")
    assert facts(early)[0].fact.id == facts(early, late)[0].fact.id


# --- what a deal shows -----------------------------------------------------------------------


def test_a_deal_draws_the_edges_of_its_type() -> None:
    (drawn,) = facts(deal("a", "ACQUISITION", "ACQUIRER:m TARGET:i SELLER:s", date="2024-03"))
    assert [(e.source, e.target) for e in drawn.edges] == [("m", "i"), ("s", "i"), ("s", "m")]
    assert {e.valid_from for e in drawn.edges} == {"2024-03"}


def test_partners_are_joined_two_by_two() -> None:
    (drawn,) = facts(deal("a", "PARTNERSHIP", "PARTNER:z PARTNER:x PARTNER:y"))
    assert [(e.source, e.target) for e in drawn.edges] == [("x", "y"), ("x", "z"), ("y", "z")]
    assert all(edge.symmetric for edge in drawn.edges)


def test_a_denied_deal_links_nobody() -> None:
    (drawn,) = facts(deal("a", "ACQUISITION", BUY, status="DENIED"))
    assert drawn.edges == ()


def test_the_most_exact_of_dates_that_agree_is_shown() -> None:
    (drawn,) = facts(
        deal("a", "ACQUISITION", BUY, date="2024"),
        deal("b", "ACQUISITION", BUY, date="2024-03-19"),
        deal("c", "ACQUISITION", BUY, date="2024-03"),
    )
    assert drawn.fact.statement.date == "2024-03-19"
    assert drawn.fact.contested == ()


def test_two_days_are_contested() -> None:
    (drawn,) = facts(
        deal("a", "ACQUISITION", BUY, date="2024-03-19"),
        deal("b", "ACQUISITION", BUY, date="2024-03-21", reported_at="2024-03-22"),
    )
    assert drawn.fact.statement.date == "2024-03-21"
    assert drawn.fact.contested == ("date",)


def test_a_choice_is_contested_and_a_wording_is_not() -> None:
    parties = "LICENSOR:m LICENSEE:i"
    (drawn,) = facts(
        deal("a", "LICENCE", parties, properties={"exclusive": True, "subject": "the models"}),
        deal("b", "LICENCE", parties, properties={"exclusive": False, "subject": "模型"}),
        deal("c", "LICENCE", parties, properties={"exclusive": False}),
    )
    assert drawn.fact.statement.properties["exclusive"] is False
    assert drawn.fact.contested == ("properties.exclusive",)


@pytest.mark.parametrize(
    ("told", "status", "contested"),
    [
        (["ANNOUNCED", "COMPLETED"], "COMPLETED", ()),
        (["COMPLETED", "RUMOURED"], "COMPLETED", ()),
        (["SIGNED", "TERMINATED"], "TERMINATED", ()),
        (["TERMINATED", "COMPLETED"], "COMPLETED", ("status",)),
        (["COMPLETED", "TERMINATED"], "TERMINATED", ()),
        (["RUMOURED", "DENIED"], "DENIED", ("status",)),
        (["RUMOURED", "ANNOUNCED", "DENIED"], "ANNOUNCED", ("status",)),
        (["DENIED", "DENIED"], "DENIED", ()),
    ],
)
def test_progress_is_no_contest_and_a_denial_is(
    told: list[str], status: str, contested: tuple[str, ...]
) -> None:
    claims = [
        deal(f"{place}", "ACQUISITION", BUY, status=status, reported_at=f"2024-03-1{place}")
        for place, status in enumerate(told)
    ]
    (drawn,) = facts(*claims)
    assert drawn.fact.statement.status == status
    assert drawn.fact.contested == contested


def test_every_status_has_its_place() -> None:
    assert {*PROGRESS, DENIED} == set(ontology().statuses)

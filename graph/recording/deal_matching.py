"""Which claims tell of one deal, by parties, dates and sums: pure functions, in any order.

Two claims of a type are told of one deal where

- every principal role that both fill has an entity in common, and they share two principal
  parties; or one, if either names no more, and then a date (not a mere year) or a sum must agree;
- their dates lie within 45 days of each other, as precise as each is told;
- their sums differ by no more than 5 %. Two other prices are still one, contested, deal where
  different articles give the same principal parties and the same day;
- no article tells of both with other parties: what an article keeps apart is two deals.

Claims are taken from the most to the least explicit. Each joins the deal that it fits best and
no claim of which it contradicts; so a vague report never ties two deals together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from graph.backends.common.instants import instant
from graph.recording.agreement import (
    NEAR_DAYS,
    YEAR,
    dates_compatible,
    days_apart,
    sums_agree,
    sums_compatible,
)
from schema.money import Money
from schema.ontology import ontology
from schema.records import Claim

MONTH = 31
"""The most days that a date told to the month leaves open."""

DAY = 10
"""The length of a date that gives the day."""

Parties = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Telling:
    """What claims that say the same tell of a deal: entities in principal roles, date and sum."""

    parties: Parties
    date: str | None
    amount: Money | None
    articles: frozenset[str] = frozenset()
    claims: tuple[Claim, ...] = ()

    @property
    def principals(self) -> frozenset[tuple[str, str]]:
        return frozenset((role, entity) for role in self.parties for entity in self.parties[role])


def reporting_order(claim: Claim) -> tuple[bool, int, str, str]:
    """Return the place of a claim in time: by report (undated last), article and id."""
    second = instant(claim.reported_at)
    return second is None, second or 0, claim.article, claim.id


def tellings(claims: Iterable[Claim], entity_of: Mapping[str, str]) -> tuple[Telling, ...]:
    """Return what claims of one deal type tell; those that tell the same are one telling."""
    same: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        said = claim.statement
        parties = principals_of(claim, entity_of)
        # A claim that names one party, and neither when nor how much, is like no other.
        apart = "" if _is_telling(parties, said.date, said.amount) else claim.id
        key = tuple(sorted((role, tuple(sorted(held))) for role, held in parties.items()))
        same[key, said.date, said.amount, apart].append(claim)
    return tuple(_telling(sorted(told, key=reporting_order), entity_of) for told in same.values())


@cache
def principal_roles(type: str) -> frozenset[str]:
    """Return the roles of a deal type that decide whether two claims tell of one deal."""
    return frozenset(ontology().deal(type).principal_roles)


def principals_of(claim: Claim, entity_of: Mapping[str, str]) -> Parties:
    """Return the entities in each principal role that a claim fills."""
    roles = principal_roles(claim.type)
    parties: dict[str, set[str]] = defaultdict(set)
    for party in claim.parties:
        if party.role in roles:
            parties[party.role].add(entity_of[party.entity])
    return {role: frozenset(entities) for role, entities in sorted(parties.items())}


def _is_telling(parties: Parties, date: str | None, amount: Money | None) -> bool:
    size = _size(parties)
    return size > 1 or (size == 1 and (amount is not None or len(date or "") > YEAR))


def _telling(told: Sequence[Claim], entity_of: Mapping[str, str]) -> Telling:
    first = told[0]
    return Telling(
        principals_of(first, entity_of),
        first.statement.date,
        first.statement.amount,
        frozenset(claim.article for claim in told),
        tuple(told),
    )


# --- pairs ---------------------------------------------------------------------------------


def may_be_one(left: Telling, right: Telling) -> bool:
    """Tell whether two tellings, taken by themselves, are of one deal."""
    if not parties_meet(left.parties, right.parties) or _contradict(left, right):
        return False
    if len(left.principals & right.principals) > 1:
        return True
    return _dates_told_alike(left, right) or _sums_told_alike(left, right)


def may_agree(deal: Telling, telling: Telling) -> bool:
    """Tell whether a claim of `deal` with one party may agree with `telling` in date or sum.

    Each claim's date lies near that of the deal, which then is at most twice as far away.
    """
    if telling.amount is not None or deal.date is None:
        return telling.amount is not None or telling.date is not None
    return telling.date is not None and days_apart(deal.date, telling.date) <= 2 * NEAR_DAYS + MONTH


def parties_meet(left: Parties, right: Parties) -> bool:
    """Tell whether enough principal parties agree, and none of the roles that both fill clash."""
    common = [role for role in left if role in right]
    shared = [left[role] & right[role] for role in common]
    if not all(shared):
        return False
    number = sum(map(len, shared))
    return number > 1 or (number == 1 and 1 in (_size(left), _size(right)))


def _size(parties: Parties) -> int:
    return sum(map(len, parties.values()))


def _dates_told_alike(left: Telling, right: Telling) -> bool:
    return (
        left.date is not None
        and right.date is not None
        and YEAR not in (len(left.date), len(right.date))
        and dates_compatible(left.date, right.date)
    )


def _sums_told_alike(left: Telling, right: Telling) -> bool:
    return (
        left.amount is not None
        and right.amount is not None
        and sums_agree(left.amount, right.amount)
    )


def _contradict(left: Telling, right: Telling) -> bool:
    if left.articles & right.articles and left.parties != right.parties:
        return True
    if left.date and right.date and not dates_compatible(left.date, right.date):
        return True
    if left.amount is None or right.amount is None or sums_compatible(left.amount, right.amount):
        return False
    return not _one_deal_at_two_prices(left, right)


def _one_deal_at_two_prices(left: Telling, right: Telling) -> bool:
    return (
        left.date == right.date
        and len(left.date or "") >= DAY
        and left.parties == right.parties
        and not left.articles & right.articles
    )


# --- groups --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Deal:
    """Tellings that were found to be of one deal."""

    tellings: list[Telling] = field(default_factory=list)
    parties: dict[str, frozenset[str]] = field(default_factory=dict)

    def takes(self, telling: Telling) -> bool:
        return (
            any(may_be_one(each, telling) for each in self.tellings)
            and not any(_contradict(each, telling) for each in self.tellings)
            and all(
                self.parties[role] & entities
                for role, entities in telling.parties.items()
                if role in self.parties
            )
        )

    def add(self, telling: Telling) -> None:
        self.tellings.append(telling)
        for role, entities in telling.parties.items():
            self.parties[role] = self.parties.get(role, frozenset()) | entities

    def nearness(self, telling: Telling) -> tuple[int, ...]:
        """Return how well a telling fits: parties in common, parties apart, days between."""
        principals = [each.principals for each in self.tellings]
        return (
            max(len(held & telling.principals) for held in principals),
            -min(len(held ^ telling.principals) for held in principals),
            -min(_distance(each, telling) for each in self.tellings),
        )


def group_tellings(told: Iterable[Telling]) -> tuple[tuple[Claim, ...], ...]:
    """Return the claims of each deal, in the order of their reports."""
    deals: list[_Deal] = []
    by_party: dict[tuple[str, str], set[int]] = defaultdict(set)
    for telling in sorted(told, key=_explicit_first):
        near = sorted({number for party in telling.principals for number in by_party[party]})
        fitting = [number for number in near if deals[number].takes(telling)]
        if fitting:
            number = max(fitting, key=lambda n: (*deals[n].nearness(telling), -n))
        else:
            number = len(deals)
            deals.append(_Deal())
        deals[number].add(telling)
        for party in telling.principals:
            by_party[party].add(number)
    return tuple(
        tuple(sorted((c for t in deal.tellings for c in t.claims), key=reporting_order))
        for deal in deals
    )


def _explicit_first(telling: Telling) -> tuple[object, ...]:
    return (
        -len(telling.date or ""),
        telling.amount is None,
        -len(telling.principals),
        reporting_order(telling.claims[0]),
    )


def _distance(left: Telling, right: Telling) -> int:
    """Return the days between two tellings: by their dates, else by when they were reported."""
    if left.date and right.date:
        return days_apart(left.date, right.date)
    ours, theirs = left.date or _reported(left), right.date or _reported(right)
    return days_apart(ours, theirs) if ours and theirs else 0


def _reported(telling: Telling) -> str | None:
    return (telling.claims[0].reported_at or "")[:DAY] or None

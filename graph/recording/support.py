"""The best-supported value of each field of a fact, and where its claims contradict each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from graph.backends.common.instants import instant
from graph.recording.agreement import dates_agree, figures_agree, sums_agree, sums_contradict
from schema.money import Money
from schema.numbers import Bound
from schema.records import Claim, PropertyValue, Statement

T = TypeVar("T")

PROGRESS = ("RUMOURED", "ANNOUNCED", "UNDER_REVIEW", "SIGNED", "COMPLETED", "TERMINATED")
"""Statuses that follow one another: a later one is progress, no contradiction."""

DENIED = "DENIED"


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """How the values of a field compare: which support each other, which contradict."""

    agree: Callable[[T, T], bool]
    contradict: Callable[[T, T], bool]
    exactness: Callable[[T], int] = lambda value: 0


@dataclass(frozen=True, slots=True)
class _Said(Generic[T]):
    value: T
    claim: Claim


def _equal(left: object, right: object) -> bool:
    return left == right


def _never(left: object, right: object) -> bool:
    return False


DATE: Field[str] = Field(dates_agree, lambda a, b: not dates_agree(a, b), len)
SUM: Field[Money] = Field(
    sums_agree, sums_contradict, lambda money: int(money.bound is Bound.EXACT)
)
FIGURE: Field[Decimal] = Field(figures_agree, lambda a, b: not figures_agree(a, b))
# Texts put one thing in many ways, so that they never contradict.
TEXT: Field[PropertyValue] = Field(_equal, _never)
CHOICE: Field[PropertyValue] = Field(_equal, lambda a, b: a != b)


def settle(claims: Sequence[Claim]) -> tuple[Statement, tuple[str, ...]]:
    """Return the best-supported statement of `claims`, and the fields on which they contradict.

    A value is better supported by more articles, then by the claim that is most certain, then
    by the latest report. A property is named `properties.NAME` among the contested fields.
    """
    contested: list[str] = []
    status, doubtful = _settle_status(claims)
    if doubtful:
        contested.append("status")

    def best(field: str, kind: Field[Any]) -> Any:
        said = [_Said(v, c) for c in claims if (v := getattr(c.statement, field)) is not None]
        return _settle(field, kind, said, contested)

    statement = Statement(
        status=status,
        date=best("date", DATE),
        amount=best("amount", SUM),
        valuation=best("valuation", SUM),
        stake=best("stake", FIGURE),
        value=best("value", FIGURE),
        unit=best("unit", TEXT),
        properties=_settle_properties(claims, contested),
    )
    return statement, tuple(contested)


def _settle_properties(
    claims: Sequence[Claim], contested: list[str]
) -> Mapping[str, PropertyValue]:
    settled: dict[str, PropertyValue] = {}
    for name in sorted({name for claim in claims for name in claim.statement.properties}):
        said: list[_Said[PropertyValue]] = [
            _Said(value, claim)
            for claim in claims
            if (value := claim.statement.properties.get(name)) is not None
        ]
        texts = all(isinstance(each.value, str) for each in said)
        kind = TEXT if texts else CHOICE
        settled[name] = _settle(f"properties.{name}", kind, said, contested)
    return settled


def _settle(field: str, kind: Field[T], said: Sequence[_Said[T]], contested: list[str]) -> T | None:
    if not said:
        return None
    values = list({repr(each.value): each.value for each in said}.values())
    if any(kind.contradict(a, b) for place, a in enumerate(values) for b in values[:place]):
        contested.append(field)

    def merit(value: T) -> tuple[object, ...]:
        agreeing = [each.claim for each in said if kind.agree(each.value, value)]
        exactly = [each.claim for each in said if each.value == value]
        return (
            len({claim.article for claim in agreeing}),
            kind.exactness(value),
            *_weight(exactly),
            repr(value),
        )

    return max(values, key=merit)


def _weight(claims: Iterable[Claim]) -> tuple[int, float, int]:
    """Return how much claims weigh: articles, then confidence, then the latest report."""
    listed = list(claims)
    return (
        len({claim.article for claim in listed}),
        max(claim.confidence for claim in listed),
        max(_reported(claim) for claim in listed),
    )


def _reported(claim: Claim) -> int:
    """Return the second of the report; an undated one counts as older than all."""
    second = instant(claim.reported_at)
    return -(1 << 62) if second is None else second


# --- status --------------------------------------------------------------------------------


def _settle_status(claims: Sequence[Claim]) -> tuple[str | None, bool]:
    """Return the status and whether it is contested.

    The furthest one counts, since deals proceed. A denial contradicts all others; so does a
    completion that is reported no earlier than that the deal was called off.
    """
    denials = [claim for claim in claims if claim.statement.status == DENIED]
    others = [claim for claim in claims if claim.statement.status not in (None, DENIED)]
    if not others:
        return (DENIED if denials else None), False
    furthest, torn = _furthest(others)
    if denials and _weight(denials) > _weight(others):
        return DENIED, True
    return furthest, torn or bool(denials)


def _furthest(claims: Sequence[Claim]) -> tuple[str, bool]:
    latest: dict[str, int] = {}
    for claim in claims:
        status = str(claim.statement.status)
        latest[status] = max(latest.get(status, _reported(claim)), _reported(claim))
    completed, terminated = latest.get("COMPLETED"), latest.get("TERMINATED")
    if completed is not None and terminated is not None and completed >= terminated:
        return "COMPLETED", True
    return max(latest, key=_progress), False


def _progress(status: str) -> tuple[int, str]:
    # A status that the ontology gains later stands before all until it has its place here.
    return (PROGRESS.index(status) if status in PROGRESS else -1), status

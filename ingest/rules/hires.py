"""Completes hires: who founded a firm, or worked there, comes from it."""

from collections.abc import Sequence
from dataclasses import replace

from schema.records import ExtractedDeal, ExtractedRelation, Participant

_TIES = frozenset({"FOUNDED", "WORKS_FOR"})


def with_former_employer(
    deal: ExtractedDeal, relations: Sequence[ExtractedRelation]
) -> ExtractedDeal:
    """Return a hire with the one other firm that its people are said to belong to.

    Where they belong to several, the text must say which they leave.
    """
    roles = {participant.role for participant in deal.participants}
    if deal.type != "HIRE" or "FORMER_EMPLOYER" in roles:
        return deal
    people = {p.entity for p in deal.participants if p.role == "PERSON"}
    employers = {p.entity for p in deal.participants if p.role == "EMPLOYER"}
    firms = {r.target for r in relations if r.type in _TIES and r.source in people} - employers
    if len(firms) != 1 or not employers:
        return deal
    added = Participant("FORMER_EMPLOYER", firms.pop())
    order = ("EMPLOYER", "FORMER_EMPLOYER", "PERSON")
    parties = sorted([*deal.participants, added], key=lambda party: order.index(party.role))
    return replace(deal, participants=tuple(parties))

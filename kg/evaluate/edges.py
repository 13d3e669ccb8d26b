"""Issuers, dates and numbers of policies, and lineage between them, beside gold, which does not list all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.evaluate.agree import key, same
from kg.evaluate.measures import Tally
from kg.evaluate.outcome import Difference, Outcome, verdicts
from kg.evaluate.spellings import spellings
from kg.terms import SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.evaluate.facts import Gold, GoldPolicy
    from kg.evaluate.found import Found, Stated
    from kg.evaluate.outcome import Judgement, Verdict
    from kg.evaluate.spellings import Policies
    from kg.query.request import Engine

# Statements that stand beside a reading judged by itself: a figure's policy, and the name of what it measures.
ELSEWHERE = frozenset({"requires", SKOS + "prefLabel"})


def compare_edges(gold: Gold, found: Found, policies: Policies, engine: Engine, end: int) -> Outcome:
    """Compare with the whole graph what gold wants; judge what the document itself states before `end`."""
    issues, lineage = list(_issues(gold, policies, engine)), list(_lineage(gold, policies))
    missed = [
        Difference(kind, "missed", fact, quote=found.sentence_with(words))
        for kind, facts in (("issues", issues), ("lineage", lineage))
        for fact, words, hit in facts
        if not hit
    ]
    tallies = {"issues": _tally(issues), "lineage": _tally(lineage)}
    return Outcome(tallies, tuple(missed), tuple(_verdicts(gold, found, end)))


Wanted = tuple[str, str, bool]  # a fact in words, the words to look for where it is missed, whether it is there


def _tally(facts: list[Wanted]) -> Tally:
    there = sum(hit for _, _, hit in facts)
    return Tally(gold=len(facts), right=there, value=there, named=there)


def _issues(gold: Gold, policies: Policies, engine: Engine) -> Iterator[Wanted]:
    for policy in gold.facts.policies:
        held = policies.facts(policy.title)
        issuers = spellings(engine, held.get("issues", ())).values()
        for issuer in policy.issuers:
            yield f"{issuer} -> {policy.title}", issuer, any(same(issuer, names) for names in issuers)
        if policy.issued:
            hit = any(date.startswith(policy.issued) for date in held.get("issuedOn", ()))
            yield f"{policy.title} {policy.issued}", policy.title, hit
        if policy.number:
            yield f"{policy.title} {policy.number}", policy.number, same(policy.number, held.get("documentNumber", ()))


def _lineage(gold: Gold, policies: Policies) -> Iterator[Wanted]:
    for edge in gold.facts.lineage:
        held = policies.facts(edge.subject).get(edge.relation, frozenset())
        hit = not held.isdisjoint(policies.called(edge.object))
        yield f"{edge.subject} {edge.relation} {edge.object}", edge.object, hit


def _verdicts(gold: Gold, found: Found, end: int) -> Iterator[Verdict]:
    for stated in found.stated:
        begins = min((quote.start for quote in stated.node.quotes), default=0)
        if stated.property not in ELSEWHERE and begins <= end:
            yield from verdicts(stated.node, _judgement(gold, stated))


def _judgement(gold: Gold, stated: Stated) -> Judgement:
    """Right where gold has it, wrong where gold states something else of that policy, open where gold is silent."""
    policy, told = (stated.value, stated.subject) if stated.property == "issues" else (stated.subject, stated.value)
    wanted = [value for one in gold.facts.policies if same(one.title, policy) for value in _of(one, stated.property)]
    if wanted:
        return "right" if any(_agrees(value, told, stated.property) for value in wanted) else "wrong"
    hit = any(
        edge.relation == stated.property and same(edge.subject, stated.subject) and same(edge.object, stated.value)
        for edge in gold.facts.lineage
    )
    return "right" if hit else "open"


def _of(policy: GoldPolicy, name: str) -> tuple[str, ...]:
    """What gold states of a policy by that property."""
    stated = {"issues": policy.issuers, "issuedOn": (policy.issued,), "documentNumber": (policy.number,)}
    return tuple(value for value in stated.get(name, ()) if value)


def _agrees(wanted: str, told: tuple[str, ...], name: str) -> bool:
    if name == "issuedOn":
        return any(date.startswith(wanted) for date in told)
    return key(wanted) in {key(one) for one in told}

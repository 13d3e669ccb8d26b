"""The words of a build beside gold and text: requirements, strings that must not be shown, and quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.evaluate.agree import holds
from kg.evaluate.measures import Tally
from kg.evaluate.outcome import Difference, Outcome, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.evaluate.facts import Gold
    from kg.evaluate.found import Found, Node
    from kg.evaluate.outcome import Verdict


def compare_requirements(gold: Gold, found: Found, end: int) -> Outcome:
    """A requirement is there where the words and one quote of an undertaking hold all its words; gold lists some."""
    wanted = gold.facts.requirements
    held = [any(_meets(words, node) for node in found.duties) for words in wanted]
    there = sum(held)
    missed = tuple(
        Difference("requirements", "missed", " + ".join(words), quote=found.sentence_with(*words))
        for words, hit in zip(wanted, held, strict=True)
        if not hit
    )
    tally = Tally(gold=len(wanted), right=there, value=there, named=there)
    before = (node for node in found.duties if node.quotes[0].start <= end)
    return Outcome({"requirements": tally}, missed, tuple(_judged(before, wanted)))


def _meets(words: Iterable[str], node: Node) -> bool:
    kept = tuple(words)
    return any(holds(kept, (quote.text + name,)) for quote in node.quotes for name in node.names or ("",))


def _judged(duties: Iterable[Node], wanted: tuple[tuple[str, ...], ...]) -> Iterable[Verdict]:
    for node in duties:
        yield from verdicts(node, "right" if any(_meets(words, node) for words in wanted) else "open")


def compare_shown(gold: Gold, found: Found) -> Outcome:
    """No quote, name or title may hold boilerplate or words of an unrelated story."""
    shown = {banned: next((text for text in found.shown if banned in text), "") for banned in gold.banned}
    bad = tuple(Difference("boilerplate", "shown", banned, quote=text) for banned, text in shown.items() if text)
    return Outcome({"boilerplate": Tally(gold=len(gold.banned), right=len(gold.banned) - len(bad))}, bad)


def compare_quotes(found: Found) -> Outcome:
    """Every quote is the slice of the stored text at its offsets."""
    wrong = tuple(
        Difference("quotes", "misquoted", f"{one.start}-{one.end}", quote=one.text)
        for one in found.quotes
        if found.texts[one.document][one.start : one.end] != one.text
    )
    return Outcome({"quotes": Tally(gold=len(found.quotes), right=len(found.quotes) - len(wrong))}, wrong)

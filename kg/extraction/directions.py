"""Where the words of news are what a meeting or an official asks of others: 会议强调，要…；二是…."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.bidding import bids
from kg.extraction.handed_down import handed_down
from kg.extraction.readings import clause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge

SPEAKERS = ("person", "agency")
OPENS = (",", ":")  # what parts who asks from what is asked


def directions(situated: Sequence[Situated], knowledge: Knowledge) -> Iterator[int | None]:
    """For each sentence where in its lifted text it begins to tell what is asked, None where it does not.

    What is asked goes on in its paragraph while sentences begin with an ordinal, say 要 or stand behind a semicolon.
    """
    cues, pronouns = knowledge.cues.one, knowledge.cues.classes["zh"]["said_by"]
    block, heard, goes_on = -1, False, False
    near, named = False, False  # whether an official is named in the paragraph before, and in this one
    names: set[str] = set()  # of officials, who are later called by their names alone
    for sentence in situated:
        text = sentence.lifted.text
        first = cues["first"].match(text.lstrip()) is not None
        if sentence.sentence.block != block:
            block, heard, near, named = sentence.sentence.block, heard and first, named, False
        people = {mention.text for mention in sentence.mentions if mention.kind == "person"}
        names |= people
        named = named or bool(people) or any(name in text for name in names)
        begins = _begins(sentence, (*sorted(names), *(pronouns if named or near else ())), knowledge)
        if begins is None and heard and (first or goes_on or cues["ought"].match(text.lstrip())):
            begins = 0
        heard, goes_on = begins is not None, text.rstrip().endswith(";")
        yield begins if begins is None or begins < len(text) else None


def _begins(sentence: Situated, known: tuple[str, ...], knowledge: Knowledge) -> int | None:
    """Where the words begin behind those that tell who asks (会议强调，; 县长王某某要求，), None where nobody does.

    Of what somebody only says (表示, 指出) it is the first clause that tells what ought to be, or the text's end.
    """
    text, cues = sentence.lifted.text, knowledge.cues.one
    for of in cues["asks_of"].finditer(text):
        start, _ = clause(text, of.start())
        if _may_direct(sentence, 0 if start == of.start() else start, of.start(), known, knowledge):
            return of.start()
    for name in ("directs", "speaks"):
        for said in cues[name].finditer(text):
            start, _ = clause(text, said.start())
            behind = text[said.end() :]
            opens = behind.lstrip(" “").startswith(OPENS) or (name == "directs" and bids(behind, knowledge))
            if opens and _may_direct(sentence, start, said.start(), known, knowledge):
                return said.end() if name == "directs" else _ought_from(text, said.end(), knowledge)
    return handed_down(sentence, knowledge)


def _ought_from(text: str, begin: int, knowledge: Knowledge) -> int:
    """Where the first clause behind a place of lifted text begins that tells what ought to be; else the text's end."""
    found = (knowledge.cues.one[name].search(text, begin) for name in ("ought", "duty"))
    return min((clause(text, match.start())[0] for match in found if match is not None), default=len(text))


def _may_direct(sentence: Situated, start: int, end: int, known: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether words before 强调 tell of a meeting, an official, a body or a policy, and of nobody who only advises.

    `known` are words that stand for an official who was named before.
    """
    classes, cues = knowledge.cues.classes["zh"], knowledge.cues.one
    who = sentence.lifted.text[start:end].strip()
    if who.startswith(classes["based"]) or cues["adviser"].search(who) is not None:
        return False
    inside = [sentence.mentions[index] for index in sentence.lifted.within(start, end)]
    told = any(m.kind in SPEAKERS or (m.kind == "none" and m.text.startswith("《")) for m in inside)
    alone = len(inside) == 1 and inside[0].kind == "region" and inside[0].text == who  # 某市要求，…; 措施规定，…
    told = told or alone or who in {*knowledge.titles.plans, *classes["measures"]}
    return told or who.endswith(classes["meeting"]) or who.startswith(known)

"""Lists of what a document repeals, makes known or rests on: 决定废止以下文件：, 制定依据, then an item each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extraction.bare_titles import numbered_title
from kg.extraction.outline import behind_number
from kg.extraction.quotes import quote
from kg.extraction.title_kinds import bare_title
from kg.extraction.titles import policy
from kg.model import Attribute, Document, Edge, Entity, Mention, Naming, Span, Statement
from kg.text.fold import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.extraction.types import Scope, Situated
    from kg.knowledge.types import Knowledge

OPEN = (":", "—")  # how a line ends that introduces a list
BESIDE = 12  # code points of a line of a list beside what it names
ENDS = tuple("。;,!?")  # what no heading ends with
LEAST, LONGEST = 4, 60  # code points of the title of a standard
BARE = "bare"  # the kind of a mention without 《》


@dataclass(frozen=True, slots=True)
class _List:
    """What the items of a list are to the policy: `relation` by `rule`, as the line `introduced` tells.

    A catalogue (废止的文件目录) goes on over lines that are no item: why each was repealed.
    """

    relation: str
    rule: str
    introduced: Situated
    is_catalogue: bool = False

    def goes_on(self, one: Situated, knowledge: Knowledge) -> bool:
        """Whether a list goes on behind a line that is no item: a catalogue, up to the name of another list."""
        bare = bare_title(one.sentence.folded.rstrip(), knowledge.titles)
        return self.is_catalogue and not bare.endswith(knowledge.cues.classes["zh"]["catalogue"])


def listed(
    situated: Sequence[Situated], topic: Scope | None, document: Document, knowledge: Knowledge
) -> Iterator[tuple[Statement, int]]:
    """What is told by lists, and where each name stands; but for a catalogue, the first line of no policy ends one.

    `topic` is the policy that a page without a policy of its own is about.
    """
    of: _List | None = None
    for one in situated:
        begun = _introduced(one, knowledge)
        items = () if of is None or begun is not None else tuple(_items(one, of, document, knowledge))
        if of is None or begun is not None or not (items or of.goes_on(one, knowledge)):
            of = begun
            continue
        governing = (scope for scope in (of.introduced.scope, one.scope) if scope is not None and not scope.inline)
        around = next(governing, None)  # an item may look like a heading of those below it
        itself = around is not None and any(
            item.value == around.policy for item in items
        )  # an item looks like a heading
        scope = topic if around is None or itself else around
        for item in items if scope is not None else ():
            yield from _item(item, of, one, scope, document)


def _item(
    item: Mention, of: _List, one: Situated, scope: Scope | None, document: Document
) -> Iterator[tuple[Statement, int]]:
    """What one item of a list tells of the policy, and its name and number where it stands without 《》."""
    named, at = item.value, item.span.start
    if scope is None or not isinstance(named, Entity) or named.key == scope.policy.key:
        return
    line = quote(one.sentence.span, document, of.rule)
    told = (quote(span, document, of.rule) for span in (of.introduced.sentence.span, scope.span))
    yield Edge(scope.policy, of.relation, named, (line, *told)), at
    if item.kind == BARE:
        yield Naming(named, (quote(item.span, document, of.rule),)), at
        before = of.relation == "promulgates"  # WS/T 1—2023 校车规范（代替WS/T 1—2012）
        numbers = [m for m in one.mentions if m.kind == "number" and (m.span.start < item.span.start) == before]
        for number in numbers[:1]:
            yield Attribute(named, "documentNumber", number.text, (line,)), at


def _repeals_some(heading: str, knowledge: Knowledge) -> bool:
    """Whether a heading says that some are repealed, which stand below: 一、对5件规章予以废止."""
    classes = knowledge.cues.classes["zh"]
    return heading.endswith(classes["repeal_list"]) and any(word in heading for word in classes["catalogue"])


def _introduced(one: Situated, knowledge: Knowledge) -> _List | None:
    """The list that a line introduces: by its open end, or as a heading that says no more."""
    text, cues = one.sentence.folded.rstrip(), knowledge.cues
    if text.endswith(OPEN) and cues.one["repeal_list"].search(text):
        return _List("supersedes", "LIN-17", one)
    if text.endswith(OPEN) and cues.one["standards_list"].search(text):
        return _List("promulgates", "LIN-190", one)
    if text.endswith(ENDS):
        return None
    if _repeals_some(text, knowledge):
        return _List("supersedes", "LIN-17", one)
    bare = bare_title(text.rstrip("".join(OPEN)), knowledge.titles)
    if cues.one["repeal_list"].search(bare) and bare.endswith(cues.classes["zh"]["catalogue"]):
        return _List("supersedes", "LIN-17", one, is_catalogue=True)
    is_basis = len(name_key(bare)) <= BESIDE and bare.endswith(cues.classes["zh"]["basis_heading"])
    return _List("basedOn", "LIN-38", one) if is_basis else None


def _items(one: Situated, of: _List, document: Document, knowledge: Knowledge) -> Iterator[Mention]:
    """The policies that a line of a list is: named in 《》, or what is repealed by a title right before its number.

    With a notice that is repealed goes what it issued: 1.关于印发《校车办法》的通知（教督〔2010〕8号）.
    """
    named = [m for m in one.mentions if m.kind == "policy"]
    folded, start = one.sentence.folded, one.sentence.span.start
    if of.relation == "basedOn":
        yield from named if _is_only(one, knowledge) else ()
        return
    if of.relation == "promulgates":
        yield from _standard(one, document, knowledge)
        return
    found = numbered_title(folded, knowledge)
    if found is not None:
        span = Span(start + found.start, start + found.end)
        title = document.text[span.start : span.end]
        yield Mention(span, BARE, title, policy(title))
    ahead = folded[behind_number(folded, knowledge) : named[0].span.start - start].strip() if named else ""
    issued = found is not None and ahead.endswith(knowledge.titles.promulgating)
    if named and (issued or (found is None and not (of.is_catalogue and ahead))):
        yield named[0]


def _standard(one: Situated, document: Document, knowledge: Knowledge) -> Iterator[Mention]:
    """The standard that an item names behind its number, up to a remark in brackets: WS/T 1—2023 校车规范（代替…）."""
    folded, start = one.sentence.folded, one.sentence.span.start
    begin = behind_number(folded, knowledge)
    number = next((m for m in one.mentions if m.kind == "number"), None)
    if number is None or folded[begin : number.span.start - start].strip():
        return
    title = folded[number.span.end - start :].partition("(")[0]
    named = title.strip()
    if LEAST <= len(named) <= LONGEST and not set(named) & set(ENDS) and named.endswith(knowledge.titles.standards):
        at = number.span.end + len(title) - len(title.lstrip())
        written = document.text[at : at + len(named)]
        yield Mention(Span(at, at + len(named)), BARE, written, policy(written))


def _is_only(one: Situated, knowledge: Knowledge) -> bool:
    """Whether a line names policies, with who issued them and their numbers, and says hardly more."""
    folded, start = one.sentence.folded, one.sentence.span.start
    kept, at = "", behind_number(folded, knowledge)
    for mention in one.mentions:
        kept += folded[at : max(at, mention.span.start - start)]
        at = max(at, mention.span.end - start)
    return len(name_key(kept + folded[at:])) <= BESIDE

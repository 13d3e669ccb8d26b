"""分别: as many numbers as things, told in two lists that go together in order.

Numbers first: 81个城市和2199个县区正分别试点推进A和B. Things first: 笔数、金额分别增长20.49%、3.21%.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extraction.alike import Alike, alike, is_inside, of_thing, words_of
from kg.extraction.bare_words import bare, normal
from kg.extraction.both import both_of, called
from kg.extraction.clause_ends import clause
from kg.extraction.heads import counterpart
from kg.extraction.kinds import of_kinds
from kg.extraction.leads import place_alone
from kg.extraction.phrases import phrase
from kg.extraction.readings import Reading, mentions_in, span_of, unit_in
from kg.extraction.stretches import compared_from
from kg.extraction.time_lists import number_alike
from kg.knowledge.say import JOINT
from kg.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.drafts import Draft
    from kg.extraction.types import Situated
    from kg.knowledge.types import Knowledge
    from kg.model import Mention

LISTED = "\N{IDEOGRAPHIC COMMA}"  # between the things of a list
BASELINE = "baseline"  # the role of a time that a change is measured against


def paired(drafts: Sequence[Draft], before: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """Drafts of a sentence with 分别 resolved, clause by clause; `before` are those of the one that it goes on from.

    Numbers of which none can tell what it is of are left out: several changes of one thing would contradict each other.
    """
    result = list(drafts)
    unnamed: set[int] = set()
    for word in knowledge.cues.one["respectively"].finditer(drafts[0].reading.situated.lifted.text) if drafts else ():
        text = drafts[0].reading.situated.lifted.text
        begin, end = clause(text, word.start())
        inside = [
            i
            for i, d in enumerate(result)
            if begin <= d.reading.start < end and d.time is None and not is_inside(text, begin, d.reading.start)
        ]
        ahead = [i for i in inside if _place(result[i]) < word.start()]
        after = [i for i in inside if _place(result[i]) >= word.end()]
        if len(ahead) >= 2 and not after:
            for i, thing in zip(ahead, _facilities(drafts[0].reading, word.end(), end, len(ahead)), strict=False):
                rest = _between(result[ahead[-1]].reading.situated, word.end(), end)
                result[i] = _of(result[i], thing, rest, knowledge)
        elif len(after) >= 2 and not ahead:
            places = [(_place(result[i]), result[i].reading.end) for i in after]
            kinds = of_kinds([result[i] for i in after], places, (begin, word.end()), knowledge)
            if kinds is None:
                result, nobodys = _of_things(result, after, before, (begin, *word.span()), knowledge)
                unnamed |= nobodys
            for i, draft in zip(after, kinds or (), strict=False):
                result[i] = draft
    kept = [draft for i, draft in enumerate(result) if i not in unnamed]
    return _two_and_two(_changes_listed(kept, knowledge), knowledge)


def _of_things(
    drafts: Sequence[Draft],
    after: Sequence[int],
    before: Sequence[Draft],
    told: tuple[int, int, int],
    knowledge: Knowledge,
) -> tuple[list[Draft], set[int]]:
    """Drafts whose numbers `after` 分别 are of the things before it, and the places of those that are of nothing.

    `told` tells where the clause and the word begin and where the word ends.
    """
    situated, (begin, start, end) = drafts[0].reading.situated, told
    text, same = situated.lifted.text, _said_alike(drafts, after)
    things = _things(text, (begin, start), len(after), knowledge)
    shared = _shares_head(text, things, knowledge)
    deed = bare(text[end : same[after[0]].reading.start], knowledge)
    together = alike(situated, things, knowledge) if things else None
    if together is not None and _heads(together, situated, knowledge):
        same = _each_by_kind(same, after, together, (deed, (begin, end)), knowledge)
    else:
        for i, thing in zip(after, things, strict=False):
            same[i] = _about(same[i], thing, (begin, end), knowledge, shared=shared)
            same[i] = _doing(same[i], deed, knowledge) if things and not shared else same[i]
        same = _of_places(_of_the_first(same, after, knowledge), after, things, end, knowledge)
    earlier = (drafts[: after[0]] or before)[-len(after) :]
    told_of = things or _told_apart(same, after, earlier, (begin, end), knowledge)
    nobodys = set() if told_of or _tells_apart([drafts[i] for i in after], len(after)) else {*after}
    return same, nobodys


def _told_apart(
    drafts: list[Draft], numbers: Sequence[int], earlier: Sequence[Draft], told: tuple[int, int], knowledge: Knowledge
) -> bool:
    """Put into drafts what their numbers are of that no list names, where one word (城乡) or the clause before does."""
    both = both_of(drafts[numbers[0]], len(numbers), knowledge)
    if both is not None:
        for i, one in zip(numbers, both, strict=True):
            drafts[i] = called(drafts[i], one, told, knowledge)
    elif _tells_apart(earlier, len(numbers)):
        share = bare(drafts[0].reading.situated.lifted.text[slice(*told)], knowledge)
        share = next((word for word in knowledge.cues.classes["zh"]["shares"] if share.startswith(word)), "")
        for i, of in zip(numbers, earlier, strict=True):
            drafts[i] = _doing(_again(drafts[i], of), share, knowledge)
    return both is not None or _tells_apart(earlier, len(numbers))


def _two_and_two(drafts: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """Drafts of which two bare numbers behind two things of a kind are one of each: 职工和居民支付比例为80%和70%."""
    result = list(drafts)
    for i, (one, other) in enumerate(pairwise(drafts)):
        text, begin = one.reading.situated.lifted.text, one.phrase.stretches[0][0] if one.phrase.stretches else 0
        more = {draft.words for draft in (*drafts[:i], *drafts[i + 2 :])}
        suffix = one.reading.pattern.suffix
        same = other.words in {one.words, one.words + suffix} and bool(other.inherited)
        alone = same and one.words not in more
        joined = knowledge.cues.one[JOINT].fullmatch(text[one.reading.end : other.reading.start].strip()) is not None
        if not (alone and joined and _is_bare(other.reading) and one.phrase.stretches):
            continue
        things = _things(text, (begin, one.reading.start), 2, knowledge)
        together = alike(one.reading.situated, things, knowledge) if things else None
        if together is not None:
            said = _said_of_all(together, one.reading.situated, knowledge)
            pair = zip((one, other), together.things, (said, said + suffix), strict=True)
            told = (begin, one.reading.start)
            result[i : i + 2] = [of_thing(draft, thing, words, told, knowledge) for draft, thing, words in pair]
    return result


def _heads(together: Alike, situated: Situated, knowledge: Knowledge) -> bool:
    """Whether the last of things of one kind tells behind it what is measured of all; facility types are counted."""
    counted = all(thing.kind == "facility" and thing.plain for thing in together.things)
    return counted or bool(words_of(situated, together.head, knowledge))


def _said_of_all(together: Alike, situated: Situated, knowledge: Knowledge) -> str:
    """What is said of all things of a list, before the first and behind the last."""
    return "".join(words_of(situated, stretch, knowledge) for stretch in (together.lead, together.head))


def _each_by_kind(
    drafts: Sequence[Draft],
    numbers: Sequence[int],
    together: Alike,
    said: tuple[str, tuple[int, int]],
    knowledge: Knowledge,
) -> list[Draft]:
    """Numbers of things of one kind with what the last of these says of all: 甲市(城区)、乙市(郊区)优良率."""
    result, (deed, told) = list(drafts), said
    head = _said_of_all(together, drafts[0].reading.situated, knowledge)
    within = mentions_in(drafts[0].reading.situated, together.head)
    if head in {fold(mention.text) for mention in within if mention.kind == "facility"}:
        head = ""  # 甲市、乙市医院 counts them
    for i, thing in zip(numbers, together.things, strict=True):
        of = head.removesuffix(result[i].reading.pattern.suffix) or head
        result[i] = _doing(of_thing(result[i], thing, of, told, knowledge), deed, knowledge)
    return result


def _changes_listed(drafts: Sequence[Draft], knowledge: Knowledge) -> list[Draft]:
    """Drafts of which bare numbers that go on a change are changes of the things that it lists: A和B提升7%和13%.

    Where these are not as many, or share their words, a bare number is left out: nobody can tell what it is of.
    """
    result: list[Draft] = []
    for draft in drafts:
        first = next((d for d in reversed(result) if d.reading.pattern.suffix), None)
        run = result[result.index(first) :] if first is not None else []
        if first is None or not _goes_on_change(run[-1], draft, knowledge):
            result.append(draft)
            continue
        text, stretches = first.reading.situated.lifted.text, first.phrase.stretches
        begin = stretches[0][0] if stretches else first.reading.start
        things = _things(text, (begin, first.reading.start), len(run) + 1, knowledge) if stretches else ()
        pair, told = [first, replace(draft, reading=_alike(first.reading, draft.reading))], (begin, first.reading.start)
        at = result.index(first)
        both, earlier = both_of(first, 2, knowledge), result[max(at - 2, 0) : at]
        if things and not _shares_head(text, things, knowledge) and len(run) == 1:
            named = [_about(d, thing, told, knowledge, shared=False) for d, thing in zip(pair, things, strict=True)]
            result[at:] = named
        elif both is not None and len(run) == 1:
            result[at:] = [called(d, of, told, knowledge) for d, of in zip(pair, both, strict=True)]
        elif len(run) == 1 and _tells_apart(earlier, 2) and len({unit_in(one.reading) for one in earlier}) == 1:
            result[at:] = [_again(d, of) for d, of in zip(pair, earlier, strict=True)]
    return result


def _goes_on_change(before: Draft, draft: Draft, knowledge: Knowledge) -> bool:
    """Whether a bare number stands behind a change and a joint, in its unit, and no 分别 tells what they are of."""
    one, other = before.reading, draft.reading
    text = one.situated.lifted.text
    begin, end = clause(text, one.start)
    if not one.pattern.statistic.endswith("growth") or other.pattern.statistic or not _is_bare(other):
        return False
    if not begin <= other.start < end or knowledge.cues.one["respectively"].search(text, begin, end) is not None:
        return False
    joined = knowledge.cues.one[JOINT].fullmatch(text[one.end : other.start].strip()) is not None
    return joined and unit_in(one) == unit_in(other)


def _tells_apart(drafts: Sequence[Draft], number: int) -> bool:
    """Whether the drafts before a list are as many as it has numbers, and each is of something of its own."""
    told = {(draft.words, draft.facilities, draft.phrase.regions) for draft in drafts}
    return len(drafts) == number == len(told)


def _place(draft: Draft) -> int:
    """Where the number of a draft stands in lifted text: its reading may begin ahead of 分别 (较上年分别增长3%)."""
    stretch = draft.reading.role("q")
    return stretch[0] if stretch is not None else draft.reading.start


def _said_alike(drafts: Sequence[Draft], places: Sequence[int]) -> list[Draft]:
    """Bare numbers of one list are said in the way of its first: 分别增长20.49%、3.21%, but 分别增长3%、下降2%."""
    first = drafts[places[0]].reading
    return [
        replace(draft, reading=_alike(first, draft.reading)) if i in places[1:] and _is_bare(draft.reading) else draft
        for i, draft in enumerate(drafts)
    ]


def _alike(first: Reading, other: Reading) -> Reading:
    """A bare number of a list as its first one is read, with its bound (不低于3%、2%) and its baseline."""
    baseline = first.role(BASELINE)
    shared = ((BASELINE, baseline),) if baseline is not None else ()
    value = other.value
    if first.value is not None and value is not None:
        value = number_alike(first.value, value)
    return replace(other, pattern=first.pattern, roles=(*other.roles, *shared), value=value)


def _is_bare(reading: Reading) -> bool:
    """Whether nothing but the number itself was read."""
    return reading.role("q") == (reading.start, reading.end)


def _of_places(
    drafts: Sequence[Draft],
    numbers: Sequence[int],
    things: Sequence[tuple[int, int]],
    told: int,
    knowledge: Knowledge,
) -> list[Draft]:
    """Numbers of listed places, of what is said from `told` on or was counted before: 苏州、无锡分别为3家、2家."""
    result, situated = list(drafts), drafts[0].reading.situated
    places = [place_alone(situated, thing, knowledge) for thing in things]
    said = bare(situated.lifted.text[told : drafts[numbers[0]].reading.start], knowledge)
    for i, place in zip(numbers, places, strict=False):
        if place is not None and None not in places:
            earlier = drafts[numbers[0] - 1] if numbers[0] and not said else None
            named = replace(drafts[i], label=said, words=normal(said, knowledge))
            of = _again(drafts[i], earlier) if earlier is not None else named
            result[i] = replace(of, phrase=replace(of.phrase, regions=(place,)))
    return result


def _again(draft: Draft, earlier: Draft) -> Draft:
    """A change of what a number of the clause before counted."""
    spans = tuple(span_of(earlier.reading.situated, stretch) for stretch in earlier.phrase.stretches)
    of = replace(draft.phrase, regions=earlier.phrase.regions)
    label, facilities = earlier.label, earlier.facilities
    return replace(draft, phrase=of, label=label, words=earlier.words, facilities=facilities, inherited=spans)


def _facilities(reading: Reading, start: int, end: int, number: int) -> tuple[Mention, ...]:
    """The facility types after the word, if there are as many as numbers."""
    situated = reading.situated
    found = [situated.mentions[i] for i in situated.lifted.within(start, end)]
    facilities = tuple(mention for mention in found if mention.kind == "facility")
    return facilities if len(facilities) == number else ()


def _between(situated: Situated, start: int, end: int) -> str:
    """The words after 分别 without the things that are listed: what is done with each of them."""
    places = {situated.lifted.places[i] for i in situated.lifted.within(start, end)}
    return "".join(" " if at in places else situated.lifted.text[at] for at in range(start, end))


def _things(text: str, stretch: tuple[int, int], number: int, knowledge: Knowledge) -> tuple[tuple[int, int], ...]:
    """The listed things before the word as stretches of lifted text, if there are as many as numbers."""
    begin, end = stretch
    joints = [match.span() for match in knowledge.cues.one[JOINT].finditer(text, begin, end)]
    joints = [(start, stop) for start, stop in joints if not is_inside(text, begin, start)]
    cuts = joints[-(number - 1) :]
    listed = (at for at in range(begin, cuts[0][0]) if text[at] == LISTED) if cuts else ()
    if len(cuts) != number - 1 or any(not is_inside(text, begin, at) for at in listed):  # more things than numbers
        return ()
    starts = [begin, *(stop for _, stop in cuts)]
    stops = [*(start for start, _ in cuts), end]
    return tuple(zip(starts, stops, strict=True))


def _of(draft: Draft, facility: Mention, rest: str, knowledge: Knowledge) -> Draft:
    """A number of places that do something with a facility type of its own."""
    told = knowledge.cues.one["respectively"].split(draft.label)[0]
    place = bare(knowledge.cues.one[JOINT].split(told)[0], knowledge)
    words = knowledge.cues.one[JOINT].sub(" ", rest)
    label = "".join((place, *words.split()))
    return replace(draft, facilities=(facility,), label=label, words=normal(label, knowledge))


def _shares_head(text: str, things: Sequence[tuple[int, int]], knowledge: Knowledge) -> bool:
    """Whether only the last thing of a list says what is measured of all: 城市和县城污水处理率, not 笔数、金额.

    The head counts by its longest name: 化学需氧量、二氧化硫排放总量 share 总量. What 等 ends a list with is of all.
    """
    heads, and_so_on = knowledge.cues.classes["zh"]["measured"], knowledge.cues.classes["zh"]["and_so_on"]
    said = [bare(text[start:stop], knowledge) for start, stop in things]
    if not said:
        return False
    if any(word in said[-1].rstrip("".join(and_so_on)) for word in and_so_on):
        return True
    head = max((head for head in heads if said[-1].endswith(head)), key=len, default="")
    rivals = heads if len(head) == 1 else tuple(other for other in heads if len(other) > 1)
    return bool(head) and not any(one.endswith(rivals) for one in said[:-1])


def _about(
    draft: Draft, stretch: tuple[int, int], told: tuple[int, int], knowledge: Knowledge, *, shared: bool
) -> Draft:
    """A change of a thing of its own; where its items share words, the whole list is named with the thing behind."""
    situated = draft.reading.situated
    said = _said(situated, stretch, knowledge)
    words = normal(said, knowledge)
    if not words:
        return draft
    label = said
    if shared:
        whole = (told[0], told[1] - len(knowledge.cues.one["respectively"].findall(situated.lifted.text, *told)[-1]))
        thing = knowledge.cues.one["and_so_on"].split(knowledge.cues.one["part"].split(said)[0])[0]
        label = f"{_said(situated, whole, knowledge).removesuffix(draft.reading.pattern.suffix)} ({thing})"
        words = normal(label, knowledge)
    of = replace(draft, label=label, words=words, inherited=(situated.lifted.span(*told),))
    return replace(of, facilities=_of_own(draft, stretch, told))


def _of_own(draft: Draft, stretch: tuple[int, int], told: tuple[int, int]) -> tuple[Mention, ...]:
    """The facility types of a draft without those of other things of its list: not 小学 of 初中 in 小学、初中班额.

    What the first thing begins with and goes on behind (医院门诊、住院人次) is of all.
    """
    situated = draft.reading.situated
    text, listed = situated.lifted.text, mentions_in(situated, told)
    kept = mentions_in(situated, stretch)
    first = mentions_in(situated, (told[0], told[0] + 1))
    if text[told[0] + 1 : told[0] + 2] not in {*LISTED, ""}:
        kept = (*kept, *first)
    return tuple(one for one in draft.facilities if one in kept or one not in listed)


def _doing(draft: Draft, deed: str, knowledge: Knowledge) -> Draft:
    """A number of a thing with what all of them did, told behind 分别: 铁路、公路分别完成投资3亿元、1亿元."""
    if not deed or not draft.words or draft.reading.pattern.suffix or draft.label.endswith(deed):
        return draft
    label = draft.label + deed
    return replace(draft, label=label, words=normal(label, knowledge))


def _of_the_first(drafts: Sequence[Draft], numbers: Sequence[int], knowledge: Knowledge) -> list[Draft]:
    """What a bare measure of a list is of, told by the first: 支付交易笔数、金额 are those of 支付交易."""
    classes, result = knowledge.cues.classes["zh"], list(drafts)
    first = result[numbers[0]].label
    measure = max((head for head in classes["measured"] if first.endswith(head)), key=len, default="")
    for i in numbers[1:]:
        fellow = result[i].words in classes["counterparts"]
        head = counterpart(first, knowledge) if fellow else measure
        if (fellow or result[i].words in classes["headless"]) and head:
            label = first.removesuffix(head) + result[i].label
            result[i] = replace(result[i], label=label, words=normal(label, knowledge))
    return result


def _said(situated: Situated, stretch: tuple[int, int], knowledge: Knowledge) -> str:
    """The bare words of a stretch of lifted text, up to what a change is compared with: 金额较2022年."""
    start, stop = stretch
    end = compared_from(situated.lifted.text, (start, stop), knowledge)
    return phrase(situated, [(start, end)], knowledge, keep=True).label

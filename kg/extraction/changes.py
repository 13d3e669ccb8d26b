"""Constructions in which an English number is what something changes to or by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.aims import claim_around, claim_in
from kg.extraction.clauses import (
    acting_verb,
    begin_of,
    connector,
    group_begin,
    head_of,
    measures,
    subject_of,
    without_start,
)
from kg.extraction.doings import whole_of
from kg.extraction.found import Found, direction, found_of, is_alike, pointed_at, started, way
from kg.extraction.noun_phrases import after, before, trimmed
from kg.extraction.parsed import kind_at, number_before, quantity_at, token_at, unit_at
from kg.extraction.predicates import main_subject

if TYPE_CHECKING:
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed


NEAR = 5  # words at the beginning of a sentence that point back


def changed_to(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """X rose (from V in T) to V; raise X (from V) to V; and X from V to V."""
    to = _leads_to(s, at)
    if to is None or s.word(to - 1).isdigit():  # 18 to 1
        return None
    end, base = without_start(s, to) if s.word(to) != "from" and to < at else (to, None)
    if base is not None and s.word(end - 1) == "," and (s.said.adverb(s.word(end - 2)) or s.said.form(s.word(end - 2))):
        end -= 1  # declined slightly, from V to V
    end = _before_years(s, _before_change(s, end) if base is None else end)
    pushed = _pushed_to(s, at, end, last)
    if pushed is not None:
        return started(pushed, base)
    verb = end - 1
    while verb > 0 and (s.words[verb].time or _is_passed(s, verb)):
        verb -= 1
    unknown = base is not None and s.word(verb) not in s.said.verbs and s.said.acted(s.word(verb))  # zoomed from V to V
    if (unknown or s.said.verb(s.word(verb), *_moving(s, to))) and not s.said.has("determiner", s.word(verb - 1)):
        claim = claim_in(s, verb, last)
        again = base is None and s.word(verb - 1) == "," and _goes_on_changing(s, at, verb, last)
        subject = None if again or _reaches_share(s, at, verb) else _changing(s, verb)
        if subject is None and base is None and last is not None and _goes_on_changing(s, at, verb, last):
            return Found(None, claim or last.claim, direction(s, verb, to), of=last)
        of = _of_then(s, at, verb, last) if subject is None else None
        return (
            Found(None, claim, direction(s, verb, to), of=of)
            if of is not None
            else started(_of_whole(s, at, found_of(s, at, subject, claim, direction(s, verb, to))), base)
        )
    return _acted_to(s, at, (end, to), base, last)


def _moving(s: Parsed, to: int) -> tuple[str, ...]:
    """The classes of verbs that may lead on to what something changes to: kept below V, but no kept to V."""
    moving = ("rising", "falling", "limiting")
    return moving if s.said.has("from_or_to", s.word(to)) else (*moving, "holding")


def _acted_to(s: Parsed, at: int, ends: tuple[int, int], base: int | None, last: Draft | None) -> Found | None:
    """Raise X to V; a reduction of X to V; and Y to V; `ends` are where X ends and the word that leads to V."""
    end, to = ends
    acting = acting_verb(s, end, _moving(s, to))
    if acting is not None:
        named = _whole_object(s, acting, end) or before(s.words, end, s.denominators, s.said)
        claim = claim_in(s, acting, last)
        if s.word(acting + 1) == "of":  # the raising of X to V
            named = trimmed(s.words, acting + 2, end, s.said)
        elif named is not None and named[0] <= acting < named[1]:  # maintain coverage at V
            named = trimmed(s.words, acting + 1, end, s.said)
        if named is None or named[0] <= acting:
            of = pointed_at(s, at, (acting + 1, end), last)
            return Found(None, claim, direction(s, acting, to), of=of) if of is not None else None
        return started(_of_whole(s, at, found_of(s, at, named, claim, direction(s, acting, to))), base)
    return _by_noun(s, at, end, base) or _changed_too(s, at, end, base, last)


def _pushed_to(s: Parsed, at: int, end: int, last: Draft | None) -> Found | None:
    """Bring X, or that figure, down to V."""
    down = s.said.has("up_or_down", s.word(end - 1))
    acting = acting_verb(s, end - 1, ("rising", "falling")) if down else None
    if acting is None:
        return None
    claim, way_to = claim_in(s, acting, last), "le" if s.said.verb(s.word(end - 1), "falling") else "ge"
    named = before(s.words, end - 1, s.denominators, s.said)
    if named is not None and named[0] > acting:
        return found_of(s, at, named, claim, way_to)
    of = pointed_at(s, at, (acting + 1, end - 1), last)
    return None if of is None else Found(None, claim, way_to, of=of)


def _whole_object(s: Parsed, acting: int, end: int) -> tuple[int, int] | None:
    """What a verb raises or lowers, with what tells whom it is of: raise the share of [clinics that offer X]."""
    begin = acting + 1
    while s.said.has("determiner", s.word(begin)):
        begin += 1
    while end > begin and (s.words[end - 1].time or s.words[end - 1].mark):
        end -= 1
    inside = range(begin, end)
    if any(s.words[i].time or s.word(i) in {",", ";", ":", "."} or _is_value(s, i) for i in inside):
        return None
    told = any(s.said.has("relative", s.word(i)) or s.said.has("telling_apart", s.word(i)) for i in inside)
    told = told or any(s.said.acted(s.word(i)) and s.said.has("plural", s.word(i - 1)) for i in inside[2:])
    measured = s.said.has("measures", s.word(begin)) and s.said.has("of_whom", s.word(begin + 1))
    return (begin, end) if told and measured and s.word(end - 1).isalpha() else None


def _is_value(s: Parsed, at: int) -> bool:
    return s.words[at].number and at not in s.denominators


def _of_then(s: Parsed, at: int, verb: int, last: Draft | None) -> Draft | None:
    """The figure before, of another time: the 2020 rate rose to V."""
    end = group_begin(s, verb)
    if s.word(end) == "it":
        return pointed_at(s, at, (end, end + 1), last)
    if s.said.form(s.word(verb)) == "gerund":  # with the rate falling below V
        return pointed_at(s, at, (end - 2, end), last)
    return pointed_at(s, at, (end - 3, end), last) if end > 1 and s.words[end - 2].time else None


def _leads_to(s: Parsed, at: int) -> int | None:
    """The word that leads to what something changes to, which may be a part of the number: kept [below V]."""
    to = connector(s, at, "toward")
    if to is None and s.word(at - 1) == "from" and quantity_at(s, at).high is not None:
        return at - 1
    return at if to is None and s.said.has("toward", s.numbers[at].text.split()[0].lower()) else to


def _by_noun(s: Parsed, at: int, end: int, base: int | None) -> Found | None:
    """A reduction of X (from V) to V, where it is aimed at: the policy proposes it."""
    for noun in range(end - 1, max(-1, end - 12), -1):
        if s.words[noun].mark or s.words[noun].number or s.words[noun].time or s.said.has("finite", s.word(noun)):
            return None
        if s.said.has("change", s.word(noun)) and s.said.has("rise_in", s.word(noun + 1)):
            named, claim = trimmed(s.words, noun + 2, end, s.said), claim_around(s, noun, None)
            falls = way(s, noun) == " decline"
            found = found_of(s, at, named, claim, "le" if falls else "ge") if claim == "target" else None
            return started(found, base)
    return None


def _reaches_share(s: Parsed, at: int, verb: int) -> bool:
    """Whether a service is extended to so much of a whole, which is the share that has it, not one of the service."""
    base = s.said.verbs[s.word(verb)][2].split()[0] if s.word(verb) in s.said.verbs else ""
    return s.said.has("extending", base) and unit_at(s, at) == "%" and s.word(at + 1) == "of"


def _of_whole(s: Parsed, at: int, found: Found | None) -> Found | None:
    """What was found, as a share of what stands behind it: raise X to V percent of Y."""
    if found is None or unit_at(s, at) != "%" or s.word(at + 1) != "of":
        return found
    return replace(found, tail=whole_of(s, at + 2))


def _changing(s: Parsed, verb: int) -> tuple[int, int] | None:
    """What a verb tells the change of: its subject, or that of the clauses before: X has grown, [rising] to V."""
    if s.said.form(s.word(verb)) != "gerund" or s.word(verb - 1) != ",":
        return subject_of(s, verb)
    subject = main_subject(s, verb)
    return subject if subject is not None and measures(s, subject) else None


def _goes_on_changing(s: Parsed, at: int, verb: int, last: Draft | None) -> bool:
    """Whether a verb tells what became of the figure before: fell to V in T [and then rose] to V[, rising] to V."""
    if last is None or last.reading.situated is not s.situated or not is_alike(s, at, last):
        return False
    ahead = group_begin(s, verb) - 1
    if s.word(ahead) == "," and s.said.form(s.word(verb)) == "gerund":
        near, value = number_before(s, at), last.reading.value
        return near is not None and value is not None and near.span == value.span
    return s.word(ahead) == "and" and (s.words[ahead - 1].time or s.words[ahead - 1].number)


def _is_passed(s: Parsed, at: int) -> bool:
    """Whether a word stands between a verb and what it leads to, and says no more of it: remained [stable] at."""
    word = s.word(at)
    return s.said.has("group", word) or s.said.adverb(word) or s.said.has("unchanged", word)


def _before_years(s: Parsed, end: int) -> int:
    """Where the words end that tell between which years something changed: doubled [between T and T,] from V to V."""
    at = end - 1 if s.word(end - 1) == "," else end
    while at > 0 and (s.words[at - 1].time or (s.words[at].time and s.said.has("two_times", s.word(at - 1)))):
        at -= 1
    return at if at < end - 1 and s.words[at + (s.word(at) == "between")].time else end


def _before_change(s: Parsed, end: int) -> int:
    """Where the words end that tell by how much something changed, before what it changed to: rose [by V] to V."""
    at = end
    while at > 0 and (
        s.said.has("loose", s.word(at - 1)) or s.said.has("year_on", s.word(at - 1)) or s.words[at - 1].time
    ):
        at -= 1
    kinds = {"percent", "points", *(("duration", "count", "money", "measure") if s.word(at - 2) == "by" else ())}
    if at == 0 or not s.words[at - 1].number or kind_at(s, at - 1) not in kinds:
        return end
    begin = at - 2 if s.word(at - 2) == "by" else at - 1
    return begin if s.word(at - 2) == "by" or s.said.verb(s.word(begin - 1), "rising", "falling") else end


def _changed_too(s: Parsed, at: int, end: int, base: int | None, last: Draft | None) -> Found | None:
    """Raise A to V and B to V: what the verb of the figure before changes as well."""
    joined = before(s.words, end, s.denominators, s.said)
    if joined is None or last is None or (last.reading.situated is not s.situated and base is None):
        return None
    ahead = s.word(begin_of(s, joined) - 1)
    if not (s.said.has("joining", ahead) or ahead == "of"):
        return None
    if not measures(s, joined):
        return _numbered_too(s, at, joined, last) if base is None else None
    falls = base is not None and quantity_at(s, base).value > quantity_at(s, at).value
    same = last.reading.pattern.comparator if base is None else "le" if falls else "ge"
    return started(found_of(s, at, joined, last.claim, same), base)


def _numbered_too(s: Parsed, at: int, joined: tuple[int, int], last: Draft) -> Found | None:
    """Raise the number of A to V, [B to V] and C to V: things alone, where the number of others was told before."""
    count = next((f"{way} " for way in s.said.classes["counting"] if last.label.lower().startswith(f"{way} ")), None)
    near = number_before(s, at)
    things = s.word(head_of(s, joined))
    many = things.endswith("s") or s.said.has("plural", things)
    told = near is not None and last.reading.value is not None and near.span == last.reading.value.span
    if count is None or not (many and told) or kind_at(s, at) not in {"count", "rate"}:
        return None
    found = found_of(s, at, joined, last.claim, last.reading.pattern.comparator)
    return None if found is None else replace(found, prefix=count)


def changed_by(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """X rose (by) V percent; cut X by V percent; X …, up V percent on T; …, a year-on-year increase of V percent."""
    by = connector(s, at, "change_by")
    shares = kind_at(s, at) in {"percent", "points"}
    whole = s.word(at + 1) == "of" and s.word(at + 2) != "that"  # cut by V of that in T
    if not (shares or by is not None) or s.said.has("compared_amount", s.word(at + 1)) or whole:
        return None
    end = at if by is None else by
    verb = end - 1
    if not s.said.verb(s.word(verb), "rising", "falling"):
        return _changed_object(s, at, end, last) if s.word(end) == "by" or _is_cut_so_far(s, at) else None
    go_on = _goes_on(s, verb, last)
    if go_on is not None:
        return replace(go_on, suffix=way(s, verb))
    adverb = s.said.has("up_or_down", s.word(verb))  # went up by V
    main = verb - 1 if adverb else verb
    if (adverb and not s.said.verb(s.word(main), "moving")) or s.said.has("determiner", s.word(verb - 1)):
        return None
    subject = subject_of(s, main)
    if subject is None or not (measures(s, subject) or s.word(verb + 1) == "by"):
        return None
    found = found_of(s, at, subject, claim_in(s, main, last))
    return None if found is None else replace(found, suffix=way(s, verb))


def _is_cut_so_far(s: Parsed, at: int) -> bool:
    """Whether a share stands bare behind what is cut, before since or by when: cut X V percent from its T level."""
    follows = s.word(at + 1)
    apart = at + 1 in s.times or follows in {"", "."} or s.said.has("change_lead", follows)
    return kind_at(s, at) == "percent" and s.word(at - 1).isalpha() and apart


def _changed_object(s: Parsed, at: int, end: int, last: Draft | None) -> Found | None:
    """Cut X by V percent."""
    acting = acting_verb(s, end, ("rising", "falling"))
    named = before(s.words, end, s.denominators, s.said) if acting is not None else None
    named = named if acting is None else _whole_object(s, acting, end) or named
    if acting is not None and named is not None and named[0] <= acting < named[1]:  # help reduce X by V
        named = trimmed(s.words, acting + 1, end, s.said)
    if acting is None:
        return _changed_with(s, at, end, last)
    if named is None or named[0] <= acting:
        return None
    found = found_of(s, at, named, claim_in(s, acting, last))
    return None if found is None else replace(found, suffix=way(s, acting))


def _changed_with(s: Parsed, at: int, end: int, last: Draft | None) -> Found | None:
    """Cut A by V percent [and B by V] percent."""
    named = before(s.words, end, s.denominators, s.said)
    if last is None or named is None or last.reading.situated is not s.situated:
        return None
    suffix = next((suffix for suffix in (" decline", " growth") if last.label.endswith(suffix)), None)
    joined = s.word(begin_of(s, named) - 1) == "and" and last.reading.pattern.statistic == "stat-growth"
    found = found_of(s, at, named, last.claim) if joined and suffix is not None else None
    return None if found is None or suffix is None else replace(found, suffix=suffix)


def changed_in(s: Parsed, at: int, last: Draft | None) -> Found | None:
    """There was a V percent increase in X; …, a V percent increase from T."""
    verb = at + 2 if s.said.has("modifying", s.word(at + 1)) else at + 1
    if not s.said.has("change", s.word(verb)) or kind_at(s, at) not in {"percent", "points", "count"}:
        return None
    if not s.said.has("change_in", s.word(verb + 1)) or s.words[verb + 2 : verb + 3] == () or s.words[verb + 2].time:
        led = s.word(verb + 1) in {"", ",", "."} or s.said.has("change_lead", s.word(verb + 1))
        go_on = _goes_on(s, at, last) if led else None
        return None if go_on is None else replace(go_on, suffix=way(s, verb))
    named = after(s.words, verb + 2, s.denominators, s.said)
    found = found_of(s, at, named, claim_around(s, at, last))
    return None if found is None else replace(found, suffix=way(s, verb))


def _points_back(s: Parsed, verb: int, last: Draft | None) -> bool:
    """Whether a verb tells of the figure of the sentence before: [the figure] represents an increase of V."""
    subject = s.word(group_begin(s, verb) - 1)
    told = s.said.verb(s.word(verb), "attaining", "making_up") or s.said.has("auxiliary", s.word(verb))
    other = last is not None and last.reading.situated is not s.situated and last.claim == "observation"
    return told and other and (s.said.has("anaphoric", subject) or s.said.has("pointing_back", subject)) and verb < NEAR


def _goes_on(s: Parsed, verb: int, last: Draft | None) -> Found | None:
    """A change of the figure right before a comma: GDP reached V, up V percent."""
    comma = verb - 1
    while comma > 0 and s.said.has("change_opener", s.word(comma)) and comma > 1:
        comma -= 1
    if _points_back(s, comma, last):
        return Found(None, "observation", of=last)
    if last is None or s.word(comma) != "," or last.claim != "observation" or last.reading.situated is not s.situated:
        return None
    between = range(token_at(s, last.reading.end), comma)
    if any(_parts(s, i) for i in between):
        return None
    return Found(None, "observation", of=last)


def _parts(s: Parsed, at: int) -> bool:
    """Whether a word parts a figure from what its change is told behind it; how long that took does not: in V years."""
    if at in s.denominators:
        return False
    if s.words[at].number:
        return not (kind_at(s, at) == "duration" and s.said.has("change_duration_lead", s.word(at - 1)))
    return s.words[at].mark or s.said.has("finite", s.word(at))

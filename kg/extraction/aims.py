"""Whether an English verb tells of an aim or of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.clauses import group_begin
from kg.model import Mention, Period

if TYPE_CHECKING:
    from kg.extraction.claims import Claim
    from kg.extraction.drafts import Draft
    from kg.extraction.parsed import Parsed


HEADLINE = 6  # words of a headline among which "to" tells what its subject will do: China to build …


def claim_in(s: Parsed, verb: int, last: Draft | None) -> Claim:
    """Whether a verb tells of an aim or a report; "" where it foresees, doubts or does not say."""
    verb = _ruling(s, verb)
    group = [s.word(i) for i in range(group_begin(s, verb), verb)]
    doubted = any(s.said.has("doubting", word) for word in group)
    if "estimated" in group and s.said.has("stating", group[0]) and not _deadline(s):
        return "observation"  # smoking is estimated to cause V deaths
    if doubted or any(s.said.has("foreseeing", s.word(i)) for i in range(_clause_begin(s, verb), group_begin(s, verb))):
        return ""  # it may; it is estimated that …
    if any(s.said.has("foreseeing", word) for word in group):
        return "target" if s.situated.scope is not None or has_aim(s) or _is_expected(s, verb, last) else ""
    coming = any(s.said.has("binding", word) or s.said.has("aiming", word) for word in group)
    coming = coming or s.said.has("wants", s.word(verb))
    if coming or "to" in group or s.said.has("binding", s.word(verb)):
        return "target" if is_aimed(s, last) else ""
    return _claim_of_form(s, verb, last, set(group))


def _clause_begin(s: Parsed, verb: int) -> int:
    """Where the clause of a verb begins, behind what parts it from another: X is expected …, while Y [will] …."""
    return next((i + 1 for i in range(verb - 1, -1, -1) if s.word(i) == ";" or s.said.has("contrast", s.word(i))), 0)


def _is_expected(s: Parsed, verb: int, last: Draft | None) -> bool:
    """Whether a page on a plan expects something that is in its power: no population, no market."""
    begin = next((i + 1 for i in range(verb, -1, -1) if s.words[i].mark), 0)
    words = [s.word(i) for i in range(begin, verb)]
    told = _is_titled(s) or (last is not None and last.claim == "target")
    return told and "expected" in words and not any(s.said.has("foretold", word) for word in words)


def _is_titled(s: Parsed) -> bool:
    """Whether the title of the document speaks of an aim: Plan on …, China eyes …, China to build …."""
    words = s.here.title.lower().split()
    to = words.index("to") if "to" in words[1:HEADLINE] else 0
    return any(s.said.has("aims", word) or s.said.has("headline_aims", word) for word in words) or (
        to > 0 and s.said.form(words[to + 1]) == "base" if to + 1 < len(words) else False
    )


def _ruling(s: Parsed, verb: int) -> int:
    """The verb that tells whether it is so: itself, or that which it hangs on: cities will [see] X drop by V.

    One that only goes on behind a joint has what stands before the first: it [will] weigh X and select V.
    """
    if s.said.form(s.word(verb)) != "base" or group_begin(s, verb) != verb:
        return verb
    for at in range(verb - 1, -1, -1):
        if s.words[at].word in {";", ":", "."} or (s.words[at].number and at not in s.denominators):
            return verb
        if s.said.has("sees", s.word(at)):
            return at
        if s.said.has("binding", s.word(at)) and s.word(verb - 1) == "and":
            acts = next((i for i in range(at + 1, verb) if s.said.form(s.word(i)) == "base"), None)
            return verb if acts is None else acts
        if s.said.has("finite", s.word(at)) or s.said.has("relative", s.word(at)):
            return verb
    return verb


def _claim_of_form(s: Parsed, verb: int, last: Draft | None, group: set[str]) -> Claim:
    """What a verb claims by its form alone, where no word before it tells of what is to come."""
    said = s.numbers[verb].text.split()[0].lower() if verb in s.numbers else s.word(verb)  # exceeded 40
    form = s.said.form(said) or ("past" if s.said.acted(said) else "base")
    form = "past" if form == "base" and not group and _is_past_alike(s, verb) else form
    led = form == "third" and any(s.said.has("aims", word) for word in s.led.lower().split())
    if led and not (_is_ensured(s, verb) or _goes_on_aiming(s, verb, last)):
        return ""  # a plan issued …; the rate reaches V: nothing says whether that is so
    if form == "gerund" and not group - {"by"} and not (_deadline(s) and has_aim(s)):
        return claim_around(s, verb, last)
    told = (
        group & s.said.classes["stating"]
        or s.said.has("stating", s.word(verb))
        or (form == "base" and _has_subject(s, verb))
    )
    if "be" not in group and (form in {"past", "third"} or told):
        return _claim_of_present(s, verb, last) if form != "past" else _claim_of_past(s, group)
    current = verb - 1 in s.times and s.times[verb - 1].sense == "asof"  # they now serve V
    if current or group & s.said.classes["already"]:
        return "observation"
    joined = last is not None and last.reading.situated is s.situated
    bidden = form == "base" and _is_bidden(s, verb)
    if joined and last is not None and (last.claim == "target" or (s.word(verb - 1) == "and" and not bidden)):
        return last.claim
    required = "be" in group  # the plan requires that it [be] lowered
    told = required or bidden or has_aim(s) or s.situated.lead is not None or is_below_goals(s)
    return "target" if is_aimed(s) and told else ""


def _is_past_alike(s: Parsed, verb: int) -> bool:
    """Whether a verb whose past is its base tells what was: spending [hit] V; no such one is led by will or to."""
    forms = s.said.verbs[s.word(verb)][2].split() if s.word(verb) in s.said.verbs else []
    ahead = s.word(verb - 1)
    begin = next((i for i in range(verb, -1, -1) if _opens_told(s, i)), -1) + 1
    words = [s.word(i) for i in range(begin, verb)]
    named = ahead.isalpha() and not ahead.endswith("s") and ahead not in s.said.verbs
    led = any(s.said.has(name, word) for word in words for name in ("binding", "aiming", "relative", "bidding"))
    closed = any(s.said.has(name, ahead) for name in ("prepositions", "conjunction", "determiner", "pronoun"))
    return len(forms) > 2 and forms[0] == forms[2] and named and not (led or closed or "to" in words)


def _opens_told(s: Parsed, at: int) -> bool:
    """Whether a clause begins behind a word: a mark, a number, or one by which somebody says so: he said [that]."""
    said = s.said.has("telling", s.word(at)) or (s.word(at) == "that" and s.said.has("telling", s.word(at - 1)))
    return s.words[at].mark or s.words[at].number or said


def _is_bidden(s: Parsed, verb: int) -> bool:
    """Whether a verb opens a sentence of a policy, of a list of goals or with a deadline, or goes on: cut X by V."""
    scope = s.situated.scope
    aimed = (scope is not None and not scope.inline) or s.situated.lead is not None or is_below_goals(s)
    aimed = aimed or any(is_due(s, time) and time.sense == "deadline" for time in s.times.values())
    first = next((i for i, word in enumerate(s.words) if word.word.isalpha() and not s.said.adverb(word.word)), verb)
    first = first + 1 if s.word(first) == "to" else first
    opened = first < verb and s.said.form(s.word(first)) == "base" and s.said.has("joining", s.word(verb - 1))
    return aimed and (first == verb or opened)


def is_below_goals(s: Parsed) -> bool:
    """Whether a sentence stands in a list that somebody calls goals."""
    return s.situated.listed


def _claim_of_past(s: Parsed, group: set[str]) -> Claim:
    """What a past form claims: a report, but where goals are listed it is a participle: V percent of men [insured]."""
    if _is_goal(s, len(s.words)):
        return "target"
    listed = is_below_goals(s) or is_led_by_deadline(s)
    return "target" if listed and not group & s.said.classes["stating"] else "observation"


def _goes_on_aiming(s: Parsed, verb: int, last: Draft | None) -> bool:
    """Whether the present tells of a time to come behind an aim: it aims at V by 2025; by 2030 the rate [is] V."""
    near = last is not None and (bool(s.led) or last.reading.situated is s.situated)
    return near and last is not None and last.claim == "target" and _due_in_clause(s, verb)


def _claim_of_present(s: Parsed, verb: int, last: Draft | None) -> Claim:
    """What a verb in the present claims: a report, but where its clause or the line above tells of a time to come."""
    if _goes_on_aiming(s, verb, last):
        return "target"
    if is_led_by_deadline(s) or (is_below_goals(s) and not s.times) or _is_ensured(s, verb):
        return "target"
    return "" if _due_in_clause(s, verb) else "observation"


def claim_around(s: Parsed, at: int, last: Draft | None) -> Claim:
    """What the clauses before a place claim that has no finite verb of its own: …, [covering V things]."""
    if last is not None and (s.led or last.reading.situated is s.situated):
        return last.claim
    for i in range(at - 1, -1, -1):
        word = s.word(i)
        if s.said.has("goal", word) and (s.said.has("determiner", s.word(i - 1)) or s.word(i - 1) == "a"):
            continue  # achieve its target of a cut
        if s.said.has("doubting", word) or s.said.has("foreseeing", word):
            return ""
        if s.said.has("binding", word) or s.said.has("aiming", word) or _leads_aim(s, i):
            return "target" if is_aimed(s, last) else ""
        if s.said.has("nonfinite_being", word) or (
            s.word(i - 1) == "be" and s.said.form(word) in {"past", "participle"}
        ):
            continue  # will be refined, with the rate dropping to V
        if s.said.has("auxiliary", word) or s.said.form(word) in {"past", "third"}:
            return "observation"
    return "target" if is_below_goals(s) or _is_nominal_aim(s, at) else ""


def _is_nominal_aim(s: Parsed, at: int) -> bool:
    """Whether a sentence without a verb has a deadline: Reduction of X to V by 2030."""
    finite = ("finite", "binding", "doubting", "foreseeing")
    words = [word.word for word in s.words[at + 1 :] if word.word != "by"]
    told = any(s.said.has(name, word) for word in words for name in finite)
    told = told or any(s.said.form(word) in {"past", "third"} for word in words)
    return not told and any(is_due(s, time) and time.sense == "deadline" for time in s.times.values())


def _leads_aim(s: Parsed, at: int) -> bool:
    """Whether a word leads to what is to come by a deadline: these [include] raising X to V, measures to [attain] V."""
    includes = s.said.has("including", s.word(at)) and s.said.form(s.word(at + 1)) == "gerund"
    attains = s.word(at - 1) == "to" and s.said.verb(s.word(at), "attaining") and s.said.has("efforts", s.word(at - 2))
    goals = includes and any(s.said.has("goal", s.word(i)) for i in (at - 1, at - 2))  # the targets (also) include
    return goals or ((includes or attains) and _deadline(s))


def _has_subject(s: Parsed, verb: int) -> bool:
    """Whether a base form stands right behind a noun in the plural: 90 percent of residents [receive] …."""
    ahead = s.word(verb - 1) if verb else ""
    noun = (
        verb - 1 in s.denominators
        or s.said.has("plural", ahead)
        or (ahead.endswith("s") and not ahead.endswith("ss") and not s.said.tells(ahead))
    )
    begin = next((i for i in range(verb, -1, -1) if s.words[i].mark or s.word(i) == "that"), 0)
    led = any(s.said.has(name, s.word(i)) for i in range(begin, verb) for name in ("binding", "aiming"))
    led = led or any(s.said.has("stating", s.word(i)) or s.word(i) == "to" for i in range(begin, verb))
    return noun and not led


def is_aimed(s: Parsed, last: Draft | None = None) -> bool:
    """Whether somebody sets what is to come: a deadline, a policy or a word of aim is near, or an aim right before."""
    if _is_titled(s) or (last is not None and last.claim == "target"):
        return True
    if is_below_goals(s) or s.situated.scope is not None or s.situated.mood == "plan":
        return True
    return _deadline(s) or has_aim(s) or _is_ensured(s, len(s.words))


def _is_goal(s: Parsed, verb: int) -> bool:
    """Whether a sentence tells what a goal is in which a verb stands: the target is [that] V percent of men swim."""
    that = next((i for i in range(2, verb) if s.word(i) == "that" and s.said.has("stating_still", s.word(i - 1))), None)
    return that is not None and s.said.has("goal", s.word(that - 2))


def _is_ensured(s: Parsed, verb: int) -> bool:
    """Whether somebody is to see to what a verb tells: it aims to [ensure that] there are V, ensure V of men swim.

    What it goes on from may say so: ensure V of men swim; [V of women dive].
    """
    if _is_goal(s, verb):
        return True
    at = next((i for i in range(verb - 1, 0, -1) if s.said.has("bidding", s.word(i)) and s.word(i) != "so"), None)
    if at is None:
        led = s.led.lower().split()
        return any(s.said.has("bidding", word) and word != "so" for word in led) and verb < len(s.words)
    told = s.word(at + 1) == "that" or not any(s.said.has("finite", s.word(i)) for i in range(at + 1, verb))
    sees = at - 1 if s.word(at) == "sure" else at  # make sure that
    return told and (s.said.has("before_bidding", s.word(sees - 1)) or s.said.form(s.word(sees)) == "base")


def _deadline(s: Parsed) -> bool:
    """Whether the sentence or the line that leads to it tells of a time to come."""
    times = [*s.times.values(), *([s.situated.lead] if s.situated.lead is not None else [])]
    return any(is_due(s, time) for time in times)


def is_led_by_deadline(s: Parsed) -> bool:
    """Whether a sentence stands in a list below a time to come: By 2030: • the rate is …."""
    return s.situated.lead is not None and is_due(s, s.situated.lead)


def _due_in_clause(s: Parsed, verb: int) -> bool:
    """Whether the clause of a verb in the present tells of a time to come: by 2030 the rate is …."""
    begin = next((i for i in range(verb, -1, -1) if s.words[i].mark), -1)
    end = next((i for i in range(verb, len(s.words)) if s.words[i].mark), len(s.words))
    if s.here.known is None and any(s.said.has("stating_past", word.word) for word in s.words):
        return False
    first = 1 if s.word(0) == "and" else 0
    first = begin - 1 if begin > 0 and s.words[begin - 1].time else first  # and by 2030, the rate is
    near = {i for i in s.times if begin < i < end or i in {0, first}}
    return any(is_due(s, s.times[i]) for i in near)


def is_due(s: Parsed, time: Mention) -> bool:
    """Whether a time is yet to come; where nothing tells from when a document speaks, a deadline is."""
    if not isinstance(time.value, Period) or time.sense in {"asof", "duration"}:
        return False
    known = s.here.known
    return time.sense in {"deadline", "plan"} if known is None else time.value.end > known


def has_aim(s: Parsed) -> bool:
    """Whether the sentence, or what it goes on from, speaks of a plan or an aim."""
    named = any(m.kind in {"policy", "programme"} or m.sense == "plan" for m in s.situated.mentions)
    return named or any(s.said.has("aims", word) for word in (*(w.word for w in s.words), *s.led.lower().split()))


def is_over(s: Parsed, period: Period) -> bool:
    """Whether a time had come when the document spoke."""
    return s.here.known is not None and period.end <= s.here.known


def is_current(s: Parsed, at: int) -> bool:
    """Whether a number is told as that of now: from the current V, from V at present."""
    said = any(s.said.has("current_words", s.word(at - i)) for i in (1, 2))
    return said or (at + 1 in s.times and s.times[at + 1].sense == "asof")

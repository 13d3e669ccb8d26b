r"""The language of patterns: from what an analyst writes in `say` to a regular expression over lifted text.

    {agency}        one mention; {agency:issuer} gives it a role; {facility+:of} a list of them (A、B和C); in a list of
                    policies each may have its issuers before it
    {quantity}      any number; {percent} and {count} only the one sort
    @class          one of the words of a class of cues.toml; @class:verb gives it a role
    …               up to 40 characters inside one clause, without a number;  ……  up to 120 inside one sentence
    <what>          such a stretch of at least one character, as the role `what`; to the clause's end where it ends the
                    pattern; brackets may hold what else ends a clause; <=what> holds no mention either
    ^  $            where a clause begins and ends
    ? | ( )         as in regular expressions; [ ] { } \ for nothing; everything else stands for itself

Every repetition is bounded and the gaps (…, …… and <what>) are few, so matching is linear in the length of a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.text.patterns import HAN

if TYPE_CHECKING:
    from collections.abc import Mapping

CHARACTERS = {
    kind: chr(0xE001 + i)
    for i, kind in enumerate(
        (
            "agency",
            "policy",
            "facility",
            "count",
            "percent",
            "time",
            "region",
            "person",
            "programme",
            "event",
            "number",
            "title",
        )
    )
}
NUMERIC = CHARACTERS["count"] + CHARACTERS["percent"]
NO_KIND = "\ue000"  # what a mention is lifted to that no pattern speaks of
MOST_GAPS = 3  # of a `say`; each may be tried at every length for every length of the one before it
JOINT = "joint"  # the class of words between the items of a list
# In a list of policies: the joints before issuers, how the name of a body ends, what goes between it and the title, and
# what a list says of each policy (《A》精神和市教育局印发的《B》要求).
BESIDE, BODY_END, ISSUED_BY, THRUST = "beside", "body_end", "issued_by", "thrust"
CLAUSE_END = ",;:。!?\\n"
SENTENCE_END = "。!?\\n"
GAPS = ("……", "…")
MEANT_OTHERWISE = r"[]{}\\"  # signs of regular expressions that would stand for themselves, which nobody means
_TOKEN = re.compile(
    r"\{(?P<kind>[a-z]+)(?P<list>\+)?(?::(?P<role>[a-z]+))?\}|@(?P<cue>[a-z_]+)(?::(?P<name>[a-z]+))?|<(?P<pure>=)?(?P<gap>[a-z]+)>|……|…|\^|\$"
    r"|(?P<operator>\(\?:|[?|()])|(?P<literal>.)",
    re.DOTALL,
)


class SayError(ValueError):
    """What is wrong with a `say`, and what would be right."""


def characters(kind: str) -> str:
    """The private-use characters that a kind of mention is lifted to; `quantity` has two."""
    if kind == "quantity":
        return NUMERIC
    if kind not in CHARACTERS:
        raise SayError(f"unknown kind {{{kind}}}; one of {', '.join(sorted((*CHARACTERS, 'quantity')))}")
    return CHARACTERS[kind]


def compile_say(say: str, classes: Mapping[str, str], language: str) -> re.Pattern[str]:
    """Compile a `say`; SayError where it uses an unknown kind or class, or its brackets do not fit."""
    tokens = list(_TOKEN.finditer(say))
    if sum(token["gap"] is not None or token[0] in GAPS for token in tokens) > MOST_GAPS:
        raise SayError(f"more than {MOST_GAPS} gaps; write several patterns, or name what stands between")
    parts: list[str] = []
    for i, token in enumerate(tokens):
        last = all(later["operator"] in (")", "?") for later in tokens[i + 1 :])
        parts.append(_part(token, classes, last=last))
    flags = re.IGNORECASE if language == "en" else 0
    try:
        return re.compile("".join(parts), flags)
    except re.error as error:
        raise SayError(f"{error}; see the head of kg/knowledge/say.py for what a pattern may hold") from None


def needs(say: str, language: str) -> tuple[frozenset[str], str]:
    """What a lifted sentence must hold for a match: mentions and words of classes, and the longest of the words said.

    A mention is known by the characters of its kind, a class by `class_need`. Optional parts and parts in brackets ask
    for nothing, nor does a `say` with alternatives outside of brackets; English words may be written in any case.
    """
    found: set[str] = set()
    words, depth = [""], 0
    tokens = list(_TOKEN.finditer(say))
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        depth += (token["operator"] in {"(", "(?:"}) - (token["operator"] == ")")
        if token["operator"] == "|" and depth == 0:
            return frozenset(), ""
        optional = depth or (following is not None and following["operator"] == "?")
        if token["literal"] and not optional:
            words[-1] += token["literal"]
            continue
        words.append("")
        if token["kind"] and not optional:
            found.add(characters(token["kind"]))
        elif token["cue"] and not optional:
            found.add(class_need(token["cue"], language))
    return frozenset(found), max(words, key=len) if language == "zh" else ""


def class_need(name: str, language: str) -> str:
    """What a pattern of a language needs where it needs a word of a class of cue words."""
    return f"@{name} {language}"


def _part(token: re.Match[str], classes: Mapping[str, str], *, last: bool) -> str:
    """What a token of `say` stands for, as a regular expression; a gap takes as little as it can, but the last."""
    if token["kind"]:
        one = f"[{characters(token['kind'])}]"
        many = _list(one, token["kind"], classes) if token["list"] else one
        return f"(?P<{token['role']}>{many})" if token["role"] else f"(?:{many})"
    if token["cue"]:
        if token["cue"] not in classes:
            raise SayError(f"unknown class @{token['cue']}; one of {', '.join(sorted(classes))}")
        head = f"(?P<{token['name']}>" if token["name"] else "(?:"
        return head + classes[token["cue"]] + ")"
    if token["gap"]:
        held = f"[^{CLAUSE_END}{NUMERIC}{''.join(CHARACTERS.values()) if token['pure'] else ''}(]"
        return rf"(?P<{token['gap']}>(?:{held}|\([^()\n]{{0,60}}\)){{1,120}}{'' if last else '?'})"
    if token["literal"] and token["literal"] in MEANT_OTHERWISE:
        raise SayError(f"{token[0]} is no sign of a pattern; write alternatives, (?:a|b), or a class of words")
    fixed = _FIXED.get(token[0])
    return fixed or token["operator"] or re.escape(token["literal"])


def _list(one: str, kind: str, classes: Mapping[str, str]) -> str:
    """Several mentions of a kind. What parts two of them is read in one way only: a list of many has no more ways."""
    if kind == "policy":
        return f"{one}(?>{_between_titles(classes)}{one}){{0,20}}"
    apart = rf"\ ?(?:{classes[JOINT]})\ ?|\ "
    return rf"{one}(?>(?:{apart}{'|' if kind == 'agency' else ''}){one}){{0,20}}"  # 中共中央国务院: bodies need none


def _between_titles(classes: Mapping[str, str]) -> str:
    """What parts two titles of a list: a number in brackets, a joint or none, behind a joint who issued the next.

    Behind a comma bodies that are known, right before the next title, go on with the list: 《A》,教育厅、财政厅《B》.
    """
    plain = rf"\ ?(?:{classes[JOINT]})?\ ?"
    numbered = r"(?:\([^()\n]{0,60}\))?"
    if BESIDE not in classes:
        return numbered + plain
    bodies = CHARACTERS["agency"] + CHARACTERS["count"] + NO_KIND
    issuers = rf"[{HAN}{bodies}、]{{0,30}}?(?:[{bodies}]|{classes[BODY_END]})(?:{classes[ISSUED_BY]})?"
    known = rf",\ ?{CHARACTERS['agency']}(?>\ ?(?:{classes[BESIDE]})?\ ?{CHARACTERS['agency']}){{0,9}}"
    return rf"{numbered}(?:{plain}|{known}|(?:{classes[THRUST]})?\ ?(?:{classes[BESIDE]})\ ?(?:{issuers})?)"


_FIXED = {
    "……": f"[^{SENTENCE_END}]{{0,120}}?",
    "…": f"[^{CLAUSE_END}{NUMERIC}]{{0,40}}?",
    "^": rf"(?:^|(?<=[{CLAUSE_END}]))[\ \u3000]{{0,4}}",
    "$": rf"(?=[\ ]{{0,4}}(?:$|[{CLAUSE_END}.]))",
}

"""Recognise: what the words of each sentence name or value, one reading a stretch of text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extraction.bare_titles import is_made_public
from kg.extraction.candidates import candidate, candidates, places_by_end, speaker
from kg.extraction.counties import places_above
from kg.extraction.facilities import entity_of
from kg.extraction.lexicon import Lexicon, curated, lexicon_of
from kg.extraction.people import people
from kg.extraction.reported import is_nobodys_paper
from kg.extraction.title_kinds import is_weak
from kg.extraction.types import Recognised, Sentence
from kg.model import Document, Entity, Mention, Span
from kg.text.expressions import numbers
from kg.text.fold import name_key
from kg.text.scan import choose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.knowledge.types import Knowledge

# Kinds of mentions that show a page to be about what public bodies do.
PUBLIC = ("agency", "number", "programme")
OF_ISSUE = 2  # characters between what issues and the name that is issued: 了
UNNAMED = ("time", "quantity", "title")  # kinds of mentions that name nobody and no policy


def recognise(document: Document, sentences: Sequence[Sentence], knowledge: Knowledge) -> tuple[Recognised, ...]:
    """The mentions of every sentence; where candidates overlap, the reading of greatest weight stands."""
    lexicon = lexicon_of(knowledge)
    away = names_of_others(document, knowledge)
    named = [tuple(people(sentence.folded, knowledge.people)) for sentence in sentences]
    known = frozenset(entity.key for found in named for _, entity in found)
    result = []
    above = _above(document, sentences, lexicon, knowledge)
    for sentence, persons in zip(sentences, named, strict=True):
        text = document.text[sentence.span.start : sentence.span.end]
        offset = sentence.span.start
        listed = [
            *candidates(text, sentence.folded, lexicon, above, knowledge),
            *speaker(sentence, known, lexicon, knowledge),
            *(candidate("person", span, curated(entity, lexicon)) for span, entity in persons),
        ]
        chosen = choose([one for one in listed if not is_another(one[0], text, away)])
        mentions = tuple(
            Mention(_moved(span, offset), kind, text[span.start : span.end], value)
            for span, (kind, value) in chosen
            if kind != "trap"
        )
        found = numbers(sentence.folded, knowledge.words)
        result.append(Recognised(sentence, mentions, tuple((_moved(span, offset), kind) for span, kind in found)))
    if is_nobodys_paper(document, sentences, knowledge):
        return tuple(replace(one, mentions=tuple(m for m in one.mentions if m.kind in UNNAMED)) for one in result)
    public = [_without_firms(one, knowledge) for one in _in_full(result, knowledge)]
    return _only_official(_of_namesakes(public, document, knowledge), knowledge)


def _in_full(found: Sequence[Recognised], knowledge: Knowledge) -> Sequence[Recognised]:
    """What was recognised without names that 《》 gives in full elsewhere.

    发布校车安全指引 of a headline is 《学校校车安全指引》 of the text.
    """
    policies = [(one, m) for one in found for m in one.mentions if m.kind == "policy" and isinstance(m.value, Entity)]
    full = [frozenset(m.text) for _, m in policies if m.text.startswith("《")]
    loose = {
        m.span
        for one, m in policies
        if not m.text.startswith("《")
        and is_made_public(m.span.start - one.sentence.span.start, one.sentence.folded, knowledge.titles)
        and any(frozenset(m.text) < name for name in full)
    }
    if not loose:
        return found
    return [replace(one, mentions=tuple(m for m in one.mentions if m.span not in loose)) for one in found]


def _of_namesakes(found: Sequence[Recognised], document: Document, knowledge: Knowledge) -> Sequence[Recognised]:
    """What was recognised, where the names of some bodies mean others: 教育部 in a text of Taiwan is that of Taiwan."""
    words = knowledge.suffixes
    shows = any(word in document.text for word in words.of_namesakes)
    if not shows or any(word in document.text for word in words.not_of_namesakes):
        return found
    keys = lexicon_of(knowledge).keys
    theirs = {name: entity_of(keys[name_key(other)]) for name, other in words.namesakes.items()}
    return [replace(one, mentions=tuple(_namesake(m, theirs) for m in one.mentions)) for one in found]


def _namesake(mention: Mention, theirs: Mapping[str, Entity]) -> Mention:
    value = mention.value
    shared = isinstance(value, Entity) and value.kind == "agency" and value.label in theirs
    return replace(mention, value=theirs[value.label]) if isinstance(value, Entity) and shared else mention


def _without_firms(found: Recognised, knowledge: Knowledge) -> Recognised:
    """What was recognised in a sentence, where what a firm issues by itself is no policy: 公司发布了《…发展规划》."""
    policies = [m for m in found.mentions if m.kind == "policy"]
    if not policies or any(m.kind == "agency" for m in found.mentions):
        return found
    folded, start = found.sentence.folded, found.sentence.span.start
    firm = knowledge.cues.one["firms"].search(folded)
    ends = [] if firm is None else [act.end() for act in knowledge.cues.one["issue"].finditer(folded, firm.end())]
    own = {m.span for m in policies if any(0 <= m.span.start - start - end <= OF_ISSUE for end in ends)}
    return replace(found, mentions=tuple(replace(m, kind="title") if m.span in own else m for m in found.mentions))


def _only_official(found: Sequence[Recognised], knowledge: Knowledge) -> tuple[Recognised, ...]:
    """What was recognised, where names that manuals have too are no policies on a page that names no public body.

    A read-me may rest on its 《编码规范》 as a notice rests on a law; with a body or a surer policy it counts.
    """
    named = [mention for sentence in found for mention in sentence.mentions]
    if any(m.kind in PUBLIC or (m.kind == "policy" and not _may_be_manual(m, knowledge)) for m in named):
        return tuple(found)
    return tuple(
        replace(one, mentions=tuple(replace(m, kind="title") if m.kind == "policy" else m for m in one.mentions))
        for one in found
    )


def _may_be_manual(mention: Mention, knowledge: Knowledge) -> bool:
    return isinstance(mention.value, Entity) and is_weak(mention.value.label, knowledge.titles)


def names_of_others(document: Document, knowledge: Knowledge) -> tuple[str, ...]:
    """How bodies of other countries begin as well; none in a text that speaks of China, or is in Chinese."""
    words = knowledge.cues.classes["en"]
    at_home = document.language != "en" or any(word in document.text for word in words["home"])
    return () if at_home else tuple(word.lower() for word in words["anywhere"])


def is_another(span: Span, text: str, away: tuple[str, ...]) -> bool:
    """Whether what stands at a span may be a body of another country; `away` is what such names begin with."""
    return bool(away) and text[span.start : span.end].lower().startswith(away)


def _above(
    document: Document, sentences: Sequence[Sentence], lexicon: Lexicon, knowledge: Knowledge
) -> Mapping[str, str]:
    """Which place the document names before each name that counties share, where it names one."""
    known = knowledge.counties
    shared = tuple(name for name in known.shared if name in document.text)
    holding = (one.folded for one in sentences if any(name in one.folded for name in shared))
    found = (list(lexicon.gazetteer.find(folded)) for folded in holding) if shared else ()
    return places_above(((names, places_by_end(names, lexicon)) for names in found), known)


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)

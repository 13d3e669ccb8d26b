"""What passes between the verbs of extraction: a sentence as segmented, recognised and situated."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from kg.model import Entity

if TYPE_CHECKING:
    from kg.model import Mention, Span
    from kg.text.expressions import Kind
    from kg.text.lift import Lifted

Mood = Literal["plan", "report", ""]
_START = attrgetter("span.start")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the body; `folded` is its text for matching, of the same length.

    `heading` is the depth of a heading (smaller is higher) and 0 elsewhere; `trail` are the indexes of the headings
    above, outermost first; `block` is the index of its block, `role` that of the block or "row" in a table, `item`
    whether it is one of a list.
    """

    span: Span
    folded: str
    block: int
    role: str
    heading: int = 0
    trail: tuple[int, ...] = ()
    item: bool = False

    @property
    def is_question(self) -> bool:
        """Whether it ends as a line does in which an interviewer turns to something else."""
        return self.folded.rstrip().endswith("?")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sentence and its mentions, in order and without overlap; spans are of the document's text.

    `numbers` are all its numbers with what each is by its form alone (see `kg.text.expressions.numbers`).
    """

    sentence: Sentence
    mentions: tuple[Mention, ...]
    numbers: tuple[tuple[Span, Kind], ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """A governing policy, the words that say so, and whether a sentence names it, and tells what it asks for."""

    policy: Entity
    span: Span
    inline: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """The places that a document is of, narrowest first, and the words of it that say so (None where none do).

    `called` is the narrowest as it is called there, those it lies in included: 上海市嘉定区.
    """

    places: tuple[Entity, ...]
    span: Span | None
    called: str


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of the document as a policy: `scope` governs all of it (None where it is none).

    `agency` is who says 我局; `issuers`, `number` and `date` are the mentions that state them of the document;
    `content` is what a notice issues, which governs from its own title on; `amendments` are decisions that changed
    either. `content_issuers` and `content_date` stand under the title of that, or below its text.
    `home` is the place that a local document is of.
    """

    scope: Scope | None = None
    agency: Entity | None = None
    issuers: tuple[Mention, ...] = ()
    number: Mention | None = None
    date: Mention | None = None
    content: Scope | None = None
    amendments: tuple[Mention, ...] = ()
    content_issuers: tuple[Mention, ...] = ()
    content_date: Mention | None = None
    home: Home | None = None

    @property
    def is_local(self) -> bool:
        """Whether it is a policy of bodies below the country's, which no vocabulary lists."""
        bodies = [mention.value for mention in self.issuers if isinstance(mention.value, Entity)]
        return self.scope is not None and bool(bodies) and not any(body.concept for body in bodies)

    def at(self, offset: int) -> Scope | None:
        """Which of the document's own policies governs what stands at an offset."""
        return self.content if self.content is not None and offset >= self.content.span.start else self.scope


@dataclass(frozen=True, slots=True)
class Situated:
    """A sentence ready to be interpreted.

    `lifted` is its folded text with a character for each mention (indexes agree with `mentions`); `scope` the policy
    that governs it, if any; `mood` whether plans or reports are told; `lead` a time inherited from the line that
    introduces a list; `meets` are the needs of patterns that it meets; `listed` tells that it goes on with a list of
    aims that a sentence before it begins (目标为：…；…；…).
    """

    sentence: Sentence
    mentions: tuple[Mention, ...]
    numbers: tuple[tuple[Span, Kind], ...]
    lifted: Lifted
    meets: frozenset[str]
    scope: Scope | None
    mood: Mood
    lead: Mention | None
    listed: bool = False

    def place(self, mention: Mention) -> int:
        """Where in the lifted text one of its mentions stands."""
        return self.lifted.places[bisect_left(self.mentions, mention.span.start, key=_START)]

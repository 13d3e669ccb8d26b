"""The constructions that an English number may stand in, by the pattern that their words match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extraction.adjuncts import led_to
from kg.extraction.changes import changed_by, changed_in, changed_to
from kg.extraction.counts import counted
from kg.extraction.doings import done_to
from kg.extraction.elliptical import also_among, also_of
from kg.extraction.found import COUNTED, DONE, OF, OF_THEM, OUT_OF, SHARE, SHARE_TOO
from kg.extraction.goal_items import STANDS, item_changes, item_counts, item_stands
from kg.extraction.goal_nouns import goal_counted, goal_of, goal_stands, share_wanted
from kg.extraction.goals_compared import goal_compared
from kg.extraction.levels import measure_of, share_of, share_too, stands_at
from kg.extraction.multiples import changed_first, multiplied, none_left
from kg.extraction.named_behind import measure_behind, of_them
from kg.extraction.other_times import also_stands_at, stood_at, then_stands_at
from kg.extraction.shared_out import paired, shared_out
from kg.extraction.so_many import had_by_every

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.extraction.drafts import Draft
    from kg.extraction.found import Found
    from kg.extraction.parsed import Parsed

    Construction = Callable[[Parsed, int, Draft | None], Found | None]

CONSTRUCTIONS: Mapping[str, Construction] = {
    "CON-62": changed_to,
    "CON-70": changed_to,
    "CON-61": stands_at,
    "CON-63": changed_by,
    "CON-68": changed_by,
    "CON-72": changed_in,
    "CON-73": then_stands_at,
    "CON-74": shared_out,
    OF: measure_of,
    SHARE: share_of,
    OUT_OF: share_of,
    "CON-83": measure_behind,
    OF_THEM: of_them,
    SHARE_TOO: share_too,
    COUNTED: counted,
    DONE: done_to,
    "CON-66": stood_at,
    "CON-67": also_stands_at,
    "CON-75": led_to,
    "CON-77": had_by_every,
    "CON-78": also_of,
    "CON-79": also_among,
    "CON-80": goal_of,
    "CON-81": share_wanted,
    "CON-86": goal_counted,
    "CON-87": goal_stands,
    "CON-88": paired,
    "CON-82": shared_out,
    "CON-52": multiplied,
    "CON-53": changed_first,
    "CON-54": none_left,
    STANDS: item_stands,
    "CON-56": item_counts,
    "CON-57": goal_compared,
    "CON-58": item_changes,
}

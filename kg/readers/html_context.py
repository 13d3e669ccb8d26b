"""What holds for the text at one place of a web page: the part of the page, headings, items, emphasis, links."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.readers.html_tokens import attributes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.knowledge.sites import Sites

_SKIPPED = frozenset(
    {
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "object",
        "select",
        "button",
        "datalist",
        "audio",
        "video",
        "canvas",
        "textarea",
        "rt",
        "rp",
        "iframe",
        "xmp",
        "noembed",
        "noframes",
        "title",
    }
)
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_REGIONS = {"nav": "navigation", "footer": "footer", "aside": "aside", "menu": "navigation", "dialog": "dialog"}
_LANDMARKS = {"navigation": "navigation", "contentinfo": "footer", "complementary": "aside", "search": "navigation"}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the text at one place of a page."""

    region: str = ""
    heading: int = 0
    depth: int = 0
    item: bool = False
    bold: bool = False
    centred: bool = False
    href: str = ""
    hidden: bool = False
    preformatted: bool = False


def inside(name: str, attributes: str, now: Context, sites: Sites) -> Context:
    """What holds inside an element that begins where `now` holds."""
    if name in _SKIPPED:
        now = replace(now, hidden=True)
    if name in _REGIONS:
        now = replace(now, region=now.region or _REGIONS[name])
    if name in _HEADINGS:
        now = replace(now, heading=_HEADINGS[name])
    if name == "pre":
        now = replace(now, preformatted=True)
    if name == "code" and now.preformatted:  # in a line of text it is but a word in another type
        now = replace(now, region=now.region or "code")
    if name == "center":
        now = replace(now, centred=True)
    if name in {"b", "strong"}:
        now = replace(now, bold=True)
    if name in {"ul", "ol", "menu"}:
        now = replace(now, depth=now.depth + 1, item=False)
    if name == "li":
        now = replace(now, item=True, depth=max(1, now.depth))
    return _styled(name, attributes_of(attributes), now, sites) if attributes and not now.hidden else now


def _styled(name: str, found: Mapping[str, str], now: Context, sites: Sites) -> Context:
    """What the attributes of an element add: links to elsewhere, hidden text, bold text, parts of the page."""
    if name == "a":
        href = found.get("href", "")
        if href and not href.startswith(("#", "javascript:")):
            now = replace(now, href=href)
    style = found.get("style", "")
    if "hidden" in found or _HIDDEN.search(style):
        now = replace(now, region=now.region or "hidden")
    if _CENTRED.search(style) or found.get("align", "").lower() == "center":
        now = replace(now, centred=True)
    if _BOLD.search(style):
        now = replace(now, bold=True)
    if name in BLOCKS and name not in {"html", "body", "main", "article"} and not now.region:
        words = f"{found.get('class', '')} {found.get('id', '')}"
        now = replace(now, region=_LANDMARKS.get(found.get("role", "")) or sites.region(words))
    return now

"""A picture as SVG: cards in columns, arrows told apart by colour, by line and by a legend in words."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kg.errors import QueryError
from kg.exports.columns import CARD, FONT, LEADING, PAD, TOP, picture
from kg.exports.markup import file_of
from kg.terms import SVG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.exports.columns import Card, Picture
    from kg.exports.network import Edge, Network

MOST = 1500  # nodes: more than that nobody sees, and no browser scrolls well
FACES = "'Noto Sans',Arial,'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','Source Han Sans SC',sans-serif"
INK, SOFT, LINE, PAPER = "#15202b", "#55606b", "#7d8894", "#ffffff"
COLOURS = ("#1d5fa8", "#1a7a45", "#b3261e", "#7a4a00", "#6a3fa0", "#0b6b75", "#9c2f7d", "#3b4652")
DASHES = ("", "7 4", "2 3", "9 3 2 3")
LEGEND = 24  # height of a line of it
BULGE, LOOP = 60, 6  # how far an edge within a column bends out, and how far apart its ends are on one card

Stroke = tuple[str, str]  # colour and dashes


def svg(network: Network) -> bytes:
    """The picture as a file of its own."""
    return file_of(drawing(network))


def drawing(network: Network, *, anchors: bool = False) -> ET.Element:
    """The picture as an element; with `anchors` card number 7 leads to #n7. QueryError where it would be too large."""
    number = len(network.nodes)
    if number > MOST:
        raise QueryError(
            f"nobody can read a picture of {number} nodes; draw at most {MOST}, such as those near one: --node NAME"
        )
    placed = picture(network)
    relations = {edge.text("relation"): edge.text("label") for edge in network.edges}
    strokes = dict(zip(sorted(relations), ((c, d) for d, c in product(DASHES, COLOURS)), strict=False))
    height = placed.height + LEGEND * (len(relations) + 1)
    size = {"width": _number(placed.width), "height": _number(height)}
    root = ET.Element("svg", {"xmlns": SVG, "viewBox": f"0 0 {size['width']} {size['height']}", **size})
    root.attrib |= {"font-family": FACES, "lang": network.language, "role": "group"}
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    _markers(root, strokes)
    for x, head in placed.heads:
        _text(root, head, x, TOP - 20, {"font-size": "13", "font-weight": "600", "fill": SOFT})
    _edges(root, network, placed, strokes)
    for number, node in enumerate(network.nodes):
        card = placed.cards[node.iri]
        holder = ET.SubElement(root, "a", {"href": f"#n{number}"}) if anchors else root
        _card(holder, card)
    _legend(root, relations, strokes, placed.height)
    return root


def _markers(root: ET.Element, strokes: Mapping[str, Stroke]) -> None:
    defined = ET.SubElement(root, "defs")
    for colour in sorted({colour for colour, _ in strokes.values()}):
        shape = {"id": f"arrow-{colour[1:]}", "viewBox": "0 0 10 10", "refX": "9", "refY": "5", "orient": "auto"}
        marker = ET.SubElement(defined, "marker", {**shape, "markerWidth": "7", "markerHeight": "7"})
        ET.SubElement(marker, "path", {"d": "M0,0 10,5 0,10 2.5,5Z", "fill": colour})


def _edges(root: ET.Element, network: Network, placed: Picture, strokes: Mapping[str, Stroke]) -> None:
    for edge in network.edges:
        colour, dashes = strokes.get(edge.text("relation"), (INK, ""))
        group = ET.SubElement(root, "g", {"class": "edge"})
        source, target = placed.cards[edge.source], placed.cards[edge.target]
        ET.SubElement(group, "title").text = _told(edge, source, target)
        line = {"d": _path(source, target), "fill": "none", "stroke": colour, "stroke-width": "1.4"}
        dashed = {"stroke-dasharray": dashes} if dashes else {}
        ET.SubElement(group, "path", {**line, **dashed, "marker-end": f"url(#arrow-{colour[1:]})"})


def _told(edge: Edge, source: Card, target: Card) -> str:
    return f"{source.node.text('label')} → {edge.text('label')} → {target.node.text('label')}"


def _path(source: Card, target: Card) -> str:
    """From side to side; within a column, or back to the node itself, around its right."""
    start, end = source.y + source.height / 2, target.y + target.height / 2
    if source.column == target.column:
        x = source.x + CARD
        return _curve((x, start), x + BULGE, (x, end + LOOP if source is target else end))
    rightward = source.column < target.column
    x, to = (source.x + CARD, target.x) if rightward else (source.x, target.x + CARD)
    return _curve((x, start), (x + to) / 2, (to, end))


def _curve(start: tuple[float, float], middle: float, end: tuple[float, float]) -> str:
    """Level at both ends, by way of `middle`."""
    points = (start, (middle, start[1]), (middle, end[1]), end)
    first, *rest = (f"{_number(x)},{_number(y)}" for x, y in points)
    return f"M{first} C{' '.join(rest)}"


def _card(holder: ET.Element, card: Card) -> None:
    group = ET.SubElement(holder, "g", {"class": f"card {card.node.text('kind')}".rstrip()})
    ET.SubElement(group, "title").text = card.node.text("label")
    box = {"x": _number(card.x), "y": _number(card.y), "width": str(CARD), "height": _number(card.height), "rx": "6"}
    ET.SubElement(group, "rect", {**box, "fill": PAPER, "stroke": LINE})
    y = card.y + PAD + FONT
    if date := card.node.text("date"):
        _text(group, date, card.x + PAD, y, {"font-size": "11", "fill": SOFT})
        y += LEADING
    for line in card.lines:
        _text(group, line, card.x + PAD, y, {"font-size": str(FONT), "fill": INK})
        y += LEADING


def _legend(root: ET.Element, relations: Mapping[str, str], strokes: Mapping[str, Stroke], top: float) -> None:
    for number, relation in enumerate(sorted(relations)):
        y = top + LEGEND * (number + 1)
        colour, dashes = strokes.get(relation, (INK, ""))
        line = {"x1": str(PAD), "x2": str(PAD + 50), "y1": _number(y), "y2": _number(y), "stroke": colour}
        ET.SubElement(root, "line", {**line, "stroke-width": "2", **({"stroke-dasharray": dashes} if dashes else {})})
        _text(root, relations[relation], PAD + 60, y + 4, {"font-size": "12", "fill": INK})


def _text(parent: ET.Element, text: str, x: float, y: float, look: Mapping[str, str]) -> None:
    ET.SubElement(parent, "text", {"x": _number(x), "y": _number(y), **look, "unicode-bidi": "isolate"}).text = text


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

"""Prints the time that documents of odd shapes take as they grow: it should grow with their length, no more.

    python -m bench.shapes [--largest THOUSANDS]

Each shape is read in three sizes, each ten times the one before. The columns are microseconds of one core for each
code point of the file; the last tells how many times as much the largest takes as the one before it: 1 is linear.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.throughput import STAGES, graph
from kg.build import Library, load_library
from kg.readers.sources import sources

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCE = "到2025年,全市{n}%以上的乡镇卫生院设置中医馆,建成{n}个县级医疗中心。"
# What is written again and again, with its number for {n}, between a beginning and an end.
SHAPES: Mapping[str, tuple[str, str, str, str]] = {
    "paragraphs": (".txt", "", SENTENCE + "\n", ""),
    "one line": (".txt", "", SENTENCE, ""),
    "no full stop": (".txt", "", SENTENCE.replace("。", ","), ""),
    "no mark at all": (".txt", "", "全市的乡镇卫生院设置中医馆", ""),
    "figures": (".txt", "", "1234567890", ""),
    "numerals": (".txt", "", "三百二十一万", ""),
    "opened quotes": (".txt", "", "《题", ""),
    "opened and closed": (".txt", "", "《“(题", ""),
    "blanks": (".txt", "题目", " ", "。"),
    "letters": (".txt", "", "w", ""),
    "verbs": (".txt", "", "推进", ""),
    "lines of a word": (".txt", "", "医院\n", ""),
    "headings": (".txt", "", "{n}、总体要求\n", ""),
    "table rows": (".html", "<table><tr><td>指标<td>2025年", "<tr><td>指标{n}(%)<td>{n}", "</table>"),
    "open elements": (".html", "", "<div>{n}", ""),
    "links": (".html", "", "<a href='/{n}'>第{n}页</a>", ""),
    "tags alone": (".html", "<p>正文。</p>", "<", ""),
    "Markdown rows": (".md", "|指标|2025年|\n|--|--|\n", "|指标{n}|{n}%|\n", ""),
}


def main() -> None:
    """Print a line a shape."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=1_000, help="thousands of code points of the largest document")
    options = parser.parse_args()
    sizes = [options.largest * 1_000 // part for part in (100, 10, 1)]
    library = load_library()
    seconds("paragraphs", sizes[0], library)  # what is compiled at the first use
    print(f"{'code points':>18}" + "".join(f"{size:>12,}" for size in sizes) + f"{'growth':>8}")
    for shape in SHAPES:
        taken = [seconds(shape, size, library) / size * 1e6 for size in sizes]
        growth = taken[-1] / taken[-2] if taken[-2] else 0.0
        print(f"{shape:>18}" + "".join(f"{each:12.2f}" for each in taken) + f"{growth:8.2f}", flush=True)


def seconds(shape: str, size: int, library: Library) -> float:
    """What a document of this shape and size takes of one core."""
    ending, beginning, unit, end = SHAPES[shape]
    parts, length = [beginning], len(beginning) + len(end)
    while length < size:
        parts.append(unit.replace("{n}", str(len(parts) % 97)))
        length += len(parts[-1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"shape{ending}"
        path.write_text("".join([*parts, end]), "utf-8")
        taken = [0.0] * len(STAGES)
        for listing in sources([path]).found:
            graph(listing, library, taken)
        return sum(taken)


if __name__ == "__main__":
    main()

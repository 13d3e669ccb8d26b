"""Every word of the pages is there in Chinese, and values look as each language writes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir

from kg.messages import catalog
from kg.query.catalog import questions
from kg.query.figures import Day
from kg.query.request import Term
from kg.store.records import ROLES
from kg.web.language import FOLDER
from kg.web.values import CAMEL, cell_text, day, number

if TYPE_CHECKING:
    from flask import Flask

TEMPLATES = Path(__file__).parents[2] / "kg" / "web" / "templates"


def words_of_templates() -> set[str]:
    found = extract_from_dir(str(TEMPLATES), method_map=[("**.html", "jinja2")])
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def test_every_word_of_a_template_is_translated() -> None:
    assert len(words_of_templates()) > 80
    assert words_of_templates() - catalog("zh", FOLDER).keys() == set()


def test_every_column_parameter_and_role_is_translated() -> None:
    columns = {c for q in questions() for c in (*q.columns, *(p.name for p in q.parameters))} - {"start", "end"}
    shown = {c for c in columns if not c.endswith("Precision")}
    assert {CAMEL.sub(" ", column).lower() for column in shown} - catalog("zh", FOLDER).keys() == set()
    assert set(ROLES) - catalog("zh", FOLDER).keys() == set()


def test_placeholders_survive_translation() -> None:
    for words, translated in catalog("zh", FOLDER).items():
        assert words.count("%(n)s") == translated.count("%(n)s"), words


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("zh", Day("2023-04-30", "month"), "2023年4月"),
        ("en", Day("2023-04-30", "month"), "April 2023"),
        ("zh", Day("2025-12-31", "year"), "2025年"),
        ("en", Day("2025-12-31", "year"), "2025"),
        ("zh", Day("2022-03-08", "day"), "2022年3月8日"),
        ("en", Day("2022-03-08", "day"), "8 March 2022"),
        ("en", Day("2022-03-08", ""), "8 March 2022"),
        ("zh", Day(), ""),
        ("zh", Day("soon", "day"), "soon"),
    ],
)
def test_days_are_shown_at_their_precision(app: Flask, language: str, value: Day, shown: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        assert day(value) == shown


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("zh", "10631", "10,631"),
        ("en", "36300", "36,300"),
        ("zh", "1058000000", "10.58亿"),
        ("en", "1058000000", "1.058B"),
        ("en", "1058000001", "1,058,000,001"),
        ("zh", "1058000001", "1,058,000,001"),
        ("zh", "130000000", "1.3亿"),
        ("zh", "36000000", "3600万"),
        ("en", "36000000", "36M"),
        ("en", "36123456", "36,123,456"),
        ("zh", "-9.4", "-9.4"),
        ("zh", "0.81", "0.81"),
        ("zh", "about", "about"),
    ],
)
def test_numbers_are_written_as_in_the_language_and_exactly(app: Flask, language: str, value: str, shown: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        assert number(value) == shown


def test_cells_follow_their_datatype(app: Flask) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    with app.test_request_context("/?lang=zh"):
        assert cell_text(Term("true", datatype=f"{xsd}boolean")) == "是"
        assert cell_text(Term("2022-03-08", datatype=f"{xsd}date")) == "2022年3月8日"
        assert cell_text(Term("10631.0", datatype=f"{xsd}decimal")) == "10,631"
        assert cell_text(Term("2022")) == "2022"
        assert cell_text(None) == ""

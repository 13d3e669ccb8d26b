"""The tracker page and its file: filters, states, the history of a promise, and the quotes behind both numbers."""

from __future__ import annotations

import csv
import re
from functools import partial
from html import unescape
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from kg.query.targets import standings

if TYPE_CHECKING:
    from flask.testing import FlaskClient

DAY = "as-of=2023-05-31"


def lines(client: FlaskClient, asked: str) -> list[str]:
    """The rows of the table, tags dropped."""
    body = client.get(f"/targets?{DAY}{asked}").text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)) for row in body.split("<tr>")[1:]]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 8),
        ("&facility=ft-vc", 1),
        ("&facility=ft-chc", 2),
        ("&agency=natcm", 2),
        ("&agency=state-council", 4),
        ("&state=short", 3),
        ("&state=met", 0),
        ("&state=overdue", 2),
        ("&state=hedged", 2),
        ("&state=near", 1),
        ("&state=restated", 4),
        ("&state=none", 3),
        ("&to=2022", 2),
        ("&from=2023", 6),
        ("&from=2023&to=2024", 0),
        ("&from=2025-12-31&facility=ft-chs", 1),
        ("&page=2", 0),
    ],
)
def test_filters_leave_what_they_say(browser: FlaskClient, asked: str, number: int) -> None:
    assert len(lines(browser, asked)) == number


def test_a_state_s_count_is_the_number_of_targets_that_it_leaves(browser: FlaskClient) -> None:
    html = browser.get(f"/targets?{DAY}&lang=en").text
    counts = dict(re.findall(r'state=(\w+)"[^>]*>[^<]*<span class="count">(\d+)<', html))
    assert counts == {"short": "3", "overdue": "1", "none": "2", "near": "1", "hedged": "1", "restated": "2"}
    for state, number in counts.items():
        left = browser.get(f"/targets?{DAY}&lang=en&state={state}").text
        assert re.search(rf'<p class="meta">{number} targets? ·', left), state


def test_a_line_shows_goal_force_deadline_figure_its_age_and_the_gap(browser: FlaskClient) -> None:
    (line,) = lines(browser, "&lang=en&facility=ft-vc")
    for said in ("≥ 80%", "commits to", "2025", "74.5%", "2 years old", "not met", "-5.5 points", "Goal", "Figure"):
        assert said in line
    assert "5 个月前" in " ".join(lines(browser, "&lang=zh"))


def test_a_near_match_is_shown_and_never_computed_with(browser: FlaskClient) -> None:
    (line,) = lines(browser, "&lang=en&state=near")
    assert "10,631" in line
    assert "near match" in line
    assert "no comparable figure" in line


def test_the_promise_over_time_tells_what_was_put_off(browser: FlaskClient) -> None:
    html = browser.get(f"/targets?{DAY}&lang=en&state=restated").text
    history = html.partition('<ol class="promise">')[2].partition("</ol>")[0]
    first, second = history.split("<li")[1:3]
    assert "20 October 2019" in first
    assert "deadline put off" not in first
    assert "8 March 2022" in second
    assert "deadline put off" in second
    assert "strives to" in first
    assert first.count("<mark>") == 1


def test_the_file_has_the_same_lines_with_both_quotes(browser: FlaskClient) -> None:
    answer = browser.get(f"/targets.csv?{DAY}&lang=en&facility=ft-vc")
    assert answer.content_type == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(StringIO(answer.data.decode("utf-8-sig")))
    assert (row["comparator"], row["value"], row["deadline"], row["deadlinePrecision"]) == (
        "≥",
        "80",
        "2025-12-31",
        "year",
    )
    assert (row["figure"], row["gap"], row["state"], row["overdue"], row["asOf"]) == (
        "74.5",
        "-5.5",
        "short",
        "false",
        "2023-05-31",
    )
    assert "村卫生室能够提供中医药服务" in row["quote"]
    assert "74.5%" in row["figureQuote"]
    assert row["facility.iri"].endswith("ft-vc")


def test_a_long_history_is_shown_around_its_line_and_whole_on_the_page_of_the_target(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = browser.get(f"/targets?{DAY}&lang=en&state=restated").text
    assert "All of them" not in whole
    monkeypatch.setattr("kg.web.show.PROMISES", 1)
    html = browser.get(f"/targets?{DAY}&lang=en&state=restated").text
    histories = re.findall(
        r'<ol class="promise">(.*?)</ol>\s*<p class="meta"><a href="([^"]+)">All of them', html, re.DOTALL
    )
    assert len(histories) == whole.count('<ol class="promise">')
    for shown, address in histories:
        assert re.findall("<li[^>]*>", shown) == ['<li class="own">']
        assert "The same promise in other policies" in browser.get(unescape(address)).text


def test_near_figures_that_a_line_leaves_out_are_on_the_page_of_its_target(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.web.tracker.standings", partial(standings, beside=0))
    html = browser.get(f"/targets?{DAY}&lang=en&state=near").text
    (address,) = re.findall(r'href="([^"]+)">further near matches: 1', html)
    whole = browser.get(address.replace("&amp;", "&")).text
    assert "10,631" in whole
    assert "further near" not in whole


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("state=done", 400),
        ("page=0", 400),
        ("page=x", 400),
        ("from=soon", 400),
        ("facility=none", 404),
        ("agency=", 200),
    ],
)
def test_what_cannot_be_asked_is_refused(browser: FlaskClient, asked: str, status: int) -> None:
    assert browser.get(f"/targets?{asked}").status_code == status

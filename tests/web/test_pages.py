"""Every page answers in both languages, under the policy of its own headers, and leads to the words."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urldefrag

import pytest

from kg.graph.identify import unreviewed_iri
from kg.query.catalog import questions
from kg.query.kinds import KINDS
from kg.store.folder import new_build
from kg.text.fold import name_key
from kg.web.app import close_app, create_app
from kg.web.headers import POLICY
from tests.small import small

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

ACTION = "/page/policy/2022-primary-tcm-action-plan"
STATIONS = "/page/target/u-stations00"
PLAN = "2022-tcm-plan"


class Page(HTMLParser):
    """What a page holds: addresses, ids, text, and what the content policy forbids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.forbidden: list[str] = []
        self.words = ""
        self.is_data = False
        self.data: list[dict[str, Any]] = []  # JSON: what search engines are told
        self.language = ""
        self.labels = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.forbidden += [name for name in values if name == "style" or name.startswith("on")]
        self.is_data = tag == "script" and values.get("type") == "application/ld+json" and "src" not in values
        own = self.is_data or (tag == "script" and values.get("src", "").startswith("/static/"))
        self.forbidden += [tag for _ in [0] if tag in {"script", "style", "iframe", "object", "base"} and not own]
        self.ids += [values["id"]] if "id" in values else []
        if tag == "html":
            self.language = values["lang"]
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in {"link", "img", "script"} and not self.is_data:
            self.loads.append(values.get("href") or values.get("src", ""))

    def handle_data(self, data: str) -> None:
        if self.is_data:
            self.data.append(json.loads(data))
        else:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.is_data = False


def get(client: FlaskClient, path: str, status: int = 200) -> Page:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code, answer.text[:300])
    assert answer.content_type == "text/html; charset=utf-8"
    return Page(answer.text)


def all_paths(client: FlaskClient) -> set[str]:
    """What a visitor reaches from the home page by links within the site."""
    seen: set[str] = set()
    waiting = ["/?as-of=2023-05-31"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = client.get(path, buffered=True)
        assert answer.status_code in {200, 303}, (path, answer.status_code)
        waiting += {answer.location} - seen - set(waiting) if answer.status_code == 303 else ()
        if answer.content_type.startswith("text/html"):
            links = {urldefrag(link)[0] for link in Page(answer.text).links}
            pages = {link for link in links if link.startswith("/") and "lang=" not in link}
            files = {link for link in pages if link.startswith("/export/")}  # see test_downloads.py
            waiting += pages - files - seen - set(waiting)
    return seen


def test_every_link_of_the_site_leads_somewhere_and_every_page_keeps_the_policy(browser: FlaskClient) -> None:
    reached = all_paths(browser)
    assert {f"/queries/{asked.name}" for asked in questions()} <= reached
    kinds = {path.split("/")[2] for path in reached if path.startswith("/page/")}
    assert kinds == {kind.name for kind in KINDS} - {"service-model"}
    for path in reached:
        answer = browser.get(path, buffered=True)
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert {"Accept", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))
        is_file = answer.headers.get("Content-Disposition", "").startswith("attachment")  # for elsewhere, not for here
        if answer.status_code == 200 and answer.content_type.startswith("text/html") and not is_file:
            page = Page(answer.text)
            assert not page.forbidden, path
            assert all(load.startswith("/") for load in page.loads), path
            assert len(page.ids) == len(set(page.ids)), path
            outside = {link for link in page.links if not link.startswith(("/", "#"))}
            assert outside <= {"https://example.org/source"}, path
            assert "content" in page.ids


def test_every_anchor_that_a_page_points_to_is_there(browser: FlaskClient) -> None:
    pointed: dict[str, set[str]] = {}
    for path in (ACTION, STATIONS, "/page/facility-type/ft-chc", "/queries/who-said-what", "/page/person/u-2haowenhua"):
        for link in get(browser, path).links:
            target, anchor = urldefrag(link)
            if anchor and target:
                pointed.setdefault(target, set()).add(anchor)
    assert pointed
    for target, anchors in pointed.items():
        assert anchors <= set(get(browser, target).ids), target


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["/", "/policies", "/targets", "/documents", ACTION, STATIONS, "/queries", "/sparql"])
def test_a_page_speaks_the_language_asked_for(browser: FlaskClient, path: str, language: str) -> None:
    page = get(browser, f"{path}?lang={language}")
    assert page.language == language
    assert ("政策知识图谱" if language == "zh" else "Policy knowledge graph") in page.words
    inside = [link for link in page.links if link.startswith("/") and "/static/" not in link]
    other = {"zh": "en", "en": "zh"}[language]
    assert sum(f"lang={other}" in link for link in inside) == 1
    assert all(f"lang={language}" in link or f"lang={other}" in link for link in inside)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("en-GB,en;q=0.9", "en"), ("zh-TW", "zh"), ("fr", "zh"), ("", "zh"), ("de,en;q=0.5,zh;q=0.1", "en")],
)
def test_the_browser_s_language_counts_where_none_is_asked_for(
    browser: FlaskClient, accepted: str, language: str
) -> None:
    answer = browser.get("/policies", headers={"Accept-Language": accepted})
    assert Page(answer.text).language == language


def test_a_policy_shows_issuers_dates_targets_and_both_ways_of_its_lineage(browser: FlaskClient) -> None:
    words = re.sub(r"\s+", " ", get(browser, f"{ACTION}?as-of=2026-01-01").words)
    for said in (
        "国家中医药管理局",
        "国家卫生健康委员会",
        "2022年3月8日",
        "原文称共 9 个发文部门",
        "设置中医馆的比例",
        "表述留有余地，不计算",
        "已逾期",
        "上位依据 (3)",
        "后续政策 (0)",
        "贯彻落实《关于促进中医药传承创新发展的意见》",
    ):
        assert said in words
    assert "后续政策 (1)" in get(browser, "/page/policy/2022-tcm-plan").words


def test_a_quote_is_marked_in_its_sentence(browser: FlaskClient) -> None:
    html = browser.get(STATIONS).text
    assert "到2025年,<mark>全部社区卫生服务站能够提供中医药服务</mark>,80%以上的村卫生室能够提供中医药服务。" in html


def test_a_facility_type_shows_what_is_required_and_by_when(browser: FlaskClient) -> None:
    words = get(browser, "/page/facility-type/ft-chs?as-of=2023-05-31").words
    for said in ("对此类机构的要求与期限", "≥ 100%", "2025年", "90.6%", "2020年12月31日", "未达到"):
        assert said in words


def test_a_date_is_shown_at_its_precision(browser: FlaskClient) -> None:
    assert "2022-12-31" not in get(browser, "/targets?as-of=2023-05-31&lang=en").words
    assert "2022" in get(browser, "/targets?as-of=2023-05-31&lang=en").words


def test_a_document_marks_its_quotes_and_hatches_what_is_not_read(browser: FlaskClient) -> None:
    html = browser.get(f"/page/doc/{small.slides().id}").text
    page = Page(html)
    for evidence in small.evidence_of(small.slides()):
        assert f"char={evidence.span.start},{evidence.span.end}" in page.ids
    assert re.search(r'<p class="unread"[^>]*>.*上一篇 下一篇 版权所有</p>', html)
    assert not re.search(r"<mark[^>]*>[^<]*上一篇", html)


def test_a_document_shows_its_unexplained_numbers_in_place(browser: FlaskClient) -> None:
    page = small.slides()
    html = browser.get(f"/page/doc/{page.id}?lang=en").text
    (entry,) = (entry for entry in page.extraction().ledger if entry.role == "unexplained")
    assert f'<a href="#char={entry.span.start},{entry.span.end}">1 numbers</a>' in html
    after = html.partition(f'id="char={entry.span.start},{entry.span.end}">')[2]
    assert re.match(r"<mark class=\"k-[a-z]+ ?(k-unexplained)?\"", after)


def test_words_and_what_was_read_from_them_name_each_other(browser: FlaskClient) -> None:
    html = browser.get(f"/page/doc/{small.slides().id}").text
    spans = {span for found in re.findall(r'data-spans="([^"]+)"', html) for span in found.split()}
    covers = {span for found in re.findall(r'data-covers="([^"]+)"', html) for span in found.split()}
    assert spans == covers


def test_markup_in_titles_and_texts_is_shown_and_never_run(browser: FlaskClient) -> None:
    for path in ("/", "/documents", f"/page/doc/{small.news_2023().id}", "/validation"):
        html = browser.get(f"{path}?lang=en").text
        assert "<b>" not in html
        assert "<script>" not in html
    assert "&lt;script&gt;one&lt;/script&gt;" in browser.get("/validation?lang=en").text


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/page/policy/none", "/page/nothing/x", "/page/doc/0000", "/browse/target", "/queries/none"],
)
def test_what_is_not_there_is_404(browser: FlaskClient, program: FlaskClient, path: str) -> None:
    assert "404" in get(browser, path, 404).words
    answer = program.get(path, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_an_identity_that_is_not_there_is_404(browser: FlaskClient) -> None:
    assert "404" in get(browser, "/id/policy/none", 404).words
    assert "404" in get(browser, "/voc/ft-none", 404).words


@pytest.mark.parametrize("path", ["/targets?as-of=tomorrow", "/?as-of=" + "9" * 5000, "/targets?as-of=2023-02-30"])
def test_a_day_that_is_none_is_refused(browser: FlaskClient, path: str) -> None:
    assert "as-of" in get(browser, path, 400).words


def test_a_post_to_a_page_is_refused(browser: FlaskClient) -> None:
    answer = browser.post("/policies")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_question_is_a_page_csv_and_json(browser: FlaskClient, program: FlaskClient) -> None:
    name = "/queries/requires-of-facility"
    assert "村卫生室" not in get(browser, name).words
    assert "设置中医馆的比例" in get(browser, f"{name}?facility=乡镇卫生院").words
    found = program.get(f"{name}.csv?facility=乡镇卫生院&lang=en")
    assert found.content_type == "text/csv; charset=utf-8"
    assert found.data.decode("utf-8-sig").splitlines()[0].startswith("requirement,requirement.iri,")
    plain = program.get(f"{name}?facility=乡镇卫生院&format=json").get_json()
    assert plain["rows"][1]["policy"]["label"].startswith("中共中央")
    assert "没有名为" in get(browser, f"{name}?facility=nothing", 404).words
    assert program.get(f"{name}.csv", headers={"Accept": "text/csv"}).status_code == 400
    assert program.get(f"{name}.csv?facility=乡镇卫生院&x=1").status_code == 400


def test_identity_leads_to_page_or_data(browser: FlaskClient, program: FlaskClient) -> None:
    plan = "/id/policy/2022-tcm-plan"
    answer = browser.get(plan)
    assert (answer.status_code, answer.location) == (303, "/page/policy/2022-tcm-plan")
    for accept, extension in (
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml", "rdf"),
    ):
        answer = program.get(plan, headers={"Accept": accept})
        assert (answer.status_code, answer.location) == (303, f"/data/policy/2022-tcm-plan.{extension}")
        data = program.get(answer.location)
        assert data.content_type.startswith(accept)
        assert "十四五" in data.text or "\\u5341" in data.text
    assert program.get(plan, headers={"Accept": "image/png"}).status_code == 406
    assert browser.get("/voc/ft-chc").location == "/page/facility-type/ft-chc"
    assert program.get("/voc/ft-chc", headers={"Accept": "text/turtle"}).location == "/data/voc/ft-chc.ttl"
    assert program.get("/data/voc/ft-chc.ttl").status_code == 200
    assert program.get("/data/policy/2022-tcm-plan.exe").status_code == 404


def test_an_ending_says_more_than_what_a_client_accepts(browser: FlaskClient) -> None:
    answer = browser.get("/id/policy/2022-tcm-plan.ttl")
    assert (answer.status_code, answer.location) == (303, "/data/policy/2022-tcm-plan.ttl")
    assert browser.get("/id/policy/2022-tcm-plan.exe").status_code == 404


@pytest.mark.parametrize("place", ["/page/", "/id/"])
def test_what_the_vocabulary_came_to_know_is_found_under_its_old_address(browser: FlaskClient, place: str) -> None:
    minted = unreviewed_iri("agency", name_key("国家卫生健康委")).removeprefix("https://w3id.org/policykg/id/")
    answer = browser.get(f"{place}{minted}?lang=en")
    assert (answer.status_code, answer.location) == (301, f"{place}agency/nhc?lang=en")
    assert browser.get(f"{place}agency/u-0000000000").status_code == 404


def test_what_the_shapes_refuse_is_gone_for_a_reason(browser: FlaskClient) -> None:
    answer = browser.get("/page/target/u-gone?lang=en")
    assert answer.status_code == 410
    assert "S14 &lt;script&gt;one&lt;/script&gt;" in answer.text


def test_health_and_version(program: FlaskClient) -> None:
    assert program.get("/-/health").text == "ok\n"
    assert program.get("/-/version.json").get_json()["documents"] == 4


def test_an_empty_corpus_has_all_its_pages(tmp_path: Path) -> None:
    with new_build(tmp_path / "build") as writer:
        writer.add_ontology(())
        writer.add_derived(())
        writer.finish(())
    app: Flask = create_app(tmp_path / "build", workers=1)
    try:
        client = app.test_client()
        lists = ("/", "/policies", "/targets", "/documents", "/browse/agency", "/validation", "/ledger", "/queries")
        for path in lists:
            assert client.get(path, headers={"Accept": "text/html"}).status_code == 200
        for asked in questions():
            if not asked.parameters:
                assert client.get(f"/queries/{asked.name}?lang=en", headers={"Accept": "text/html"}).status_code == 200
    finally:
        close_app(app)


@pytest.mark.parametrize(
    "page",
    ["policy/2022-tcm-plan", "facility-type/ft-chc", "indicator/tcm-service-share", "person/u-2haowenhua"],
)
def test_what_a_list_leaves_out_is_a_link_away(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr("kg.web.pages.LISTED", 1)
    html = browser.get(f"/page/{page}?lang=en").text
    cut = html.count("The first 1 are shown.") + html.count("The newest 1 are shown.")
    links = re.findall(r'are shown\. <a href="([^"]+)">All of them', html)
    assert len(links) == cut > 0
    monkeypatch.setattr("kg.web.rest.PAGE", 1)
    for first in map(unescape, links):
        told, where = list[str](), first
        while where:
            answer = browser.get(where)
            assert answer.status_code == 200, where
            main = answer.text.partition("<main")[2]
            told += re.findall(r'<tr>\s*<th scope="row">.*?</tr>|<li>.*?</li>', main, re.DOTALL)
            following = re.search(r'<a rel="next" href="([^"]+)"', main)
            where = unescape(following[1]) if following else ""
        total = re.search(r"([0-9]+) (?:found|targets)", main)
        assert total is not None
        assert len(set(told)) == len(told) == int(total[1]) > 1, first


def test_home_tells_what_is_due_next_and_where_nothing_is_what_came_due_last(browser: FlaskClient) -> None:
    for day, heading, first in (("2023-05-31", "Due next", "2025"), ("2099-01-01", "Came due last", "2025")):
        page = browser.get(f"/?as-of={day}&lang=en").text
        assert f"<h2>{heading}</h2>" in page
        deadlines = re.findall(r'<td data-label="Deadline"><time datetime="(\d+)', page)
        assert deadlines[0] == first, day
    assert deadlines == sorted(deadlines, reverse=True)
    assert "overdue" in page


@pytest.mark.parametrize(
    "path", ["facility-type/ft-primary-care?", "facility-type/ft-primary-care/facts?property=skos:broader&of=in&"]
)
def test_what_is_below_a_thing_is_called_narrower(browser: FlaskClient, path: str) -> None:
    page = browser.get(f"/page/{path}lang=en").text
    assert re.search(r"<(dt|h1)>narrower</\1>", page)
    assert "</span> broader" not in page


def test_documents_are_listed_newest_first_by_their_own_dates(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.web.pages.PAGE", 2)
    pages = [browser.get(f"/documents?page={number}").text for number in (1, 2, 3)]
    days = [day for page in pages for day in re.findall(r'<td class="nowrap"[^>]*><time datetime="([^"]+)"', page)]
    assert len(days) > 2
    assert days == sorted(days, reverse=True)
    assert 'rel="next"' in pages[0]


def test_a_form_shows_the_name_of_what_was_asked_by_its_short_name(browser: FlaskClient) -> None:
    for language, name in (
        ("zh", "国家中医药管理局"),
        ("en", "National Administration of Traditional Chinese Medicine"),
    ):
        page = browser.get(f"/queries/issued-by-agency?agency=natcm&lang={language}").text
        assert f'name="agency" value="{name}"' in page


def test_search_engines_are_told_what_a_page_is_about(browser: FlaskClient) -> None:
    (policy,) = get(browser, f"{ACTION}?lang=en").data
    assert policy["@context"] == "https://schema.org"
    assert (policy["@type"], policy["legislationDate"]) == ("Legislation", "2022-03-08")
    assert policy["@id"].endswith("/id/policy/2022-primary-tcm-action-plan")
    assert {"@value": "基层中医药服务能力提升工程“十四五”行动计划", "@language": "zh"} in policy["name"]
    assert all(one["@type"] == "GovernmentOrganization" for one in policy["legislationPassedBy"])
    assert len(policy["legislationPassedBy"]) == 2
    assert [one["@id"].rpartition("/")[2] for one in policy["isBasedOn"]] == [PLAN, "2019-tcm-inheritance-innovation"]
    (document,) = get(browser, f"/page/doc/{small.news_2023().id}").data
    assert "<b>" in document["headline"]
    assert document["@type"] == "Article"
    assert document["datePublished"].startswith("2023")
    (dataset,) = get(browser, "/downloads?lang=en").data
    assert {one["encodingFormat"] for one in dataset["distribution"]} >= {"text/turtle", "application/ld+json"}
    for one in dataset["distribution"]:
        assert one["contentUrl"].startswith("/export/graph.")
    assert get(browser, "/policies").data == []


@pytest.mark.parametrize("asked", ["", "issues", "pol:", "nope:issues", "pol:is%3Esues", "pol:issues&page=0"])
def test_what_is_no_property_has_no_list(browser: FlaskClient, asked: str) -> None:
    assert browser.get(f"/page/agency/natcm/facts?property={asked}").status_code in {400, 404}
    assert browser.get(f"/page/agency/natcm/{asked or 'x'}").status_code == 404


@pytest.mark.parametrize("ending", ["a b", "a\0", "a\r\nb", "a%", "[a]", "<a>", "{a}", "a\\", "\ufffe"])
@pytest.mark.parametrize(
    "place",
    [
        *("/id/policy/", "/page/agency/", "/page/doc/", "/lineage/", "/voc/"),
        *("/data/policy/*.ttl", "/data/stmt/*.ttl", "/export/policy/*.graphml", "/lineage/*.svg"),
    ],
)
def test_an_address_of_what_cannot_be_is_of_nothing(place: str, ending: str, browser: FlaskClient) -> None:
    name = quote(ending, safe="")
    assert browser.get(place.replace("*", name) if "*" in place else place + name).status_code == 404


@pytest.mark.parametrize("ending", ["a<b", "a%", "[a]", "\x7f", "\ufffe"])
def test_a_parameter_that_looks_like_an_iri_and_is_none_is_told_so(ending: str, browser: FlaskClient) -> None:
    asked = {"agency": f"http://x/{ending}"}
    for address in ("/queries/issued-by-agency.json", "/export/queries/issued-by-agency.graphml"):
        assert browser.get(address, query_string=asked).status_code == 404
    assert browser.get("/store", query_string={"graph": f"http://x/{ending}"}).status_code == 400

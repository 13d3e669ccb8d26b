"""The pages in a real Chromium: nothing complains, nothing is fetched from elsewhere, keys and anchors work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser import axe
from tests.browser.axe import barriers
from tests.browser.real import chromium, served
from tests.small import small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

ACTION = "/page/policy/2022-primary-tcm-action-plan"
PAGES = (
    "/?as-of=2023-05-31",
    "/policies",
    "/targets?as-of=2023-05-31",
    "/documents",
    "/browse/facility-type",
    "/lineage",
    "/search?q=TCM",
    "/lineage/2022-primary-tcm-action-plan",
    f"{ACTION}?as-of=2023-05-31",
    "/page/facility-type/ft-chc?as-of=2023-05-31",
    "/page/agency/natcm",
    "/page/target/u-stations00?as-of=2023-05-31",
    "/page/obs/u-stations00",
    "/page/person/u-2haowenhua",
    "/queries",
    "/queries/slipped-targets",
    "/sparql?query=SELECT%20*%20%7B%20%3Fp%20a%20pol%3APolicy%20%7D",
    "/page/programme/hundred-thousand-ten-thousand?as-of=2023-05-31",
    "/page/event/u-2022080200",
    "/page/measure/u-retired000",
    "/page/region/region-CN",
    "/page/indicator/tcm-service-share?as-of=2023-05-31",
    "/downloads",
    "/ontology",
    "/graph/policy/2022-primary-tcm-action-plan?steps=2",
    "/about",
    "/changes",
    "/validation",
    "/ledger",
    "/page/agency/natcm/facts?property=pol:issues",
    "/page/indicator/tcm-service-share/figures",
    "/page/policy/2022-primary-tcm-action-plan/targets?as-of=2023-05-31",
    "/page/policy/2022-primary-tcm-action-plan/measures",
    "/nothing",
)


@pytest.fixture(scope="module")
def address(small_build: Path) -> Iterator[str]:
    with served(small_build) as where:
        yield where


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    started = chromium(tmp_path_factory.mktemp("profile"))
    yield started
    started.quit()


def requested(window: Chrome) -> set[str]:
    """The hosts asked since the last call."""
    events: list[dict[str, Any]] = [json.loads(entry["message"])["message"] for entry in window.get_log("performance")]  # type: ignore[no-untyped-call]  # selenium's log call has no types
    urls = {e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"}
    return {urlsplit(url).netloc for url in urls if urlsplit(url).scheme in {"http", "https"}}


def complaints(window: Chrome) -> list[str]:
    """Console messages since the last call, but that a page we ask for is not there."""
    entries = window.get_log("browser")  # type: ignore[no-untyped-call]  # selenium's log call has no types
    return [entry["message"] for entry in entries if "404" not in entry["message"]]


def run(window: Chrome, script: str, *given: object) -> Any:  # noqa: ANN401  whatever the script returns
    return window.execute_script(script, *given)


WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_keeps_to_its_host_and_fits_any_screen(
    window: Chrome, address: str, path: str, language: str
) -> None:
    requested(window)
    complaints(window)
    window.get(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
    assert complaints(window) == []
    assert requested(window) == {urlsplit(address).netloc}
    assert window.find_element(By.TAG_NAME, "h1").is_displayed()
    assert window.find_element(By.TAG_NAME, "html").get_attribute("lang") == language
    for width in (360, 768, 1280):
        window.set_window_size(width, 900)
        assert run(window, WIDER) <= 0, f"{path} is wider than {width} px"


def test_the_document_page_leads_from_statement_to_words_and_back(window: Chrome, address: str) -> None:
    window.set_window_size(1280, 900)
    window.get(f"{address}/page/doc/{small.slides().id}?lang=zh")
    line = next(item for item in window.find_elements(By.CSS_SELECTOR, ".readings li") if "≥ 80%" in item.text)
    line.find_element(By.CSS_SELECTOR, "a.offsets").click()
    marked = window.find_element(By.CSS_SELECTOR, ".quoted:target")
    assert marked.text == "80%以上的村卫生室能够提供中医药服务"
    assert marked.value_of_css_property("outline-style") == "solid"
    marked.find_element(By.TAG_NAME, "a").click()
    assert "≥ 80%" in window.find_element(By.CSS_SELECTOR, ".readings li:target").text


def test_pointing_at_a_statement_lights_its_words_and_back(window: Chrome, address: str) -> None:
    window.set_window_size(1280, 900)
    window.get(f"{address}/page/doc/{small.slides().id}?lang=zh")
    line = next(item for item in window.find_elements(By.CSS_SELECTOR, ".readings li") if "≥ 80%" in item.text)
    run(window, "arguments[0].querySelector('a').focus()", line)
    lit = window.find_elements(By.CSS_SELECTOR, ".text mark.lit")
    assert "".join(mark.text for mark in lit) == "80%以上的村卫生室能够提供中医药服务"
    run(window, "arguments[0].querySelector('a').focus()", lit[0])
    assert "≥ 80%" in window.find_element(By.CSS_SELECTOR, ".readings li.lit").text


def test_arrow_keys_go_from_card_to_card_and_light_the_chain(window: Chrome, address: str) -> None:
    window.set_window_size(1280, 900)
    window.get(f"{address}/lineage/2022-primary-tcm-action-plan?lang=en")
    focus = window.find_element(By.CSS_SELECTOR, ".card.focus")
    run(window, "document.querySelector('.card.focus').focus()")
    assert len(window.find_elements(By.CSS_SELECTOR, ".chain .tie.lit")) == 3
    focus.send_keys(Keys.ARROW_LEFT)
    assert window.switch_to.active_element.get_attribute("data-id") == "2019-tcm-inheritance-innovation"
    assert len(window.find_elements(By.CSS_SELECTOR, ".chain .tie.lit")) == 3
    window.switch_to.active_element.send_keys(Keys.ARROW_RIGHT, Keys.ENTER)
    assert "/lineage/2022-" in window.current_url or "/page/policy/" in window.current_url


def test_the_explorer_zooms_by_its_buttons_and_lights_neighbours(window: Chrome, address: str) -> None:
    window.set_window_size(1280, 900)
    window.get(f"{address}/graph/agency/natcm?lang=en")
    wide = "return document.querySelector('svg.graph').getBoundingClientRect().width"
    before = run(window, wide)
    window.find_element(By.CSS_SELECTOR, "button[data-zoom='1.25']").click()
    assert run(window, wide) > before
    run(window, "document.querySelector('.node.focus').focus()")
    assert window.find_elements(By.CSS_SELECTOR, ".chain line.lit")
    assert window.find_element(By.CLASS_NAME, "pointed").text == window.find_element(By.TAG_NAME, "h1").text


def test_a_narrow_screen_opens_the_drawing_at_the_card_in_focus(window: Chrome, address: str) -> None:
    window.set_window_size(360, 800)
    window.get(f"{address}/lineage/2022-primary-tcm-action-plan?lang=zh")
    inside = """const [a, b] = ['.card.focus', '.canvas'].map(s => document.querySelector(s).getBoundingClientRect());
        return a.left >= b.left - 1 && a.right <= b.right + 1"""
    assert run(window, inside)


def test_the_first_tab_leads_past_the_navigation(window: Chrome, address: str) -> None:
    window.get(f"{address}/policies?lang=en")
    body = window.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    skip = window.switch_to.active_element
    assert skip.text == "Skip to content"
    assert run(window, "return document.activeElement.getBoundingClientRect().left") >= 0
    skip.send_keys(Keys.ENTER)
    assert run(window, "return document.activeElement.id") == "content"
    window.switch_to.active_element.send_keys(Keys.TAB)
    assert run(window, "return document.querySelector('main').contains(document.activeElement)")
    assert run(window, "return getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("path", ["/graph/agency/natcm", "/lineage/2022-primary-tcm-action-plan", ACTION])
def test_a_link_leads_past_the_nodes_of_a_drawing(window: Chrome, address: str, path: str) -> None:
    window.set_window_size(1280, 900)
    window.get(f"{address}{path}?lang=en")
    skip = window.find_element(By.CSS_SELECTOR, ".skip.here")
    run(window, "arguments[0].focus()", skip)
    assert skip.text == "Skip the drawing"
    assert run(window, "return getComputedStyle(arguments[0]).position", skip) == "static"
    skip.send_keys(Keys.ENTER)
    window.switch_to.active_element.send_keys(Keys.TAB)
    assert run(
        window, "return !document.activeElement.closest('figure, header') && document.activeElement !== document.body"
    )


def test_a_question_is_asked_by_its_form(window: Chrome, address: str) -> None:
    window.get(f"{address}/queries/requires-of-facility?lang=en")
    field = window.find_element(By.NAME, "facility")
    field.clear()
    field.send_keys("township health centre", Keys.ENTER)
    assert window.find_element(By.CSS_SELECTOR, "table.rows tbody").text.count("share with a TCM clinic") == 2
    assert "lang=en" in window.current_url


def test_what_changed_has_no_barrier_and_fits_a_narrow_screen(window: Chrome, rebuilt: tuple[Path, Path]) -> None:
    with served(rebuilt[1]) as where:
        complaints(window)
        for language, width in (("zh", 360), ("en", 1280)):
            window.set_window_size(width, 900)
            window.get(f"{where}/changes?as-of=2025-01-15&lang={language}")
            assert run(window, WIDER) <= 0
            assert [*run(window, CONTRAST), *barriers(window), *complaints(window)] == []
            assert "76.1%" in window.find_element(By.ID, "figures").text
        window.find_element(By.CSS_SELECTOR, "#figures details summary").send_keys(Keys.ENTER)
        assert window.find_element(By.CSS_SELECTOR, "#figures details[open] mark").is_displayed()


def test_hostile_text_runs_nothing(window: Chrome, address: str) -> None:
    window.get(f"{address}/sparql?lang=en&query=%3C%2Ftextarea%3E%3Cscript%3Edocument.title%3D%27run%27%3C%2Fscript%3E")
    assert window.title.startswith("SPARQL")
    window.get(f"{address}/page/doc/{small.news_2023().id}?lang=en")
    assert window.find_elements(By.CSS_SELECTOR, "h1 b") == []
    assert "<b>" in window.find_element(By.TAG_NAME, "h1").text


CONTRAST = """
const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
const light = c => { const [r, g, b] = c.map(v => { v /= 255;
    return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
  return .2126 * r + .7152 * g + .0722 * b; };
const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
  if (c.length === 3 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
const faults = [];
for (const e of document.querySelectorAll('body *')) {
  if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) continue;
  const a = light(parse(getComputedStyle(e).color).slice(0, 3)), b = light(ground(e));
  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  if (ratio < 4.5) faults.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)} ${e.textContent.slice(0, 30)}`);
}
return faults;
"""


def coloured(window: Chrome, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}] if scheme else []
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


@pytest.mark.parametrize("path", [*PAGES, f"/page/doc/{small.slides().id}"])
def test_a_page_has_no_barrier_and_text_stands_out_from_its_ground(window: Chrome, address: str, path: str) -> None:
    window.set_window_size(1280, 900)
    coloured(window, "light")
    window.get(f"{address}{path}")
    assert [*run(window, CONTRAST), *barriers(window)] == []
    coloured(window, "dark")
    assert [*run(window, CONTRAST), *barriers(window, axe.CONTRAST)] == []
    coloured(window, "light")
    window.set_window_size(360, 900)
    assert [*run(window, CONTRAST), *barriers(window)] == []
    coloured(window, "")


def test_paper_shows_the_quotes_and_not_the_navigation(window: Chrome, address: str) -> None:
    window.get(f"{address}{ACTION}?lang=zh")
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not window.find_element(By.CSS_SELECTOR, "header.site nav").is_displayed()
    assert window.find_element(By.TAG_NAME, "h1").is_displayed()
    quotes = window.find_elements(By.CSS_SELECTOR, "details.quotes blockquote mark")
    assert quotes
    assert all(run(window, "return arguments[0].checkVisibility({contentVisibilityAuto: true})", one) for one in quotes)
    assert window.find_element(By.NAME, "as-of").is_displayed(), "a state is nothing without its day"
    assert not window.find_element(By.CSS_SELECTOR, "form.as-of button").is_displayed()
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_paper_shows_a_drawing_whole_and_quotes_below_their_line(window: Chrome, address: str) -> None:
    window.set_window_size(800, 900)
    window.get(f"{address}/lineage?lang=zh")
    window.find_element(By.CSS_SELECTOR, ".sizes [value='real']").click()
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    whole = """const [a, b] = ['.canvas svg', '.canvas'].map(s => document.querySelector(s).getBoundingClientRect());
        return a.width <= b.width + 1 && a.bottom <= b.bottom + 1"""
    assert run(window, whole)
    assert not window.find_element(By.CSS_SELECTOR, ".sizes").is_displayed()
    for path in ("/targets", "/page/facility-type/ft-chc"):
        window.get(f"{address}{path}?as-of=2026-05-31&lang=zh")
        wide = """return [...document.querySelectorAll('table.targets td details.quotes')].every(
            e => e.getBoundingClientRect().width > document.querySelector('main').clientWidth * .8)"""
        assert run(window, wide), path
        assert run(window, WIDER) <= 0
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_opened_quotes_of_a_line_fit_beside_it(window: Chrome, address: str) -> None:
    for width in (1180, 360):
        window.set_window_size(width, 900)
        window.get(f"{address}/page/facility-type/ft-chc?as-of=2026-05-31&lang=zh")
        run(window, "document.querySelectorAll('table.targets details').forEach(one => one.open = true)")
        assert not run(
            window, "return [...document.querySelectorAll('.scroll')].some(e => e.scrollWidth > e.clientWidth)"
        )


def test_a_state_is_read_whole_on_a_narrow_screen(window: Chrome, address: str) -> None:
    window.set_window_size(360, 800)
    for path in ("/targets?as-of=2026-05-31", f"{ACTION}?as-of=2026-05-31"):
        for language in ("zh", "en"):
            window.get(f"{address}{path}&lang={language}")
            assert run(window, "return document.querySelectorAll('.progress .state').length") > 2
            cut = "return [...document.querySelectorAll('.scroll')].some(e => e.scrollWidth > e.clientWidth)"
            assert not run(window, cut), path


def test_without_scripts_all_is_there(tmp_path: Path, address: str) -> None:
    window = chromium(tmp_path, "--blink-settings=scriptEnabled=false")
    try:
        window.get(f"{address}{ACTION}?lang=zh")
        assert "国家中医药管理局" in window.find_element(By.TAG_NAME, "main").text
        window.find_element(By.CSS_SELECTOR, "details.quotes summary").click()
        assert window.find_element(By.CSS_SELECTOR, "details[open] blockquote mark").is_displayed()
    finally:
        window.quit()

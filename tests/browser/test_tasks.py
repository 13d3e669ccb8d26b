"""What people come for, in a real Chromium from the home page, in at most four clicks and in both languages."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.real import chromium, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

MOST = 4
CLICKABLE = """
const [words, within] = arguments;
const said = e => e.textContent.replace(/\\s+/g, ' ').trim();
const [selector, ...marks] = within || ['body'];
const scope = [...document.querySelectorAll(selector)].filter(e => marks.every(mark => said(e).includes(mark)));
const all = scope.flatMap(e => [...e.querySelectorAll('a, button, summary')]).filter(e => e.checkVisibility());
const found = all.find(e => said(e) === words) || all.find(e => said(e).includes(words));
found?.scrollIntoView({block: 'center', behavior: 'instant'});
return found;
"""


@dataclass
class Visitor:
    """Someone who begins at the home page in Chinese, reads what is to be seen and clicks on it."""

    window: Chrome
    clicks: int = 0

    def click(self, words: str, *within: str) -> None:
        """Click what says these words; `within` is a selector and words of the one meant."""
        found: WebElement | None = self.window.execute_script(CLICKABLE, words, within or None)
        assert found is not None, f"nothing to click says {words!r} on {self.window.current_url}"
        found.click()
        self.clicks += 1
        assert self.clicks <= MOST

    def seen(self, selector: str, *words: str) -> str:
        """The text, as it is seen, of the first of these that has the words."""
        texts = [e.text for e in self.window.find_elements(By.CSS_SELECTOR, selector) if e.is_displayed()]
        fitting = [text for text in texts if all(word in text for word in words)]
        assert fitting, f"{words} are nowhere in {selector} on {self.window.current_url}: {texts}"
        return fitting[0]


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with served(built) as where:
        yield where


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    started = chromium(tmp_path_factory.mktemp("profile"))
    started.set_window_size(1280, 900)
    yield started
    started.quit()


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visitor(window: Chrome, address: str, language: str) -> Visitor:
    window.get(f"{address}/?lang=zh")
    someone = Visitor(window)
    if language == "en":
        someone.click("English")
    return someone


def test_what_a_village_clinic_must_have_by_when_and_how_far_it_is(visitor: Visitor, language: str) -> None:
    zh = language == "zh"
    visitor.click("机构类型" if zh else "Facility types", "nav")
    visitor.click("村卫生室" if zh else "village clinic", "main")
    row = visitor.seen("table.targets tbody tr", "≥ 80%", "2025")
    assert "74.5%" in row
    assert "-5.5" in row
    assert ("未达到" if zh else "not met") in row


def test_which_words_say_that_the_notice_of_2023_implements_the_opinion_of_2019(
    visitor: Visitor, language: str
) -> None:
    zh = language == "zh"
    notice, opinion = ("全面加强县级中医医院", "传承创新发展") if zh else ("county TCM hospitals", "inheritance")
    visitor.click("政策沿革" if zh else "Lineage", "nav")
    visitor.click("依据" if zh else "Evidence", "ol.steps li", notice, opinion)
    assert "《中共中央 国务院关于促进中医药传承创新发展的意见》" in visitor.seen("blockquote mark", "传承创新发展")
    visitor.click("推动基层中医药高质量发展", "ol.steps li", notice, opinion)
    assert "传承创新发展" in visitor.seen("mark:target, :target mark, .quoted:target", "传承创新发展")


def test_which_promise_slipped(visitor: Visitor, language: str) -> None:
    zh = language == "zh"
    visitor.click("重申" if zh else "restated by another policy", "main")
    visitor.click("承诺的变化" if zh else "The promise over time", "table.targets tbody th", "2019")
    assert "2022" in visitor.seen("ol.promise li", "2019")
    visitor.seen("ol.promise li", "2025", "期限推后" if zh else "deadline put off")


def test_the_lineage_is_downloaded_for_gephi(visitor: Visitor, language: str, tmp_path: Path) -> None:
    visitor.window.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    visitor.click("政策沿革" if language == "zh" else "Lineage", "nav")
    visitor.click("基层中医药服务能力提升工程" if language == "zh" else "primary TCM services", "main ul.plain")
    drawn = len(visitor.window.find_elements(By.CSS_SELECTOR, "svg .card"))
    visitor.click("GEXF")
    graph = nx.read_gexf(downloaded(tmp_path, ".gexf"))
    assert graph.number_of_nodes() == drawn > 1


def test_the_table_of_all_figures_on_township_health_centres(visitor: Visitor, language: str) -> None:
    zh = language == "zh"
    visitor.click("机构类型" if zh else "Facility types", "nav")
    visitor.click("乡镇卫生院" if zh else "township health centre", "main")
    visitor.click("全部目标与数值一览表" if zh else "All goals and figures in one table", "main")
    visitor.seen("table.rows tbody tr", "98", "2020", "能够提供中医药服务" if zh else "able to provide TCM services")
    table = visitor.window.find_element(By.LINK_TEXT, "CSV").get_attribute("href")
    assert f"lang={language}" in str(table)
    assert str(table).count("?") == 1


FOCUS = """
const focus = document.activeElement, box = focus.getBoundingClientRect();
const marked = e => parseFloat(getComputedStyle(e).outlineWidth) >= 2 && getComputedStyle(e).outlineStyle !== 'none';
const thick = e => parseFloat(getComputedStyle(e).strokeWidth) >= 3;
const within = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
return {said: (focus.getAttribute('aria-label') || focus.textContent).replace(/\\s+/g, ' ').trim(),
  html: focus.outerHTML.slice(0, 90),
  seen: within && (marked(focus) || [...focus.querySelectorAll('rect, text, path')].some(thick))};
"""


def press(window: Chrome, *keys: str) -> None:
    ActionChains(window, duration=0).send_keys(*keys).perform()


def follow(window: Chrome, *keys: str) -> None:
    """Press keys that lead to another page, to go on there."""
    left = window.find_element(By.TAG_NAME, "html")
    press(window, *keys, Keys.ENTER)
    # asked about a page that is just going, the browser may answer with an error of its own
    WebDriverWait(window, 20, ignored_exceptions=(WebDriverException,)).until(staleness_of(left))
    WebDriverWait(window, 20).until(lambda now: now.execute_script("return document.readyState") == "complete")


def tab_to(window: Chrome, words: str, key: str = Keys.TAB) -> None:
    """Go on by a key until the focus is on what says these words; wherever it is on the way, it can be seen."""
    for _ in range(200):
        press(window, key)
        focus = window.execute_script(FOCUS)
        assert focus["seen"], f"the focus is not to be seen on {window.current_url}: {focus}"
        if words in focus["said"]:
            return
    raise AssertionError(f"no key leads to {words!r} on {window.current_url}")


def test_from_home_to_the_words_in_the_document_by_keys_alone(window: Chrome, address: str) -> None:
    still = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": still})
    window.get(f"{address}/?lang=en")
    tab_to(window, "Words to search for")
    follow(window, "county-run TCM institutions")
    tab_to(window, "Notice on strengthening county TCM hospitals")
    follow(window)
    assert "/page/policy/" in window.current_url
    tab_to(window, "Whole lineage")
    follow(window)
    tab_to(window, "20 October 2019")
    tab_to(window, "April 2023", Keys.ARROW_RIGHT)
    tab_to(window, "Evidence")
    press(window, Keys.ENTER)
    tab_to(window, "推动基层中医药高质量发展")
    follow(window)
    words = window.find_element(By.CSS_SELECTOR, ":target")
    assert words.text == "《中共中央 国务院关于促进中医药传承创新发展的意见》"
    assert 0 <= window.execute_script("return arguments[0].getBoundingClientRect().top", words) < 900
    window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def downloaded(folder: Path, ending: str) -> Path:
    """The file that the browser puts there, once it is whole."""
    for _ in range(200):
        found = [path for path in folder.iterdir() if path.name.endswith(ending)]
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(sorted(folder.iterdir()))

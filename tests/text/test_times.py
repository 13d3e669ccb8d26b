from __future__ import annotations

from datetime import date

import pytest

from kg.model import Period
from kg.text.fold import fold
from kg.text.times import Moment, Time, resolve, times
from tests.text.reading import marked, tables, told, unmarked

DAY = Period(date(2023, 4, 14), date(2023, 4, 14), "day")
MONTH = Period(date(2023, 5, 1), date(2023, 5, 31), "month")
YEAR = Period(date(2023, 1, 1), date(2023, 12, 31), "year")

# The whole text is the expression; relative ones are told from 14 April 2023.
WHOLE = (
    # deadlines
    ("到2022年", "deadline 2022-12-31 year"),
    ("到2025年底前", "deadline 2025-12-31 year"),
    ("2025年年底前", "deadline 2025-12-31 year"),
    ("2025年前", "deadline 2025-12-31 year"),
    ("2020年12月底前", "deadline 2020-12-31 month"),
    ("2018年12月31日前", "deadline 2018-12-31 day"),
    ("到“十四五”末", "deadline 2025-12-31 year"),
    ("by 2025", "deadline 2025-12-31 year"),
    ("By the end of 2020", "deadline 2020-12-31 year"),
    ("by the end of March 2022", "deadline 2022-03-31 month"),
    ("年底", "deadline 2023-12-31 year"),
    ("年底前", "deadline 2023-12-31 year"),
    ("年内", "deadline 2023-12-31 year"),
    # as of
    ("截至2020年底", "asof 2020-12-31 year"),
    ("截至到2020年年底", "asof 2020-12-31 year"),
    ("截至2023年6月底", "asof 2023-06-30 month"),
    ("截止2023年3月31日", "asof 2023-03-31 day"),
    ("截至“十四五”末", "asof 2025-12-31 year"),
    ("截至今年3月底", "asof 2023-03-31 month"),
    ("as of the end of 2020", "asof 2020-12-31 year"),
    ("目前", "asof 2023-04-14 day"),
    ("截至目前", "asof 2023-04-14 day"),
    ("currently", "asof 2023-04-14 day"),
    # dates
    ("2021年", "date 2021-12-31 year"),
    ("2020年底", "date 2020-12-31 year"),
    ("2023年4月", "date 2023-04-30 month"),
    ("2024年2月", "date 2024-02-29 month"),
    ("2022年3月8日", "date 2022-03-08 day"),
    ("2022 年 3 月 8 日", "date 2022-03-08 day"),
    ("二〇二二年三月八日", "date 2022-03-08 day"),
    ("二0二二年三月八日", "date 2022-03-08 day"),
    ("二OO八年八月八日", "date 2008-08-08 day"),
    ("二О一八年", "date 2018-12-31 year"),
    ("中华民国113年5月2日", "date 2024-05-02 day"),
    ("民国一百一十三年五月二日", "date 2024-05-02 day"),
    ("民国113年", "date 2024-12-31 year"),
    ("113年底", "date 2024-12-31 year"),
    ("112年11月", "date 2023-11-30 month"),
    ("民国113年1月1日至114年6月30日", "interval 2024-01-01..2025-06-30 day"),
    ("二○二二年十二月三十一日", "date 2022-12-31 day"),
    ("2022/3/8", "date 2022-03-08 day"),
    ("2022.3.8", "date 2022-03-08 day"),
    ("2022-03-08", "date 2022-03-08 day"),
    ("2023-04-14 10:30:48", "date 2023-04-14 day"),
    ("8 March 2022", "date 2022-03-08 day"),
    ("8th of March, 2022", "date 2022-03-08 day"),
    ("March 8, 2022", "date 2022-03-08 day"),
    ("Mar. 2022", "date 2022-03-31 month"),
    ("2023年上半年", "date 2023-06-30 month"),
    ("2023年第一季度", "date 2023-03-31 month"),
    ("2022年前三季度", "date 2022-09-30 month"),
    ("first half of 2023", "date 2023-06-30 month"),
    ("2022年度", "date 2022-12-31 year"),
    # told from the document's date
    ("去年", "date 2022-12-31 year"),
    ("今年", "date 2023-12-31 year"),
    ("明年", "date 2024-12-31 year"),
    ("前年", "date 2021-12-31 year"),
    ("last year", "date 2022-12-31 year"),
    ("去年底", "date 2022-12-31 year"),
    ("今年7月18日", "date 2023-07-18 day"),
    ("上月", "date 2023-03-31 month"),
    ("本月5日", "date 2023-04-05 day"),
    ("13日", "date 2023-04-13 day"),
    ("4月13日", "date 2023-04-13 day"),
    ("上半年", "date 2023-06-30 month"),
    ("一季度", "date 2023-03-31 month"),
    ("今年前5个月", "date 2023-05-31 month"),
    # intervals
    ("2021—2025年", "interval 2021-01-01..2025-12-31 year"),
    ("2016年至2020年", "interval 2016-01-01..2020-12-31 year"),
    ("2020-2025", "interval 2020-01-01..2025-12-31 year"),
    ("2022年1—9月", "interval 2022-01-01..2022-09-30 month"),
    ("1—9月", "interval 2023-01-01..2023-09-30 month"),
    ("2019年3月15日至12月31日", "interval 2019-03-15..2019-12-31 day"),
    ("3月1日至5日", "interval 2023-03-01..2023-03-05 day"),
    ("3月1-5日", "interval 2023-03-01..2023-03-05 day"),
    ("2012年以来", "interval 2012-01-01..2023-04-14 year"),
    ("今年以来", "interval 2023-01-01..2023-04-14 year"),
    ("since 2012", "interval 2012-01-01..2023-04-14 year"),
    ("近三年来", "interval 2020-04-15..2023-04-14 year"),
    ("近20多年来", "interval 2003-04-15..2023-04-14 year"),
    ("未来五年", "interval 2023-04-14..2028-04-14 year"),
    ("past three years", "interval 2020-04-15..2023-04-14 year"),
    # plans, entry into force, terms
    ("“十四五”", "plan 2025-12-31 year"),
    ("“十四五”期间", "plan 2025-12-31 year"),
    ("“十五五”时期", "plan 2030-12-31 year"),
    ("十三五", "plan 2020-12-31 year"),
    ("第十四个五年规划", "plan 2025-12-31 year"),
    ("“14th Five-Year”", "plan 2025-12-31 year"),
    ("Thirteenth Five-Year Plan", "plan 2020-12-31 year"),
    ("自2023年7月1日起施行", "effective 2023-07-01 day"),
    ("effective from 1 July 2023", "effective 2023-07-01 day"),
    ("有效期5年", "duration 5 year"),
    ("有效期为五年", "duration 5 year"),
    # said without a year that anybody could know
    ("全年", "date unresolved"),
    ("2月30日", "date unresolved"),
)


@pytest.mark.parametrize(("text", "reading"), WHOLE)
def test_time(text: str, reading: str) -> None:
    folded = fold(text)
    found = [(folded[s.start : s.end], told(value, DAY)) for s, value in times(folded, tables())]
    assert found == [(folded, reading)]


MARKED = (
    "国家卫生健康委[13日|date 2023-04-13 day]举行发布会",
    "held on [the 2nd|date 2023-04-02 day] that since",
    "[In 2021|date 2021-12-31 year], there were 827 counties",
    "于[2023年4月|date 2023-04-30 month]联合印发",
    "提高到[2020年|date 2020-12-31 year]的水平",
    "力争[到2025年|deadline 2025-12-31 year]",
    "1.[2020年底前|deadline 2020-12-31 year]完成",
    "[5月3日|date 2023-05-03 day]内蒙古",
    "(1)[2022年前三季度|date 2022-09-30 month]",
    "[2020年10月|date 2020-10-31 month]前往",
    # bare years
    "([2020|date 2020-12-31 year])",
    "[到2020|deadline 2020-12-31 year]大病保险",
    "[不晚于2025|deadline 2025-12-31 year]",
    "[自2019起|interval 2019-01-01..2023-04-14 year]",
    "[2016-2020年度|interval 2016-01-01..2020-12-31 year]",
    "[2021-2025|interval 2021-01-01..2025-12-31 year]规划",
    "由[2015年|date 2015-12-31 year]提高到[2020年|date 2020-12-31 year]",
    "[In 2020|date 2020-12-31 year], people",
    "[By 2025|deadline 2025-12-31 year] hospitals will",
    "[since 2010|interval 2010-01-01..2023-04-14 year]",
    "from [2015 to 2020|interval 2015-01-01..2020-12-31 year]",
    "5% over [2019|date 2019-12-31 year].",
    "[up to 2020|asof 2020-12-31 year], beds",
)


@pytest.mark.parametrize("text", MARKED)
def test_where_times_begin_and_end(text: str) -> None:
    folded = unmarked(text)
    parts, at = [], 0
    for span, value in times(folded, tables()):
        parts += [folded[at : span.start], f"[{folded[span.start : span.end]}|{told(value, DAY)}]"]
        at = span.end
    assert "".join((*parts, folded[at:])) == text


NONE = (
    "5年",
    "三年行动计划",
    "10-15年",
    "5000年文明",
    "30日内",
    "三日内",
    "三年内",
    "3年内",
    "6月龄",
    "2020年代",
    "三年级",
    "每年年底",
    "每年1月",
    "项目前期",
    "国发〔2019〕5号",
    "https://example.cn/2022-08-02/",
    "2000 beds",
    "2,020 beds",
    # what could be a year is a number before its unit, and behind a word that bounds a number
    "不少于2000个",
    "达到2000个",
    "不低于2000元",
    "增加到2050个",
    "到2000个",
    "扩大到2000万亩",
    "到2000多家",
    "共2000人",
    "2019人",
    "(2020个)",
    "达到2050",
    "不超过2000名",
    "2000-2050个",
    "1500至2000",
    "1500 to 2000 beds",
    "up to 2000 beds",
    "over 2000 beds",
    "more than 2000",
    "a total of 2000 beds",
    "increased to 2000 beds",
    "by 2000 km",
    "may be 5",
    "the 19th National Congress",
    "the 2 hospitals",
    "1.2.3",
    "12345",
    "比分11-8",
    "近日",
)


@pytest.mark.parametrize("text", NONE)
def test_no_time(text: str) -> None:
    assert times(fold(text), tables()) == ()


# What is relative waits for a date, and for one that is exact enough.
RELATIVE = ("去年", "13日", "4月13日", "年底", "近三年", "目前", "上半年", "上月")


@pytest.mark.parametrize("text", RELATIVE)
def test_without_the_documents_date_it_stays_unresolved(text: str) -> None:
    ((_, time),) = times(fold(text), tables())
    assert resolve(time, None) is None


def test_a_day_needs_a_month_to_be_of() -> None:
    ((_, time),) = times("13日", tables())
    assert resolve(time, YEAR) is None
    assert resolve(time, MONTH) == Period(date(2023, 5, 13), date(2023, 5, 13), "day", "relative", "13日")


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("2021年", "explicit"),
        ("去年", "relative"),
        ("年底", "relative"),
        ("近三年", "relative"),
        ("“十四五”", "planPeriod"),
        ("到“十四五”末", "planPeriod"),
        ("目前", "reportedAsCurrent"),
    ],
)
def test_a_period_tells_what_it_rests_on(text: str, basis: str) -> None:
    ((_, time),) = times(fold(text), tables())
    period = resolve(time, DAY)
    assert period is not None
    assert (period.basis, period.text) == (basis, text)


def test_the_plan_period_has_its_first_day_too() -> None:
    ((_, time),) = times("“十四五”", tables())
    period = resolve(time, None)
    assert period is not None
    assert (period.start, period.end) == (date(2021, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    "time",
    [
        Time("interval", Moment(2025), Moment(2021)),
        Time("date", Moment(0)),
        Time("date", Moment(10000)),
        Time("date", Moment(2023, month=2, day=29)),
        Time("interval", length=-9999, unit="year"),
        Time("interval", length=999_999, unit="day"),
        Time("duration", length=5, unit="year"),
    ],
)
def test_what_no_calendar_holds_is_no_period(time: Time) -> None:
    assert resolve(time, DAY) is None


def test_a_leap_day_shifts_to_the_last_of_february() -> None:
    leap = Period(date(2024, 2, 29), date(2024, 2, 29), "day")
    period = resolve(Time("interval", length=1, unit="year"), leap)
    assert period is not None
    assert period.end == date(2025, 2, 28)


def test_by_is_marked_because_it_may_open_a_report() -> None:
    ((_, by),) = times("By the end of 2020", tables())
    ((_, bare),) = times("年底", tables())
    assert (by.sense, by.by, bare.sense, bare.by) == ("deadline", True, "deadline", False)


def test_texts_beside_marks_are_told_apart() -> None:
    assert marked("2021年和3年", DAY) == "[2021年|date 2021-12-31 year]和[3年|3 年]"

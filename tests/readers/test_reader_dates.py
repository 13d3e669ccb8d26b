from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.readers.dates import first_date, stamp

if TYPE_CHECKING:
    from kg.knowledge.sites import Sites


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-04-14 10:30:48", "2023-04-14 2023-04-14 day"),
        ("2022/8/2", "2022-08-02 2022-08-02 day"),
        ("2022.08.02", "2022-08-02 2022-08-02 day"),
        ("2023年5月", "2023-05-01 2023-05-31 month"),
        ("2024年2月", "2024-02-01 2024-02-29 month"),
        ("2018年12月29日", "2018-12-29 2018-12-29 day"),
        ("二○一一年十月十七日", "2011-10-17 2011-10-17 day"),
        ("二〇〇六年五月二十三日", "2006-05-23 2006-05-23 day"),
        ("一九九六年二月九日", "1996-02-09 1996-02-09 day"),
        ("二〇二〇年三月三十一日", "2020-03-31 2020-03-31 day"),
        ("Tue, 02 Aug 2022 03:16:51 GMT", "2022-08-02 2022-08-02 day"),
        ("August 2, 2022", "2022-08-02 2022-08-02 day"),
        ("2nd August 2022", "2022-08-02 2022-08-02 day"),
        ("May 2023", "2023-05-01 2023-05-31 month"),
        ("2022-08-02T03:16:51Z", "2022-08-02 2022-08-02 day"),
        ("2023-05", "2023-05-01 2023-05-31 month"),
        # no dates
        ("2022-13-45", ""),
        ("2023年2月30日", ""),
        ("Mayor 2023", ""),
        ("2021-2025年", ""),
        ("0410-2022-08", ""),
        ("12356", ""),
        ("", ""),
    ],
)
def test_explicit_dates(text: str, expected: str, sites: Sites) -> None:
    found = first_date(text, sites.dates)
    assert (f"{found.start} {found.end} {found.precision}" if found else "") == expected


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("2025-09-11 20:04:30", True),
        ("（2018年12月29日）", True),
        ("2023年5月10日 星期三", True),
        ("Published: August 2, 2022", False),
        ("Published August 2, 2022", True),
        ("——2019年10月20日印发", False),
        ("2019年10月20日召开会议", False),
        ("截至2022年12月31日", False),
    ],
)
def test_a_stamp_is_a_date_and_nothing_else(text: str, alone: bool, sites: Sites) -> None:  # noqa: FBT001
    assert (stamp(text, sites.dates) is not None) is alone

from __future__ import annotations

import pytest

from kg.text.fold import fold
from kg.text.quantities import quantities
from tests.text.reading import marked, tables, told, unmarked

# Words, and what they read as; the whole text is the expression unless brackets say otherwise.
WHOLE = (
    # bounds
    ("5500多家", "gt 5500 家"),
    ("60余项", "gt 60 项"),
    ("70多亿元", "gt 7000000000 元"),
    ("1.2亿多人", "gt 120000000 人"),
    ("两千多家", "gt 2000 家"),
    ("十几家", "gt 10 家"),
    ("一年多", "gt 1 年"),
    ("3个多月", "gt 3 个月"),
    ("超过200项", "gt 200 项"),
    ("突破4000亿元", "gt 400000000000 元"),
    ("不少于750个", "ge 750 个"),
    ("不得低于3%", "ge 3 %"),
    ("至少有1家", "ge 1 家"),
    ("≥95%", "ge 95 %"),
    ("80%以上", "ge 80 %"),
    ("65岁及以上", "ge 65 岁"),
    ("6类以上", "ge 6 类"),
    ("三分之二以上", "ge 66.67 %"),
    ("1/3以上", "ge 33.33 %"),
    ("不超过30天", "le 30 天"),
    ("控制在5%以内", "le 5 %"),
    ("3岁以下", "le 3 岁"),
    ("不足50%", "lt 50 %"),
    # a bound said first stays
    ("超过90%以上", "gt 90 %"),
    # what could be a year
    ("不少于2000个", "ge 2000 个"),
    ("约2020个", "~ 2020 个"),
    ("2019人", "2019 人"),
    ("2000-2050万亩", "range 20000000..20500000 亩"),
    ("1500至2000", "range 1500..2000"),
    # approximate
    ("约34%", "~ 34 %"),
    ("近八成", "~ 80 %"),
    ("98.5%左右", "~ 98.5 %"),
    ("十来个", "~ 10 个"),
    ("约5500多家", "gt ~ 5500 家"),
    # vague: the least that the words can mean
    ("数十家", "gt ~ 10 家"),
    ("几十个", "gt ~ 10 个"),
    ("上百家", "ge ~ 100 家"),
    ("近百个", "~ 100 个"),
    ("百余家", "gt 100 家"),
    ("数百万人次", "gt ~ 1000000 人次"),
    # ranges
    ("10-15年", "range 10..15 年"),
    ("10至15年", "range 10..15 年"),
    ("十至十五个工作日", "range 10..15 个工作日"),
    ("3%~5%", "range 3..5 %"),
    ("50-60%", "range 50..60 %"),
    ("5-10万元", "range 50000..100000 元"),
    ("0-3岁", "range 0..3 岁"),
    ("两三家", "range ~ 2..3 家"),
    ("三四十家", "range ~ 30..40 家"),
    # shares
    ("百分之九十点五", "90.5 %"),
    ("百分之百", "100 %"),
    ("百分之八十以上", "ge 80 %"),
    ("十分之一", "10 %"),
    ("两成", "20 %"),
    ("八成七", "87 %"),
    ("四五八例", "458 例"),
    ("半数以上", "ge 50 %"),
    ("一番", "100 %"),
    ("两番", "300 %"),
    ("5个百分点", "5 个百分点"),
    ("2倍", "2 倍"),
    ("two-thirds", "66.67 %"),
    ("99 percent", "99 %"),
    # rates and ratios
    ("16.9/10万", "16.9 /10万"),
    ("5.0‰", "5.0 ‰"),
    ("1∶0.6", "0.6 1:"),
    ("-0.60‰", "-0.60 ‰"),
    # magnitudes
    ("3.63万个", "36300 个"),
    ("10.58亿人次", "1058000000 人次"),
    ("1亿2000万人", "120000000 人"),
    ("1.2万亿元", "1200000000000 元"),
    ("5千元", "5000 元"),
    ("3百万元", "3000000 元"),
    ("3千克", "3 千克"),
    ("2000千瓦时", "2000 千瓦时"),
    ("200海里", "200 海里"),
    ("1,168个", "1168 个"),
    ("１１６８个", "1168 个"),
    ("一千零二十四", "1024"),
    ("九部门", "9 部门"),
    # money
    ("RMB 5 billion", "5000000000 元"),
    ("US$2.5 billion", "2500000000 美元"),
    ("55亿元人民币", "5500000000 元"),
    # English
    ("at least 3", "ge 3"),
    ("more than 5,500", "gt 5500"),
    ("up to 20", "le 20"),
    ("about 34%", "~ 34 %"),
    ("1.058 billion", "1058000000"),
    ("three years", "3 年"),
    ("12 months", "12 个月"),
)


@pytest.mark.parametrize(("text", "reading"), WHOLE)
def test_quantity(text: str, reading: str) -> None:
    folded = fold(text)
    found = [(folded[s.start : s.end], told(value, None)) for s, value in quantities(folded, tables())]
    assert found == [(folded, reading)]


# Where an expression begins and ends, and what beside it is none.
MARKED = (
    "占总数的[41.1%|41.1 %]",
    "[13个|13 个]类别[26个|26 个]国家医学中心",
    "[99%|99 %]的地市[至少有1家|ge 1 家]医院",
    "总诊疗人次[高达1.3亿|130000000]",
    "[20家|20 家]以上市公司",
    "[30家|30 家]内科诊所",
    "[3个|3 个]个人",
    "[三个|3 个]方面",
    "[五个|5 个]“全覆盖”",
    "“[98%|98 %]”和“[3.63万个|36300 个]”",
    "从[30%|30 %]提高到[50%|50 %]",
    "[Eight|8] TCM projects; one of them",
    "[more than half|gt 50 %] of them, [a third|33.33 %] of others; the first half of it, a third party, by half a day",
    "cut by [half|50 %]",
    "[halve|50 %] the losses, [Double|100 %] our output, a double room, it doubled",
    "[9 in 10|90 %] of all journeys",
    "[not exceed £50|le 50 英镑]",
    "[nine in ten|90 %] patients, [1 in 5|20 %] adults, [four out of five|80 %] nurses",
    "focus on [three|3] aspects",
    "a [five-year|5 年] plan",
    "每千人口",
    "一个个、一项项",
    "大陆地区",
    "最近[3家|3 家]签约[5家|5 家]",
    "(3)[4家|4 家]",
    "三、四级手术",
    "千家万户",
    "两会",
    "[5千克|5 千克]",
    "达到[2000|2000]",
    "增加到[2050个|2050 个]",
    "[10名|10 名]名校校长",
    "[5万名|50000 名]医生",
    "[5万名|50000 名]校医",
    "[3000名|3000 名]名医",
    "[20名|20 名]老中医",
    "[100名|100 名]师生",
    "学前三年毛入园率达到[89.7%|89.7 %]",
    "劣五类水体比例[1%|1 %]",
    "优于三类水质的断面[3个|3 个]",
    "[五类|5 类]水果",
)


@pytest.mark.parametrize("text", MARKED)
def test_where_quantities_begin_and_end(text: str) -> None:
    assert marked(unmarked(text), None) == text


NONE = (
    "一是加强，二是推进",
    "第3条、第十八条",
    "其一",
    "三级医院和二级以上公立医院",
    "“三区三州”“百千万工程”“两专科一中心”",
    "“12356”",
    "《关于10条措施的通知》",
    "https://example.cn/2020/3.html?x=14个",
    "a1@b2.com",
    "010-12345678，13812345678，400-123-4567",
    "10:30:48",
    "11-8",
    "2022-08-02",
    "国发〔2019〕5号、国办发(2019)12号",
    "皖ICP备2022015281号",
    "1. 建设",
    "1、建设",
    "（一）加强",
    "①加强",
    "PM2.5、COVID-19、5G、H7N9",
    "2型糖尿病",
    "24/7、phase2_5、mc^2、图-144、302.AI",
    "6.9:24.2:68.9",
    "(2/3-2/9)",
    "党的二十大、十九届四中全会",
    "百千万",
    "三三两两",
    "1.2.3",
    "one of",
)


@pytest.mark.parametrize("text", NONE)
def test_no_quantity(text: str) -> None:
    assert quantities(fold(text), tables()) == ()

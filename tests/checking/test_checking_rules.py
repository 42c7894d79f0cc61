"""Single promises of the checker that the case files do not carry."""

from __future__ import annotations

import pytest

from summarywriter.checking import check
from summarywriter.figures import find_figures
from summarywriter.model import Example, Fact, Section, Sheet


def codes(text: str, facts: list[str], **options) -> list[str]:
    return [f.code for f in check(text, facts, **options).findings]


def test_links_lead_to_the_figures_they_name():
    facts = ["慰问困难职工9户，发放慰问金2.4万元", "举办讲座12场"]
    text = "举办讲座十二场；慰问困难职工9户，送上慰问金24000元。"
    result = check(text, facts)
    section = Section(heading="", role="body", facts=tuple(facts))
    known = {fact.id: fact.text for fact in section.all_facts}
    ends = [(link, find_figures(known[link.fact])[link.index]) for link in result.links]
    found = [(text[link.start : link.end], figure.text) for link, figure in ends]
    assert found == [("十二场", "12场"), ("9户", "9户"), ("24000元", "2.4万元")]


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (
            "市供电公司城南检修班承办的“送清凉、保安全”活动，县水务集团城北营业所承办的“学技能、比贡献”竞赛",
            "县水务集团城北营业所承办的“送清凉、保安全”活动，市供电公司城南检修班承办的“学技能、比贡献”竞赛。",
        ),
        ("《，，》和甲乙，《天地》获奖", "，，"),
    ],
)
def test_marks_may_stand_in_names(fact: str, text: str):
    result = check(text, [fact])
    assert result.findings


@pytest.mark.parametrize("period", ["2023年9月至2024年7月", "2023—2024学年", "2023年7月1日至2024年6月30日"])
def test_a_month_is_in_the_year_in_which_it_lies_within_the_period(period: str):
    facts = ["3月举办运动会2场，10月举办讲座3场"]
    assert check("2024年3月举办运动会2场，2023年10月举办讲座3场。", facts, period=period).ok
    assert check("今年3月举办运动会2场，去年10月举办讲座3场。", facts, period=period).ok
    (finding,) = check("2023年3月举办运动会2场，10月举办讲座3场。", facts, period=period).findings
    assert finding.code == "value-changed"


def test_examples_must_not_leak():
    worked = Section(heading="帮扶", facts=("走访困难职工77户",), text="走访困难职工77户，举办“暖冬行动”。")
    example = Example(id="e", source="e", genre="", organization="东海区总工会", section=worked)
    text = "举办讲座12场。入户走访77户。开展“暖冬行动”。"
    found = [
        f for f in check(text, ["举办讲座12场"], examples=[example]).findings if f.code == "example-leak"
    ]
    assert [text[f.start : f.end] for f in found] == ["77户", "暖冬行动"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("举办讲座12场，培训XX人。", "XX"),
        ("举办讲座12场，培训__人。", "__"),
        ("举办讲座12场，慰问某某职工。", "某某"),
        ("举办讲座12场，发放资料〔待填〕份。", "〔待填〕"),
        ("举办讲座12场{2a}。", "{2a}"),
        ("**举办讲座12场。**", "**"),
        ("<think>想一想</think>举办讲座12场。", "<think>"),
        ("以下是根据事实写成的内容：举办讲座12场。", "以下是"),
        ("举办讲座12场。希望对您有帮助！", "希望对您有帮助"),
        ("举办讲座12场。Please note：数据待核。", "Please note"),
        ("举办讲座12场。please let 我知道。", "please let"),
        ("举办讲座12场。As an AI language model, I cannot verify this.", "As an AI"),
    ],
)
def test_what_never_stands_in_a_text_is_one_error_at_its_place(text: str, words: str):
    errors = [f for f in check(text, ["举办讲座12场"]).findings if f.severity == "error"]
    assert errors
    assert all(f.code in ("placeholder", "model-talk") for f in errors)
    assert any(words in text[f.start : f.end] or text[f.start : f.end] in words for f in errors)


@pytest.mark.parametrize(
    "mark", ["一是", "（一）", "(一)", "1.", "1、", "①", "第一，", "一、", "⑴", "首先，", "一要", "其一，"]
)
def test_list_marks_never_alarm(mark: str):
    assert codes(f"{mark}举办讲座12场。", ["举办讲座12场"]) == []


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("举办一场讲座。", "举办讲座"),
        ("2024年上半年，举办讲座12场。", "举办讲座12场"),
        ("今年举办讲座12场。", "举办讲座12场"),
        ("3月举办讲座12场。", "今年3月举办讲座12场"),
        ("今年3月举办讲座12场。", "2024年3月举办讲座12场"),
        ("去年9月举办讲座12场。", "2023年9月举办讲座12场"),
        ("二季度举办讲座12场。", "4—6月举办讲座12场"),
        ("举办讲座12场，占全部活动的一半。", "举办讲座12场，占全部活动的50%"),
        ("每天平均供餐1300余份。", "日均供餐1300余份"),
        ("讲座、培训各举办12场。", "举办讲座12场，举办培训12场"),
        ("从5月6日打到5月24日。", "5月6日至5月24日"),
        ("5月6日至5月24日举行比赛。", "比赛从5月6日打到5月24日"),
        ("叉车、电焊、快递三项比赛各举办1场。", "举办叉车、电焊、快递比赛各1场"),
        ("为职工讨回被拖欠的工资36万元。", "为职工追回欠薪36万元"),
        ("法治副校长到校授课2次。", "法治副校长到校讲课2次"),
        ("每日供餐120份。", "每天供餐120份"),
        ("食品类投诉173件、广告类投诉65件。", "受理食品投诉173件、广告投诉65件"),
        ("8名职工踏上返程。", "8名职工返程"),
        ("较去年同期增长8.2%的是会员总数。", "会员总数同比增长8.2%"),
        ("每亩单产，玉米为508公斤，小麦为432公斤。", "小麦每亩单产432公斤，玉米每亩单产508公斤"),
    ],
)
def test_the_same_said_in_other_words_is_no_error(text: str, fact: str):
    assert codes(text, [fact], period="2024年上半年") == []


@pytest.mark.parametrize(
    ("text", "fact", "code"),
    [
        ("4月举办讲座12场。", "3月举办讲座12场", "value-changed"),
        ("2023年3月举办讲座12场。", "3月举办讲座12场", "value-changed"),
        ("3月8日举办讲座12场。", "3月举办讲座12场", "value-changed"),
        ("举办了3场讲座。", "举办讲座5场", "value-changed"),
        ("评选出一名标兵。", "评选出3名标兵", "value-changed"),
        ("参保43.25万元。", "参保43.249万元", "value-changed"),
        ("慰问数十名职工。", "慰问职工35名", "value-changed"),
        ("占比0.5。", "占比50%", "unit-changed"),
        (
            "在甲县建点6处，在乙县建点8处，资金前者为9万元，后者为5万元。",
            "在甲县建点6处，在乙县建点8处，资金分别为5万元和9万元",
            "misattributed",
        ),
        (
            "看望老船员12人和新船员7人，慰问金前者为3万元，后者为8万元。",
            "看望老船员12人、新船员7人，慰问金分别为8万元和3万元",
            "misattributed",
        ),
        ("60岁以上老人420人。", "65岁以上老人420人", "value-changed"),
        (
            "税费收入86.4亿元，同比增长3.8%，其中税收收入61.9亿元。",
            "税费收入86.4亿元，其中税收收入61.9亿元，税收收入同比增长3.8%",
            "misattributed",
        ),
        (
            "办结案件198件，比上年增长12.6%，挽回损失864.5万元。",
            "办结案件198件，挽回损失864.5万元，同比增长12.6%",
            "misattributed",
        ),
        (
            "签约项目21个，项目数同比增长17.2%，投资额4.8亿元。",
            "签约项目21个，投资额4.8亿元，投资额同比增长17.2%",
            "misattributed",
        ),
        ("小麦9月20日收获，玉米5月28日收获。", "小麦5月28日收获，玉米9月20日收获", "misattributed"),
        ("《管理规范》已完成公开征求意见。", "《管理规范》正在公开征求意见", "status-changed"),
        ("8月抢修57处，9月抢修81处。", "8月、9月抢修分别为81处、57处", "misattributed"),
        ("在5个乡镇共建服务点3个。", "在5个乡镇各建服务点3个", "unit-changed"),
        ("志愿者减少到5700名。", "志愿者累计达到5700名", "direction-changed"),
        ("比年度任务少30户。", "超年度任务30户", "direction-changed"),
        ("栈桥8月动工，4月投用。", "栈桥4月动工、8月投用", "misattributed"),
        ("已改造62户，其余尚未开工。", "已改造62户，其余正在施工", "status-changed"),
        (
            "总投资3万元，主体结构即将封顶，预计明年5月投用。",
            "总投资3万元，主体结构已封顶，预计明年5月投用",
            "status-changed",
        ),
        ("立项码头3个，已开工，将于2025年建成。", "立项码头3个，计划于2025年建成", "status-changed"),
    ],
)
def test_what_differs_is_an_error(text: str, fact: str, code: str):
    found = codes(text, [fact], period="2024年上半年")
    assert any(f in (code, "unsupported-figure") for f in found), found


@pytest.mark.parametrize(
    ("period", "before", "other"),
    [
        ("2024年1月", "2023年12月", "2024年12月"),
        ("2024年第一季度", "2023年四季度", "2024年四季度"),
        ("2024年上半年", "2023年下半年", "2022年下半年"),
        ("2024年6月", "2024年5月", "2024年4月"),
        ("2024年第二季度", "2024年一季度", "2023年四季度"),
        ("2023年11月至2月", "2023年7月至10月", "2023年8月至10月"),
        ("2024年2月至4月", "2023年11月至2024年1月", "2023年12月至2024年1月"),
    ],
)
def test_what_is_compared_with_what_was_before_names_that_time(period: str, before: str, other: str):
    facts = ["营业收入3万元，环比增长3%"]
    assert codes(f"营业收入3万元，较{before}增长3%。", facts, period=period) == []
    assert codes(f"营业收入3万元，较{other}增长3%。", facts, period=period) == ["unsupported-figure"]
    told = [f"营业收入3万元，较{before}增长3%"]
    assert codes("营业收入3万元，环比增长3%。", told, period=period) == []


def test_heads_of_neighbouring_groups_may_not_change_places():
    facts = ["受理民事案件4620件，审结4385件", "受理刑事案件318件，审结309件"]
    turned = "受理刑事案件4620件，审结4385件；受理民事案件318件，审结309件。"
    assert set(codes(turned, facts)) == {"misattributed"}
    assert codes("受理刑事案件318件，审结309件；受理民事案件4620件，审结4385件。", facts) == []


def test_a_comma_is_no_name():
    facts = ["与海川电机共建订单班4个，与瑞达汽车共建订单班2个"]
    assert codes("订单班与海川电机共建了4个，与瑞达汽车共建了2个。", facts) == []


def test_the_office_may_declare_the_decimals_it_rounds_to():
    section = Section(heading="参保", facts=("参保金额43.249万元",))
    text = "参保金额43.25万元。"
    assert not check(text, Sheet(sections=[section]), section="参保").ok
    result = check(text, Sheet(sections=[section], decimals=2), section="参保")
    assert result.ok
    assert [link.relation for link in result.links] == ["rounded"]


def test_an_optional_fact_need_not_be_told():
    section = Section(
        heading="一", facts=(Fact(text="举办讲座12场"), Fact(text="印发简报7期", optional=True))
    )
    assert check("举办讲座12场。", section).ok
    assert check("举办讲座12场。印发简报7期。", section).ok
    assert not check("举办讲座12场。印发简报9期。", section).ok


def test_a_clause_of_a_fact_is_missed_where_nothing_of_it_is_told():
    fact = "全年用电4860万度，同比减少210万度，用水量与上年持平"
    (missed,) = check("全年用电4860万度，同比减少210万度。", [fact]).findings
    assert (missed.code, missed.severity) == ("missing-fact", "warning")
    assert "用水量与上年持平" in missed.message
    assert codes("全年用电4860万度，同比减少210万度，用水量同上年一样。", [fact]) == []


def test_derived_figures_come_with_their_arithmetic():
    result = check("举办讲座12场、培训8场，共20场。", ["举办讲座12场、培训8场"])
    (finding,) = result.findings
    assert finding.code == "derived-figure"
    assert "12场 + " in finding.message


def test_messages_name_the_fact_and_what_to_do():
    (finding,) = check("慰问困难职工8户。", ["举办讲座12场（可选）", "慰问困难职工9户"]).findings[:1]
    assert "事实第2条" in finding.message
    assert "请" in finding.message


def test_announced_counts_are_counted():
    listed = "抓好三个方面：一是举办讲座，二是开展培训。"
    assert "announced-count" in codes(listed, ["举办讲座", "开展培训"])
    assert "announced-count" not in codes(listed.replace("三个", "两个"), ["举办讲座", "开展培训"])

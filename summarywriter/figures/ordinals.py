"""Ranks and places in an order: 第四届, 前三名, 二等奖, 二届一次, 三级响应, 首批, 冠军."""

from __future__ import annotations

import re
from decimal import Decimal

from summarywriter.figures.numerals import read_number
from summarywriter.figures.spot import Answer, Found, Passed, Spot, build
from summarywriter.model.figure import Figure

_HZ = "零〇一二三四五六七八九十百"
_NUM = rf"[0-9]{{1,4}}|[{_HZ}两]{{1,5}}"
_UNITS = (
    "届次|批次|轮次|场次|期次|个月|季度|学期|学年|学段|阶段|环节|部分|方面|梯队|车道|赛季|赛段|周年|星期|小时|分钟"
    "|届|次|名|位|个|批|轮|期|场|站|章|条|款|项|类|号|台|套|讲|课|集|季|步|组|座|所|家|代|版|道|卷|篇|编|部|周|天|年|月"
    "|层|级|档|局(?!面)|节|幕|枚|例|件|支(?!柱|部)|棒|遍|回(?!头)|份|封|本|册|辑|排|桌|种|段|块|起|趟|艘|辆|架|环|党课|课时|人|学|栋|幢|楼"
)
_TH = re.compile(
    rf"({_NUM})(?:[ ]?(?:(?:至|到|—|-|～|~|–)[ ]?第?({_NUM}))?)[ ]?(?:({_UNITS})|(?=[，。、；：！？,;:!?（）()”’》\s的和与及]|$))"
)
_TH_LIST = re.compile(rf"({_NUM})(?:、|和|及)第?({_NUM})(名|位|届|次|批|期|轮|场|季度)?")
_NAME_AFTER = re.compile(
    r"[一-鿿]{0,4}?(?:人民医院|医院|中学|小学|中心|幼儿园|党支部|支部|分公司|公司|项目部|工程局|车间|分厂|工区|标段|大队|中队"
    r"|支队|检察院|法院|监狱|学院|大学|附属|税务|分局|派出所|工作组|督导组|巡察组|巡视组|检查组|调研组|考核组|小组|分会|党小组|网格|师|军|人民|工程处|机械|建筑|实验|职业|高级)"
)
_LIST_TAIL = re.compile(r"[，,、：:]|是|要")
_RANK_BEFORE = re.compile(
    r"(?:排名|排|位列|位居|列|居|名列|名次|获|得|总分|成绩|评比|省|市|县|区|国|系统|集团|公司|全[省市县区国院校行州]|倒数|并列|双|跃居|升至|上升至|保持|夺得|荣获|勇夺|组|均)[^，。；\n]{0,6}$"
)
_TOP = re.compile(rf"({_NUM})[ ]?(?:(名|位|强|甲|家|个(?!月|季|百)|者)|(?=[，。、；：,;:!?（）()”’\s的]|$|行列|之列|以内|左右))")
_PRIZE = re.compile(rf"([一二三四五六123456])[ ]?等([奖功])")
_PRIZES = re.compile(r"([一二三四五六123456])((?:[、和及与][一二三四五六123456]){1,4})[ ]?等([奖功])")
_PAIR = re.compile(rf"({_NUM})届([{_HZ}0-9]{{1,3}})次(?!性|数)")
_TERM = re.compile(r"(?:届)(?=[0-9一-鿿]{0,6}?(?:职代会|教代会|工代会|会员代表|委员|常委|理事|代表大会|全委|全会|党代会|团代会|妇代会|人大|政协|董事会|监事会|工会|班子|任期|一次|二次|三次|毕业生|学生|运动会|大会|论坛|赛))")
_STAR = re.compile(r"([一二三四五六七12345])[ ]?星(级|(?=支部|班组|工会|酒店|党组织|党支部|饭店|宾馆|农户|文明|企业|户|职工|评|服务|基层|网格|驿站|卫士|社区))")
_FLOOR = re.compile(rf"({_NUM})[ ]?楼(?!盘|栋|宇|房|道|梯|市|长|群)")
_GRADE = re.compile(r"([一二三四五六七八九123456789])年级")
_LEVEL = re.compile(rf"([一二三四五六七八九]|[0-9]{{1,2}})[ ]?级")
_LEVELS = re.compile(r"([一二三四五六七八九])(?:、|和|至|到|—|-)([一二三四五六七八九])[ ]?级")
_LEVEL_RANKED = re.compile(
    r"[ ]?[（(]?(?:应急)?(?:响应|医院|甲等|乙等|特等|技工|技师|主任科员|调研员|巡视员|职员|单位|资质|教师|建造师|标准|风险|伤残|残疾|应急|防控|警戒|预警"
    r"|心理|运动员|裁判|文物|英模|警|公路|企业资质|注册|保护|响|安全|法官|检察官|高级|警长|教授|岗|重点|预案|护理|手术|动火|作业|缺陷|隐患|地震|台风|大风|风|科员|工伤|工会|党委|党支部|支部|学院|部门|公司|平台|机构|子|达标|标准化|水源|建筑师|结构|消防|造价|演员|编剧|律师|法律|翻译|专家|人才|分类|能效)"
)
_LEVEL_COUNTED = re.compile(
    r"[ ]?(?:工会|工会组织|网络|联动|体系|组织|书记|架构|平台|机制|阵地|服务|干部|帮扶|党组织|管理|贯通|联网|协同|联创|中心|治理|河长|林长|院长|医疗|调解|协商|综合|便民|法院|检察院|公共|矛盾|联合|责任|党政|网格|监管|审核|考核|培训|同创|共建|农|人大|政协|纪检|财政|劳动)"
)
_LEVEL_BEFORE = re.compile(
    r"(?:[省市县区镇乡村街道社企厂科院部州级、班组室处站所]{2,}|建立|构建|健全|完善|形成|搭建|打造|全[省市县区国]|各|上下|到)$"
)
_PHASE = re.compile(r"([一二三四1-4])期(?=工程|项目|建设|改造|厂房|地块|扩建|治理|标段|技改|用地|投资|投入|规划|占地|主体|总投资|交房|厂区|厂房|安置|征地|基坑|桩基)")
_TIER = re.compile(r"([二三四])类(?=高校|地区|疫苗|医疗器械|城市)")
_CHAMPIONS = {"冠": 1, "亚": 2, "季": 3}
_METALS = {"金": 1, "银": 2, "铜": 3}
_METAL = re.compile(r"[金银铜](?:(?:[、和与][银铜])*奖(?!励|金|补|项|评|勤|惩|学)|(?:[、和与][银铜])*牌(?=[0-9一两三四五六七八九十各，。、；,;）)”]|$))")
_FIRST = re.compile(
    r"首(届|次|批|家|个|例|期|轮|场|站|季(?=度)|部|支|条|座|套|台|款|艘|项|笔|单|本|份|所|张|篇|间|班|组|组|幅|枚|架|列|趟|节|堂|讲|课|封|位(?!置)|席(?!技|专|代|执|官|信|科|运|财|法|经|质|研|工|大|顾|安|记|职|员|服))"
)
_TOPPED = re.compile(r"(?:[居列处排位占名][^，。；、\n]{0,5}|[全国省市县区系])$")


def ranked(spot: Spot) -> Answer:
    """第四届, 第2次, 第1名, 位列第三; 第一， at a clause's start and 第二项目部 are none."""
    if spot.before != "第" or spot.start - 1 < spot.floor:
        return None
    text, start = spot.text, spot.start
    begin = start - 1
    if text.startswith("个五年规划", spot.end):
        return Passed("set-phrase", spot.end + 5)
    match = _TH.match(text, start)
    if match is None:
        name = _NAME_AFTER.match(text, spot.end)
        return Passed("name" if name else "set-phrase", spot.end)
    number = read_number(match.group(1))
    if number is None or number.high is not None:
        return Passed("set-phrase", spot.end)
    unit = match.group(3)
    end = match.end()
    if unit is None:
        if _opens_clause(text, begin) and _LIST_TAIL.match(text, end):
            return Passed("list-marker", end)
        if text[end : end + 1] == "的" or not text[end : end + 1]:
            pass
        unit = "名"
        if text[begin - 2 : begin] == "倒数":
            unit = "倒数名"
    elif unit in ("人", "学", "楼", "号", "部", "组", "家", "所", "局") and _NAME_AFTER.match(text, match.start(3)):
        return Passed("name", spot.end)
    elif text[begin - 2 : begin] == "倒数" and unit in "名位":
        unit = "倒数名"
    high = read_number(match.group(2)) if match.group(2) else None
    figure = build(
        spot, begin, end, "ordinal", number.value, high=high.value if high else None, unit=unit
    )
    return Found((figure,), figure.end)


def _opens_clause(text: str, position: int) -> bool:
    before = text[max(0, position - 1) : position]
    return not before or before in "。；;：:，,\n \u3000！？!?>（(、—"


def top(spot: Spot) -> Answer:
    """前三名, 前5名, 前十, 后三名: a scale of its own, never 第三名; 前三年 and 提前三天 are none."""
    before = spot.before
    if before not in ("前", "后") or spot.start - 1 < spot.floor:
        return None
    text, begin = spot.text, spot.start - 1
    if before == "后" and text[begin - 1 : begin] in ("先", "前", "今", "之", "以", "会", "日", "年", "月", "然", "随", "最", "往"):
        return None
    if before == "前" and text[begin - 1 : begin] in ("提", "目", "先", "以", "之", "当", "日", "节", "会", "此", "往"):
        return None
    match = _TOP.match(text, spot.start)
    if match is None:
        return None
    number = read_number(match.group(1))
    if number is None or number.high is not None:
        return None
    if match.group(2) in ("家", "个", "者") or (match.group(2) is None and number.value == 1):
        return None
    if before == "后" and match.group(2) not in ("名", "位"):
        return None
    figure = build(spot, begin, match.end(), "ordinal", number.value, unit=f"{before}名")
    return Found((figure,), figure.end)


def prize(spot: Spot) -> Answer:
    """二等奖, 三等功; 一、二等奖 is one range, 一、三等奖 are two figures."""
    text, start = spot.text, spot.start
    match = _PRIZE.match(text, start)
    if match:
        unit = "等" + match.group(2)
        figure = build(spot, start, match.end(), "ordinal", _value(match.group(1)), unit=unit)
        return Found((figure,), figure.end)
    match = _PRIZES.match(text, start)
    if match is None:
        return None
    unit = "等" + match.group(3)
    grades = [match.group(1), *re.findall(r"[一二三四五六1-6]", match.group(2))]
    values = [_value(grade) for grade in grades]
    if all(b == a + 1 for a, b in zip(values, values[1:], strict=False)):
        figure = build(spot, start, match.end(), "ordinal", values[0], high=values[-1], unit=unit)
        return Found((figure,), figure.end)
    figures = []
    position = start
    for index, value in enumerate(values):
        end = match.end() if index == len(values) - 1 else position + 1
        figures.append(build(spot, position, end, "ordinal", value, unit=unit))
        position = end + 1
    return Found(tuple(figures), match.end())


def session(spot: Spot) -> Answer:
    """二届一次 = 第二届第一次, two figures; 三届职代会 is the third, 连续三届 are three."""
    text, start = spot.text, spot.start
    begin = start - 1 if spot.before == "第" and start > spot.floor else start
    match = _PAIR.match(text, start)
    if match:
        first, second = read_number(match.group(1)), read_number(match.group(2))
        if first is None or second is None:
            return None
        middle = match.start(2)
        figures = (
            build(spot, begin, middle, "ordinal", first.value, unit="届"),
            build(spot, middle, match.end(), "ordinal", second.value, unit="次"),
        )
        return Found(figures, match.end())
    if spot.number is None or not spot.number.hanzi or not _TERM.match(text, spot.end):
        return None
    if spot.token.startswith("两") or re.search(r"(?:连续|历经|连任|先后|共|举办|任)$", text[max(0, start - 3) : start]):
        return None
    figure = build(spot, begin, spot.end + 1, "ordinal", spot.number.value, unit="届")
    return Found((figure,), figure.end)


def graded(spot: Spot) -> Answer:
    """五星级, 四楼, 三年级, 二期工程, 三级响应; 市县乡三级 are three levels and left to the counts."""
    text, start = spot.text, spot.start
    for pattern, unit in ((_STAR, "星级"), (_FLOOR, "楼"), (_GRADE, "年级"), (_PHASE, "期"), (_TIER, "类")):
        match = pattern.match(text, start)
        if match:
            value = _value(match.group(1))
            figure = build(spot, start, match.end(), "ordinal", value, unit=unit)
            return Found((figure,), figure.end)
    match = _LEVELS.match(text, start)
    if match:
        low, high = _value(match.group(1)), _value(match.group(2))
        if low < high and _LEVEL_RANKED.match(text, match.end()):
            figure = build(spot, start, match.end(), "ordinal", low, high=high, unit="级")
            return Found((figure,), figure.end)
    number = spot.number
    if number is not None and number.high is not None and text.startswith("级", spot.end):
        figure = build(spot, start, spot.end + 1, "ordinal", number.value, high=number.high, unit="级")
        return Found((figure,), figure.end)
    match = _LEVEL.match(text, start)
    if match is None:
        return None
    end = match.end()
    counted = _LEVEL_BEFORE.search(text, max(0, start - 8), start)
    value = _value(match.group(1))
    ranked_word = _LEVEL_RANKED.match(text, end)
    if counted and not re.match(r"(?:响应|医院|甲等|主任科员|调研员|技工|资质)", text[end : end + 4]):
        return None
    if value >= 3 and _LEVEL_COUNTED.match(text, end) and match.group(1)[0] not in "0123456789":
        return None
    if match.group(1) == "两":
        return None
    if not ranked_word and match.group(1)[0] not in "0123456789" and value >= 3 and not text[end : end + 1].strip("，。、；,;）)"):
        return None
    figure = build(spot, start, end, "ordinal", value, unit="级")
    return Found((figure,), figure.end)


def champion(spot: Spot) -> Answer:
    """冠军 1, 亚军 2, 季军 3 名; 冠亚军 is the range 1–2; 隐形冠军 is a title."""
    text, start = spot.text, spot.start
    match = re.compile(r"([冠亚季])([亚季、]{0,3})军(?![人民事团])").match(text, start)
    if match is None:
        return None
    if re.search(r"(?:隐形|单项)$", text[max(0, start - 2) : start]) and text.startswith(("企业", "产品", "示范", "培育", "，"), match.end()):
        return Passed("title", match.end())
    if text[max(0, start - 2) : start] in ("隐形",):
        return Passed("title", match.end())
    tail = [c for c in match.group(2) if c in _CHAMPIONS]
    high = Decimal(_CHAMPIONS[tail[-1]]) if tail else None
    figure = build(
        spot, start, match.end(), "ordinal", Decimal(_CHAMPIONS[match.group(1)]), high=high, unit="名"
    )
    return Found((figure,), figure.end)


def metal(spot: Spot) -> Answer:
    """金奖 1, 银奖 2, 铜奖 3 奖牌; 金、银、铜奖 is the range 1–3; 金牌工人 is a title."""
    match = _METAL.match(spot.text, spot.start)
    if match is None:
        return None
    values = [_METALS[c] for c in match.group() if c in _METALS]
    high = Decimal(values[-1]) if len(values) > 1 else None
    figure = build(
        spot, spot.start, match.end(), "ordinal", Decimal(values[0]), high=high, unit="奖牌"
    )
    return Found((figure,), figure.end)


def special_prize(spot: Spot) -> Answer:
    """特等奖 is 0 on the scale of 一等奖, 二等奖."""
    if not spot.text.startswith("特等奖", spot.start):
        return None
    figure = build(spot, spot.start, spot.start + 3, "ordinal", Decimal(0), unit="等奖")
    return Found((figure,), figure.end)


def first(spot: Spot) -> Answer:
    """首届, 首次, 首批, 首家 say 第一; 居首位 and 榜首 the first place."""
    text, start = spot.text, spot.start
    if text.startswith("榜首", start):
        figure = build(spot, start, start + 2, "ordinal", Decimal(1), unit="名")
        return Found((figure,), figure.end)
    match = _FIRST.match(text, start)
    if match is None:
        if re.match(r"首(?=[，。、；,;]|$)", text[start : start + 2]) and re.search(
            r"(?:位?居|位?列)[^，。；\n]{0,6}$", text[max(0, start - 9) : start]
        ):
            figure = build(spot, start, start + 1, "ordinal", Decimal(1), unit="名")
            return Found((figure,), figure.end)
        return None
    unit = match.group(1)
    if unit in "位席":
        if not _TOPPED.search(text, max(0, start - 8), start) or re.search(r"(?:放|摆|摆放|置于|放到)[在于]?$", text[max(0, start - 3) : start]):
            return Passed("set-phrase", match.end())
        unit = "名"
    figure = build(spot, start, match.end(), "ordinal", Decimal(1), unit=unit)
    return Found((figure,), figure.end)


def _value(text: str) -> Decimal:
    number = read_number(text)
    return number.value if number is not None else Decimal(0)


def together(figures: tuple[Figure, ...]) -> int:
    """Where the last of ``figures`` ends."""
    return figures[-1].end

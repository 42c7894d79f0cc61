"""Codes: 〔2024〕7号, 12351, 7合1, 3+3, 1+N, telephone numbers; and names with digits (G60, 5G, A4)."""

from __future__ import annotations

import re

from summarywriter.figures.lexicon import unit_at
from summarywriter.figures.spot import Answer, Found, Passed, Spot, build

_DOCUMENT = re.compile(r"[〔\[（(【]((?:19|20)[0-9]{2})[〕\]）)】][ ]?(?:第[ ]?)?([0-9]{1,5})[ ]?号")
_PLUS = re.compile(r"(?:[0-9]+|[NnXx])(?:[ ]?\+[ ]?(?:[0-9]+|[NnXx](?![A-Za-z])))+")
_INTO_ONE = re.compile(r"[0-9]+合[0-9一]")
_PHONE = re.compile(
    r"(?:1[3-9][0-9]{9}|0[0-9]{2,3}[-—][0-9]{7,8}(?:-[0-9]{1,5})?|[48]00-?[0-9]{3,4}-?[0-9]{3,4}|[0-9]{17}[0-9Xx]|[2-8][0-9]{6,7})(?![0-9])"
)
_HOTLINES = frozenset(
    ("12351", "12345", "12348", "12333", "12315", "12338", "12355", "12320", "12349", "12388", "12371",
     "12380", "12328", "12369", "12350", "12309", "12368", "12340", "12356", "12305", "12306", "12366")
)  # fmt: skip
_SHORT_LINES = frozenset(("110", "119", "120", "122", "114", "999", "12123"))
_LINE_AFTER = re.compile(r"[”’\"']?(?:[^，。；\n0-9]{0,8})(?:热线|平台|电话|专线|急救|报警|客服|指挥|调度|工单|短信|便民)")
_LINE_BEFORE = re.compile(r"(?:热线|电话|拨打|专线|专席|短号|致电|号码|尾号|客服)[：:为是]?[“\"]?$")
_URL = re.compile(r"(?:https?://|www\.)[!-~]*")
_TIMES = re.compile(r"[0-9]+[ ]?[×xX*✕][ ]?[0-9]+(?:小时|天|米(?:接力)?)?")
_LABELS = re.compile(
    r"(?:篇|附件|附表|附录|附图|表|图|例|注|专栏|版本|编号|尾号|文号|编码|代码|邮编|账号|学号|证号|卡号|工号|车牌|型号|批号|问题|任务|措施|方案|选项|模块|单元|专题|样本|序号|阶段|步骤|组别|号)$"
)
_NAMED = re.compile(
    r"[ ]?(?:公司|分公司|项目部|车间|分厂|工区|标段|国道|省道|县道|高速|路(?!线|口|段|演|桥|灯|径)|号线|号楼|号井|号桥|号机|号厂|号车|号门|号馆|号厅|号码|号令|号隧|号院|号公|号矿|号斜|号竖|号坝|号通|号洞|号墩|号塔|号仓|号文|号文件|室(?!外|内)|房间|后(?!勤|备|续|方|期|进|来)|中学|中(?=[，。、；])|医院|团(?!队|员|体|结)|大(?!于|学|型|约|家|会|幅|量|额|米)|年代|世纪|号)"
)
_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z/]*[ \-]$")
_VERSION = re.compile(r"[ ]?版")


def document(spot: Spot) -> Answer:
    """〔2024〕7号: year and number of a document are one code, brackets made 〔〕."""
    if spot.before not in ("〔", "[", "（", "(", "【"):
        return None
    match = _DOCUMENT.match(spot.text, spot.start - 1)
    if match is None or spot.start - 1 < spot.floor:
        return None
    figure = build(
        spot, match.start(), match.end(), "code", f"〔{match.group(1)}〕{int(match.group(2))}号"
    )
    return Found((figure,), figure.end)


def combined(spot: Spot) -> Answer:
    """3+3, 1+N, 1+16+1, 7合1: the text itself is the code."""
    text, start = spot.text, spot.start
    begin = start
    if text[max(0, start - 2) : start] in ("N+", "n+", "X+") and start - 2 >= spot.floor:
        begin = start - 2
    match = _PLUS.match(text, begin) or _INTO_ONE.match(text, start)
    if match is None:
        return None
    value = match.group().replace(" ", "").upper()
    figure = build(spot, match.start(), match.end(), "code", value)
    return Found((figure,), figure.end)


def line(spot: Spot) -> Answer:
    """12351, 0571-87654321, an identity number: codes, when no unit follows."""
    text, start = spot.text, spot.start
    match = _PHONE.match(text, start)
    if match:
        digits = match.group()
        certain = len(digits) != 8 and len(digits) != 7
        if (certain or _LINE_BEFORE.search(text[max(0, start - 8) : start])) and not _counted(text, match.end()):
            figure = build(spot, start, match.end(), "code", digits.upper())
            return Found((figure,), figure.end)
    token = spot.token
    if not token.isdigit() or _counted(text, spot.end):
        return None
    known = token in _HOTLINES
    short = token in _SHORT_LINES or (4 <= len(token) <= 6 and not token.startswith(("19", "20")))
    if known or (short and (_LINE_AFTER.match(text, spot.end) or _LINE_BEFORE.search(text[max(0, start - 8) : start]))):
        figure = build(spot, start, spot.end, "code", token)
        return Found((figure,), figure.end)
    return None


def _counted(text: str, end: int) -> bool:
    return unit_at(text, end) is not None


def latin(spot: Spot) -> Answer:
    """G60, A4, 5G, 4S, 5A级, PM2.5, web addresses: digits in a Latin name."""
    text, start, end = spot.text, spot.start, spot.end
    before = spot.before
    if before in (" ", "-") and _LATIN_BEFORE.search(text, max(0, start - 12), start) and unit_at(text, end) is None:
        return Passed("name", _latin_end(text, end))
    if before and before in "@/\\_=&#?%" and before != "/":
        return Passed("name", end)
    if before.isascii() and (before.isalpha() or (before in ".-/" and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalpha())):
        letters = re.search(r"[A-Za-z][A-Za-z.\-/]*$", text[max(0, start - 12) : start])
        unit = unit_at(text, end)
        if letters and len(letters.group()) >= 2 and unit is not None and not unit.spelling.isascii() and unit.spelling != "级":
            return None
        return Passed("name", _latin_end(text, end))
    following = text[end : end + 1]
    if following.isascii() and following.isalpha():
        if unit_at(text, end) is not None:
            return None
        return Passed("name", _latin_end(text, end))
    if following == "@":
        return Passed("name", _latin_end(text, end))
    return None


def _latin_end(text: str, end: int) -> int:
    match = re.compile(r"[!-~]{0,200}").match(text, end)
    return match.end() if match else end


def labelled(spot: Spot) -> Answer:
    """附件1, 表2, 101国道, 3号井, 五公司, 90后, 7×24小时: the number is part of a name."""
    text, start, end = spot.text, spot.start, spot.end
    match = _TIMES.match(text, start)
    if match:
        return Passed("name", match.end())
    match = _NAMED.match(text, end)
    if match:
        return Passed("name", match.end())
    if spot.number is not None and not spot.number.hanzi:
        if _VERSION.match(text, end) and "." in spot.token:
            return Passed("name", end)
        if unit_at(text, end) is None and not text.startswith((".", "%"), end):
            label = _LABELS.search(text[max(0, start - 3) : start])
            if label:
                return Passed("label", end)
    return None


def address(spot: Spot) -> Answer:
    """A web address: nothing in it is a figure."""
    match = _URL.match(spot.text, spot.start)
    return Passed("address", match.end()) if match else None

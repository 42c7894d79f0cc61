"""A report with a figure of every state, checked for real, and one whose facts and texts are hostile."""

from __future__ import annotations

from summarywriter import check
from summarywriter.markup import parse_sheet
from summarywriter.model import Draft, Finding, Link, Repair, Report, Sheet, Usage, WrittenSection

SHEET = """---
title: 清河区总工会2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
date: 2024-07-05
genre: district-union
---

## 导语

## 维权服务更加有力
- “两节”期间走访慰问困难职工126户，发放慰问金37.8万元 〔来源：保障部；截至6月20日〕
- 职工医疗互助参保1.86万人，报销342人次、58.6万元 〔来源：保障部〕
- 受理劳动争议调解案件42件，调解成功39件，涉及金额215.4万元 〔来源：法律部；截至6月30日〕
- （可选）“尊法守法·携手筑梦”宣传进企业9场，发放资料2300余份

## 组织建设
### 建会入会
- 新建基层工会68家，发展会员7632人
### 阵地建设
- 建成职工之家14个

# 下半年工作打算
## 办好职工实事
- 计划三季度组织一线职工疗休养600人
"""

TEXTS = (
    "2024年上半年，清河区总工会扎实推进各项工作。现将有关情况总结如下。",
    "走访慰问困难职工126户，发放慰问金37.8万元。职工医疗互助参保近1.9万人，报销342人次、58.6万元。"
    "受理劳动争议调解案件42件，调解成功39件，调解成功率92.9%，涉及金额251.4万元。",
    "### 建会入会\n新建基层工会68家，发展会员7632人。\n### 阵地建设\n建成职工之家14个。",
    "计划三季度组织一线职工疗休养600人。",
)

REPAIR = Repair(
    rung="substitute",
    problems=("“73.8万元”与事实不符：事实第1条写的是“37.8万元”。请改为“37.8万元”。",),
    before="走访慰问困难职工126户，发放慰问金73.8万元。",
    after="走访慰问困难职工126户，发放慰问金37.8万元。",
    usage=Usage(calls=1, prompt_tokens=310, completion_tokens=42),
)

HOSTILE = (
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 1">',
    "'><svg onload=window.hacked=1>",
    "{{ 7 * 7 }}{% raw %}",
    "</style><style>*{display:none}",
)


def traced_report() -> Report:
    """Return a report with supported, rounded, repaired, derived and unresolved figures."""
    sheet = parse_sheet(SHEET)
    sections = tuple(_written(sheet, n, text) for n, text in enumerate(TEXTS))
    whole = (Finding(code="repetition", severity="warning", message="两节有一句话相同。"),)
    return Report(sheet=sheet, sections=sections, whole=whole)


def hostile_report() -> Report:
    """Return a report whose every text is an attack on the page that shows it."""
    bad = "".join(HOSTILE)
    source = "\n".join(f"- {text}12件 〔来源：{text}〕" for text in HOSTILE)
    title = bad.replace("'", "''")
    sheet = parse_sheet(f"---\ntitle: '{title}'\n---\n\n## 攻击{HOSTILE[1]}\n{source}\n")
    section = sheet.sections[0]
    text = f"{bad}受理12件。"
    at = text.index("12件")
    finding = Finding(
        code="value-changed", severity="error", message=bad, section=bad, start=0, end=at + 3,
        facts=(section.facts[0].id,),
    )  # fmt: skip
    link = Link(
        start=at, end=at + 3, phrase_start=at, phrase_end=at + 3, fact=section.facts[0].id, index=0
    )  # fmt: skip
    draft = Draft(
        text=text, slots=text, origin="model", model=bad, hint=bad, examples=(bad,), reasons=(bad,),
        facts=section.all_facts, findings=(finding,), links=(link,), created=bad,
        repairs=(Repair(rung="section", problems=(bad,), before=bad, after=bad),),
    )  # fmt: skip
    written = WrittenSection(id=section.id, heading=section.heading, role=section.role).with_draft(draft)
    return Report(sheet=sheet, sections=(written,))


def _written(sheet: Sheet, n: int, text: str) -> WrittenSection:
    section = sheet.sections[n]
    result = check(text, sheet, section=section.id)
    draft = Draft(
        text=text, slots=text, origin="composer" if n == 0 else "model", model="" if n == 0 else "qwen-max",
        facts=section.all_facts, findings=result.findings, links=result.links,
        repairs=(REPAIR,) if n == 1 else (),
        examples=("district-union/s1",) if n == 1 else (), reasons=("小节主题相近",) if n == 1 else (),
        usage=Usage() if n == 0 else Usage(calls=2, prompt_tokens=1480, completion_tokens=236),
        created="2024-07-05T09:30:00+08:00",
    )  # fmt: skip
    return WrittenSection(id=section.id, heading=section.heading, role=section.role).with_draft(draft)

"""Written reports to be printed, saved and read back."""

from __future__ import annotations

from summarywriter.markup import parse_sheet
from summarywriter.model import Draft, Finding, Origin, Report, Sheet, WrittenSection

SHEET = """---
title: 清河区总工会2024年上半年工作总结
organization: 清河区总工会
period: 2024年上半年
date: 2024-07-05
genre: district-union
---

## 导语

2024年上半年，清河区总工会扎实推进各项工作。现将有关情况总结如下。

## 思想引领更加有力
### 宣传教育
- 举办读书活动12场

举办“书香三八”读书活动12场——1860人次参与。

### 文化引领
- 选送3个节目

一是选送3个节目。二是组织职工健身。

## 维权服务
- 走访126户

走访慰问困难职工126户。

# 下半年工作打算
## 组织建设
- 计划新建10家

计划新建工会10家。

## 结语

以上为工作总结。
"""


def report(
    text: str = SHEET, origin: Origin = "model", errors: tuple[tuple[int, int, int], ...] = ()
) -> Report:
    """Return the report of a worked sheet; ``errors`` are (section's index, start, end)."""
    sheet = parse_sheet(text)
    return Report(
        sheet=sheet, sections=tuple(written(sheet, n, origin, errors) for n in range(len(sheet.sections)))
    )


def written(sheet: Sheet, n: int, origin: Origin, errors: tuple[tuple[int, int, int], ...]) -> WrittenSection:
    section = sheet.sections[n]
    bare = WrittenSection(id=section.id, heading=section.heading, role=section.role)
    if not section.text:
        return bare
    findings = tuple(
        Finding(code="value-changed", severity="error", message="数字不符", start=start, end=end)
        for at, start, end in errors
        if at == n
    )
    return bare.with_draft(
        Draft(
            text=section.text,
            slots=section.text,
            origin=origin,
            findings=findings,
            created="2024-07-05T09:30:00+08:00",
        )
    )

"""The printed report as data, and its Markdown and text forms."""

from __future__ import annotations

from support.printed_reports import SHEET, report

from summarywriter.documents import document_lines, render_markdown, render_text
from summarywriter.documents.lines import marked
from summarywriter.model import Finding, Report


def printed(made: Report) -> list[str]:
    return [f"{line.kind}{line.level} {line.printed}" for line in document_lines(made)]


def test_lines() -> None:
    assert printed(report()) == [
        "title0 清河区总工会2024年上半年工作总结",
        "paragraph0 2024年上半年，清河区总工会扎实推进各项工作。现将有关情况总结如下。",
        "heading1 一、思想引领更加有力",
        "group2 （一）宣传教育",
        "paragraph0 举办“书香三八”读书活动12场——1860人次参与。",
        "group2 （二）文化引领",
        "paragraph0 一是选送3个节目。二是组织职工健身。",
        "heading1 二、维权服务",
        "paragraph0 走访慰问困难职工126户。",
        "heading0 下半年工作打算",
        "heading1 一、组织建设",
        "paragraph0 计划新建工会10家。",
        "paragraph0 以上为工作总结。",
        "signoff0 清河区总工会",
        "signoff0 2024年7月5日",
    ]


def test_lines_name_their_section() -> None:
    made = report()
    wanted = made.sheet.section("维权服务").id
    assert [line.text for line in document_lines(made) if line.section == wanted] == [
        "维权服务", "走访慰问困难职工126户。",
    ]  # fmt: skip


def test_numbering_follows_the_genre_and_the_sheet() -> None:
    school = printed(report(SHEET.replace("district-union", "school-union")))
    assert "heading1 1.思想引领更加有力" in school
    assert "group2 （1）宣传教育" in school
    own = printed(report(SHEET.replace("genre: district-union", "numbering: 第一，/①")))
    assert "heading1 第二，维权服务" in own
    assert "group2 ①宣传教育" in own


def test_unwritten_sections_are_left_out_and_not_counted() -> None:
    made = report(
        SHEET.replace("举办“书香三八”读书活动12场——1860人次参与。\n\n", "").replace(
            "一是选送3个节目。二是组织职工健身。\n\n", ""
        )
    )
    assert "heading1 一、维权服务" in printed(made)


def test_errors_are_marked_after_their_span() -> None:
    made = report(errors=((2, 8, 12),))
    assert "paragraph0 走访慰问困难职工126户【待核实】。"[:22] not in printed(report())
    assert "paragraph0 走访慰问困难职工126户【待核实】。" in printed(report(errors=((2, 0, 12),)))
    assert "【待核实】" not in made.section("维权服务").text


def test_marks_are_set_for_errors_with_a_place_only() -> None:
    def finding(severity: str, end: int | None) -> Finding:
        return Finding(code="value-changed", severity=severity, message="", start=0, end=end)  # type: ignore[arg-type]

    assert marked("12场", [finding("warning", 3), finding("error", None), finding("error", 9)]) == "12场"
    assert marked("12场3人", [finding("error", 5), finding("error", 3), finding("error", 3)]) == (
        "12场【待核实】3人【待核实】"
    )


def test_title_is_made_where_the_sheet_gives_none() -> None:
    assert printed(report(SHEET.replace("title: 清河区总工会2024年上半年工作总结\n", "")))[0] == (
        "title0 清河区总工会2024年上半年工作总结"
    )
    nothing = "## 维权\n- 走访126户\n\n走访126户。\n"
    assert printed(report(nothing)) == ["heading1 一、维权", "paragraph0 走访126户。"]


def test_number_and_figure_do_not_run_together() -> None:
    made = report("---\ngenre: school-union\n---\n\n## 1860人次参加培训\n- a\n\nb。\n")
    assert document_lines(made)[0].printed == "1. 1860人次参加培训"


def test_markdown() -> None:
    text = render_markdown(report())
    assert text.startswith("# 清河区总工会2024年上半年工作总结\n\n2024年上半年，")
    assert "\n\n## 一、思想引领更加有力\n\n### （一）宣传教育\n\n举办" in text
    assert "\n\n# 下半年工作打算\n\n## 一、组织建设\n\n" in text
    assert text.endswith("\n\n清河区总工会\n\n2024年7月5日\n")


def test_composed_reports_say_so_in_a_comment() -> None:
    assert "<!--" not in render_markdown(report())
    text = render_markdown(report(origin="composer"))
    assert text.endswith("<!-- 本文由 summarywriter 内置写作程序根据所列事实编写，未使用语言模型。 -->\n")
    assert "内置写作程序" not in render_text(report(origin="composer"))
    mixed = report()
    composed = report(origin="composer").sections[2]
    assert "未使用语言模型：维权服务。" in render_markdown(mixed.with_section(composed))


def test_markdown_marks_at_the_start_of_paragraphs_are_escaped() -> None:
    made = report("## 维权\n- a\n\n\\# 不是标题\n\n\\- 不是要点\n")
    assert "\n\n\\# 不是标题\n\n\\- 不是要点\n" in render_markdown(made)


def test_text() -> None:
    lines = render_text(report()).split("\n")
    assert lines[:4] == [
        "清河区总工会2024年上半年工作总结", "",
        "　　2024年上半年，清河区总工会扎实推进各项工作。现将有关情况总结如下。", "　　一、思想引领更加有力",
    ]  # fmt: skip
    assert lines[-4:] == ["", "清河区总工会", "2024年7月5日", ""]

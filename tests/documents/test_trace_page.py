"""The trace as a file: what it says, how it is linked, and that nothing in it can run or load."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from support.printed_reports import report
from support.traced_reports import HOSTILE, SHEET, TEXTS, hostile_report, traced_report

from summarywriter import check, check_document
from summarywriter.documents import render_text_trace, render_trace, save
from summarywriter.markup import parse_sheet
from summarywriter.model import Finding, Link


class Page(HTMLParser):
    """The elements of a page, with the text of each link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.elements.append((tag, held))
        if tag == "a":
            self._open.append(held.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in self._open:
            self.texts[name] = self.texts.get(name, "") + data

    def links(self, kind: str) -> list[dict[str, str]]:
        return [a for tag, a in self.elements if tag == "a" and kind in a.get("class", "").split()]


def words(page: Page, name: str) -> str:
    return re.split("[\u2060✓≈↻∑✗×]", page.texts[name])[0]


def test_every_figure_leads_to_its_fact_and_back() -> None:
    page = Page(render_trace(traced_report()))
    figures = {a["id"]: a for a in page.links("figure")}
    sources = {a["id"]: a for a in page.links("source")}
    assert len(figures) == 15
    both = {(n, k) for n, a in figures.items() for k in a["data-to"].split() if k in sources}
    assert both == {(n, k) for k, a in sources.items() for n in a["data-to"].split()}
    assert {(words(page, n), words(page, k)) for n, k in both} >= {
        ("126户", "126户"), ("1.9万人", "1.86万人"), ("600人", "600人"), ("2024年上半年", "2024年上半年"),
    }  # fmt: skip


def test_every_state_is_told() -> None:
    html = render_trace(traced_report())
    page = Page(html)
    states = {words(page, a["id"]): re.findall(r"s-(\w+)", a["class"])[0] for a in page.links("figure")}
    assert states["126户"] == "supported"
    assert states["1.9万人"] == "rounded"
    assert states["37.8万元"] == "repaired"
    assert states["92.9%"] == "derived"
    assert states["251.4万元"] == "unresolved"
    assert "15个数字，13个有据，1个推算，1个存疑" in html
    assert "把“251.4万元”改为“215.4万元”" in html
    assert "换入事实中的数字" in html
    assert "district-union/s1（小节主题相近）" in html
    assert "qwen-max" in html
    assert "1716词元" in html


def test_all_links_stay_on_the_page() -> None:
    for made in (traced_report(), hostile_report(), report()):
        page = Page(render_trace(made))
        ids = [a["id"] for _, a in page.elements if a.get("id")]
        assert len(ids) == len(set(ids))
        for _, held in page.elements:
            assert not {"src", "action", "style", "srcset"} & set(held)
            assert not [name for name in held if name.startswith("on")]
            if "href" in held:
                assert held["href"].startswith("#")
                assert held["href"][1:] in ids


def test_hostile_texts_stay_text() -> None:
    html = render_trace(hostile_report())
    tags = {tag for tag, _ in Page(html).elements}
    assert not tags & {"img", "svg", "iframe", "link", "object", "form", "base"}
    assert html.count("<script") == html.count("</script") == 1
    assert html.count("<style") == html.count("</style") == 1
    assert "{{ 7 * 7 }}{% raw %}" in html
    for attack in HOSTILE[:3]:
        assert attack not in html


def test_policy_forbids_all_loading() -> None:
    page = Page(render_trace(traced_report()))
    meta = next(a for tag, a in page.elements if tag == "meta" and "content" in a)
    rules = dict(rule.strip().split(" ", 1) for rule in meta["content"].split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["script-src"].startswith("'sha256-")
    assert "unsafe" not in meta["content"]


def test_text_of_others_is_traced_like_a_report() -> None:
    sheet = parse_sheet(SHEET)
    section = sheet.section("维权服务").id
    result = check(TEXTS[1], sheet, section=section)
    html = render_text_trace(TEXTS[1], sheet, result.findings, result.links, section=section)
    assert "9个数字，7个有据，1个推算，1个存疑" in html
    document = "# 总结\n\n## 一、维权服务更加有力\n\n走访126户。\n\n## 二、组织建设\n\n新建基层工会68家。"
    result = check_document(document, sheet)
    page = Page(render_text_trace(document, sheet, result.findings, result.links))
    assert {words(page, a["id"]) for a in page.links("figure")} >= {"126户", "68家"}
    assert "h3" in {tag for tag, _ in page.elements}


def test_page_is_saved_and_always_the_same(tmp_path: Path) -> None:
    made = save(traced_report(), tmp_path / "x.html")
    assert made.read_text("utf-8") == render_trace(traced_report())


def test_illegal_characters_are_replaced() -> None:
    sheet = parse_sheet("## 甲\n- 受理\u202e12件\n")
    html = render_text_trace("受理\ud800\x0012件", sheet, (), ())
    html.encode()
    assert "\x00" not in html
    assert "\u202e" not in html


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="<>\"'&{}%#/12件户。\n 甲一", max_size=40), st.data())
def test_any_text_with_any_findings_is_shown_whole(text: str, data: st.DataObject) -> None:
    sheet = parse_sheet("## 甲\n- 受理12件，走访2户\n")
    fact = sheet.sections[0].facts[0].id
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place), max_size=4))
    findings = [
        Finding(code="value-changed", severity="error", message="错", start=min(s), end=max(s), facts=(fact,))
        for s in spans
    ]
    links = [
        Link(start=min(s), end=max(s), phrase_start=min(s), phrase_end=max(s), fact=fact, index=9)
        for s in spans[:2]
    ]
    html = render_text_trace(text, sheet, findings, links)
    shown = Shown(html[html.index("<article") : html.index("</article>")]).text
    expected = "".join(line.strip().lstrip("#") for line in text.split("\n")) if text.strip() else EMPTY
    assert "".join(shown.split()) == "".join(expected.split())


EMPTY = "还没有写出正文。"


class Shown(HTMLParser):
    """The words of a stretch of a page, without marks, codes and flags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self._skip = "", 0
        self._tags: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kinds = (dict(attrs).get("class") or "").split()
        self._tags.append(bool({"mark", "code", "flag"} & set(kinds)))

    def handle_endtag(self, tag: str) -> None:
        self._tags.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._tags):
            self.text += data

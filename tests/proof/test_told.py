"""The report says the same as text, as JSON and as a page that needs nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tests.proof.reports import LINE, REPORT
from vidcap.media.stills import Still
from vidcap.plain import from_plain, to_plain
from vidcap.proof.page import html_of
from vidcap.proof.report import Curves, Finding, FitReport
from vidcap.proof.told import document, text_of
from vidcap.script import Span

WRONG = replace(
    REPORT,
    lines=(LINE, replace(LINE, number=2, text="Second.", heard=None, found_by="nothing")),
    strays=(Span(9.0, 9.5),),
    findings=(Finding("error", "missing", 4.0, 2, "the line is not heard"),),
)


class Page(HTMLParser):
    """What a screen reader gets: the cells of the tables, the labels of the drawings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cells: list[str] = []
        self.labels: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.addresses += [values[name] or "" for name in ("href", "src") if name in values]
        if tag == "svg":
            self.labels.append(values.get("aria-label") or "")
        if tag in ("td", "th"):
            self.cells.append("")
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.addresses += [values["href"] or ""] if "href" in values else []

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.cells[-1] += data


def test_the_text_has_the_sums_the_lines_and_what_is_wrong() -> None:
    text = text_of(WRONG)
    assert text.startswith("film.described.mkv: 1 error, 0 warnings\n")
    assert "lines heard      1 of 2" in text
    assert re.search(r"1 0:00:04\.0  2\.000 s +\+0\.2 ms  A <b>dog", text)
    assert "2 0:00:04.0  not heard: Second." in text
    assert "error: 0:00:04.0 line 2 the line is not heard" in text


def test_a_report_that_holds_says_so_first() -> None:
    first = text_of(REPORT).splitlines()[0]
    assert first == "film.described.mkv: every line is heard at its time, none over speech"


def test_the_document_is_json_and_can_be_read_back() -> None:
    plain = json.loads(json.dumps(document(WRONG), allow_nan=False))
    assert (plain["schema"], plain["holds"], plain["heard"], plain["overlap_ms"]) == (
        1,
        False,
        1,
        0,
    )
    assert from_plain(FitReport, to_plain(WRONG)) == WRONG


@pytest.mark.parametrize("report", [REPORT, WRONG], ids=["right", "wrong"])
def test_the_page_is_whole_and_needs_nothing_else(report: FitReport) -> None:
    stills = [Still(0.0, b"\xff\xd8one", 96, 54), Still(5.0, b"\xff\xd8two", 96, 54)]
    text = html_of(report, stills)
    page = Page(text)
    assert page.open == []
    assert "<script" not in text
    assert all(address.startswith(("#", "data:image/jpeg;base64,")) for address in page.addresses)
    assert text.count("data:image/jpeg") == len(stills)
    assert LINE.text in page.cells
    for drawing in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        ElementTree.fromstring(drawing)


def test_a_screen_reader_gets_every_line_and_every_row() -> None:
    page = Page(html_of(WRONG))
    assert {"Second.", "the line is not heard", "0:00:04.000", "0:00:09.500"} <= set(page.cells)
    assert page.labels == ["0:00:00.0 to 0:00:10.0: 3.5 s of speech, line 1 at 0:00:04.0"]


def test_a_film_of_three_hours_makes_a_page_of_a_few_megabytes() -> None:
    hours = 3 * 3600.0
    lines = tuple(
        replace(LINE, number=n + 1, written=Span(t, t + 2), heard=Span(t, t + 2))
        for n, t in enumerate(range(10, 10790, 11))
    )
    report = replace(
        REPORT,
        duration=hours,
        lines=lines,
        speech=tuple(Span(t, t + 3.0) for t in range(0, 10790, 6)),
        curves=Curves(3.0, (-23.0,) * 3600, (-22.0,) * 3600),
    )
    stills = [Still(15.0 * n, b"\xff\xd8" + bytes(2500), 96, 54) for n in range(720)]
    text = html_of(report, stills)
    assert len(text) < 5_000_000
    assert text.count("<svg") == 180

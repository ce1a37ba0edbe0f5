"""The fit report as one HTML page that needs nothing else: no server, no script, no other file.

What the drawing shows stands in tables as well, for a screen reader and for copying.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from vidcap.proof.judge import has_words
from vidcap.proof.report import FitReport, LineHeard, PauseSeen
from vidcap.proof.timeline import rows
from vidcap.proof.told import facts, place, verdict
from vidcap.script import Span, clock

if TYPE_CHECKING:
    from vidcap.media.stills import Still

MOST = 720  # pictures: 2 MB of a page, one in 15 s of a film of three hours
CLOSEST = 2.5  # s from one picture to the next
PICTURE, QUALITY = 96, 55  # pixels; of the JPEG

STYLE = """
:root{color-scheme:light dark;--speech:#d55e00;--gap:#b9c4cc;--line:#0072b2;--wrong:#c2185b;
--film:#888;--paused:#7a8b2a;--ink:#222;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#ddd;--paper:#181818;--gap:#46525a;--line:#2a8fd0}}
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;
color:var(--ink);background:var(--paper)}
svg{display:block;width:100%;margin-bottom:1rem}svg text{font-size:10px;fill:#fff}
.time{fill:var(--film)!important}.speech{fill:var(--speech)}.gap{fill:var(--gap)}.paused{fill:var(--paused)}
.line{fill:var(--line)}.wrong{fill:var(--wrong)}.stray{fill:none;stroke:var(--wrong)}
.missing{fill:none;stroke:var(--wrong);stroke-dasharray:3}.missing+text{fill:var(--wrong)}
polyline{fill:none;stroke-width:1.5}.film{stroke:var(--film)}.described{stroke:var(--line)}
.tick{stroke:var(--gap);stroke-width:.5}.end{stroke:var(--film)}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold}
th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0}
tr{border-bottom:1px solid var(--gap)}
td{font-variant-numeric:tabular-nums}tr:target{outline:2px solid var(--line)}
.key span{padding-left:1.2em;margin-right:1em;border-left:.8em solid}
.error{color:var(--wrong);font-weight:bold}
"""
KEY = (
    ("speech", "speech of the film"),
    ("gap", "gap"),
    ("line", "line"),
    ("wrong", "line with an error, or not heard"),
    ("film", "loudness of the film, 0 to -70 LUFS"),
    ("line", "loudness of the described sound"),
)


def film_strip(described: Path, duration: float) -> tuple[Still, ...]:
    """Return small pictures along a film, at most `MOST`, for `html_of`.

    Raises:
        InputError: it is no film.
    """
    from vidcap.media.probe import examine
    from vidcap.media.stills import stills

    step = max(CLOSEST, duration / MOST)
    times = [number * step for number in range(max(1, int(duration / step)))]
    return tuple(stills(examine(described), times, width=PICTURE, quality=QUALITY))


def html_of(report: FitReport, stills: Sequence[Still] = ()) -> str:
    """Return the report as a page."""
    name = escape(report.film.encode("utf-8", "replace").decode())
    body = [
        f"<h1>Fit report of {name}</h1>",
        f"<p>{escape(verdict(report).capitalize())}.</p>",
        _table("Sums", ("what", "value"), ((escape(a), escape(b)) for a, b in facts(report))),
        *_findings(report),
        '<h2 id="film">The film</h2>',
        f'<p class="key">{"".join(_key(*item) for item in _keys(report))}</p>',
        *rows(report, stills),
        "<h2>The lines</h2>",
        _lines(report),
        "<h2>Speech of the film</h2>",
        _table("Speech", ("from", "to", "seconds"), (_span(span) for span in report.speech)),
        *_pauses(report),
        *_strays(report),
    ]
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>Fit report of {name}</title>'
        f"<style>{STYLE}</style></head><body><main>{''.join(body)}</main></body></html>\n"
    )


def _findings(report: FitReport) -> Iterator[str]:
    if report.findings:
        yield "<h2>What is wrong</h2>"
        cells = (
            (
                f'<span class="{finding.level}">{finding.level}</span>',
                escape(place(finding)) or "whole film",
                escape(finding.text),
            )
            for finding in report.findings
        )
        yield _table("Findings", ("weight", "where", "what"), cells)


def _lines(report: FitReport) -> str:
    """Return the table of the lines, with all that is known of each."""
    unit = "words" if has_words(report.language) else "characters"
    heads = (
        *("line", "heard from", "to", "off its time, ms", "found by", "over speech, ms"),
        *("after the line before, s", f"{unit} a minute", "over the film, LU", "film by, dB"),
        "text",
    )
    body = "".join(
        f'<tr id="line-{line.number}"><th scope="row">{line.number}</th>'
        f"{''.join(f'<td>{cell}</td>' for cell in _cells(line, report.language))}</tr>"
        for line in report.lines
    )
    return f"<table><caption>Lines</caption>{_heads(heads)}<tbody>{body}</tbody></table>"


def _cells(line: LineHeard, language: str) -> Iterator[str]:
    if line.heard is None:
        yield from (f"not heard ({clock(line.written.start)})", clock(line.written.end))
    else:
        yield from (clock(line.heard.start, digits=3), clock(line.heard.end, digits=3))
    yield _number(line.off_ms, "+.1f")
    likeness = "" if line.likeness is None else f", {line.likeness:.2f} alike"
    yield f"{line.found_by}{likeness}"
    yield _number(max(line.speech_ms, line.told_speech_ms or 0.0), ".0f")
    yield _number(line.pause, ".2f")
    yield _number(line.rate, ".0f")
    yield _number(line.over_film_lu, ".1f")
    yield _number(line.duck_db, ".1f")
    yield f'<span lang="{escape(language)}">{escape(line.text)}</span>'


def _keys(report: FitReport) -> tuple[tuple[str, str], ...]:
    return (*KEY, ("paused", "pause of the film")) if report.is_extended else KEY


def _pauses(report: FitReport) -> Iterator[str]:
    """Yield the table of the pauses."""
    if report.pauses:
        yield "<h2>Pauses of the film</h2>"
        heads = ("from", "to", "seconds", "picture held until", "sound of the film, dB")
        yield _table("Pauses", heads, (_pause(pause) for pause in report.pauses))


def _pause(pause: PauseSeen) -> tuple[str, ...]:
    held = "" if pause.held is None else clock(pause.held.end, digits=3)
    return *_span(pause.span), held, _number(pause.film_db, ".0f")


def _strays(report: FitReport) -> Iterator[str]:
    if report.strays:
        yield _table("Of no line", ("from", "to", "seconds"), map(_span, report.strays))


def _table(
    caption: str, heads: Sequence[str], rows_of: Iterator[Sequence[str]] | map[Sequence[str]]
) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for cells in rows_of)
    return f"<table><caption>{caption}</caption>{_heads(heads)}<tbody>{body}</tbody></table>"


def _heads(heads: Sequence[str]) -> str:
    return f"<thead><tr>{''.join(f'<th scope=col>{head}</th>' for head in heads)}</tr></thead>"


def _key(kind: str, text: str) -> str:
    return f'<span style="border-color:var(--{kind})">{text}</span>'


def _span(span: Span) -> tuple[str, str, str]:
    return clock(span.start, digits=3), clock(span.end, digits=3), f"{span.length:.2f}"


def _number(value: float | None, form: str) -> str:
    return "" if value is None else f"{value:{form}}"

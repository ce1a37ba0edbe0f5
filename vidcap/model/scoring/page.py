"""An evaluation as a page to read: figures, and pictures with what was said of them.

One file that needs no other and runs no script.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np

from vidcap.model.data import Captioned, read_pictures
from vidcap.model.pictures import Picture
from vidcap.model.scoring.evaluation import Evaluation, Said

SHOWN = 16  # pictures of each kind at most
WIDTH = 240  # pixels
BY = "CIDEr"  # the score that says which are best

_STYLE = """
body { font: 16px/1.45 sans-serif; color: #1a1a1a; background: #fff; max-width: 72rem;
  margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse } th, td { padding: .2rem .8rem; text-align: right }
th { border-bottom: 1px solid #767676 } th:first-child, td:first-child { text-align: left }
ul.pictures { list-style: none; padding: 0; display: grid; gap: 1.5rem;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)) }
img { width: 100%; height: auto } p.said { font-weight: bold; margin: .4rem 0 }
ul.people { padding-left: 1.1rem; margin: .3rem 0; color: #444 }
"""


def page_of(
    evaluation: Evaluation, data: Path, items: Sequence[Captioned], *, title: str, language: str
) -> str:
    """Return the page.

    Args:
        evaluation: of these items, in their order.
        data: the folder they lie in.
        items: the pictures of the split.
        title: of the page: which network, which split.
        language: of the captions.
    """
    order = sorted(
        range(len(items)), key=lambda place: evaluation.said[place].scores[BY], reverse=True
    )
    shown = min(SHOWN, len(order) // 2)  # no picture stands there twice
    middle = order[shown : len(order) - shown]
    step = max(1, len(middle) // SHOWN)
    parts = {
        f"Best by {BY}": order[:shown],
        "In between, evenly drawn": middle[::step][:SHOWN],
        f"Worst by {BY}": order[::-1][:shown],
    }
    places = sorted({place for chosen in parts.values() for place in chosen})
    drawn = read_pictures(data, [items[place] for place in places])
    pictures = {places[number]: _embedded(picture) for number, picture in drawn}
    body = "".join(
        f"<h2>{html.escape(name)}</h2><ul class=pictures>"
        + "".join(_figure(evaluation.said[place], pictures[place], language) for place in chosen)
        + "</ul>"
        for name, chosen in parts.items()
        if chosen
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{html.escape(title)}</h1>"
        f"{_figures(evaluation)}{body}</main></body></html>\n"
    )


def _figures(evaluation: Evaluation) -> str:
    """Return the table of scores beside their controls, and what there is to say of them."""
    columns: Mapping[str, Mapping[str, float]] = {
        "captions": evaluation.metrics,
        **evaluation.controls,
    }
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    rows = "".join(
        f'<tr><th scope="row">{name}</th>'
        + "".join(
            f"<td>{column[name]:.4f}</td>" if name in column else "<td></td>"
            for column in columns.values()
        )
        + "</tr>"
        for name in evaluation.metrics
    )
    faults = ", ".join(f"{name} {share:.1%}" for name, share in evaluation.faults.items())
    notes = [
        f"{len(evaluation.said)} pictures; words by {evaluation.tokeniser}",
        *(f"{name}: {text}" for name, text in evaluation.explained.items()),
        f"the sentence said of all: {evaluation.constant}",
        f"captions that are no whole sentences: {faults}",
    ]
    if evaluation.missing:
        notes.append(f"missing: {evaluation.missing}")
    listed = "".join(f"<li>{html.escape(note)}</li>" for note in notes)
    return f'<table><tr><th scope="col">score</th>{head}</tr>{rows}</table><ul>{listed}</ul>'


def _figure(said: Said, data: str, language: str) -> str:
    """Return a picture with what was said; who cannot see it is told what a person wrote of it."""
    people = "".join(f"<li>{html.escape(text)}</li>" for text in said.references)
    return (
        f'<li><img src="{data}" alt="{html.escape(said.references[0])}" lang="{language}">'
        f'<p class=said lang="{language}">{html.escape(said.caption)}</p>'
        f"<p>{BY} {said.scores[BY]:.2f}, confidence {said.confidence:.2f}, "
        f"{html.escape(said.file)}</p>"
        f'<ul class=people lang="{language}">{people}</ul></li>'
    )


def _embedded(picture: Picture) -> str:
    """Return a small JPEG as an address that holds its data."""
    height = round(picture.shape[0] * WIDTH / picture.shape[1])
    small = cv2.resize(picture, (WIDTH, height), interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", np.asarray(small[:, :, ::-1]), (cv2.IMWRITE_JPEG_QUALITY, 80))
    return f"data:image/jpeg;base64,{base64.b64encode(data.tobytes()).decode()}"

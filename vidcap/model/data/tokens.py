"""The form of Flickr8k and Flickr30k, `Flickr8k.token.txt` and `results_20130124.token`.

A caption a line, `NAME.jpg#0`, a tab, the caption; Hodosh, Young, Hockenmaier, JAIR 47 (2013),
and Young et al., TACL 2 (2014). Splits stand in lists beside it, or are made by name.
"""

from __future__ import annotations

from pathlib import Path

from vidcap.errors import InputError
from vidcap.model.data.captioned import Captioned
from vidcap.model.data.text import numbered_lines, tidy


def read(path: Path) -> list[Captioned]:
    """Return the pictures in the order in which they first appear, without splits.

    A picture that has a caption of one number twice is listed again: it comes again, too.

    Raises:
        InputError: a line is not of the form.
    """
    times: dict[str, int] = {}  # how often each NAME#k was met
    found: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for line_number, line in numbered_lines(path):
        key, tab, caption = line.partition("\t")
        name, sign, number = key.strip().rpartition("#")
        if not (tab and sign and name and number.isdecimal()):
            raise InputError(
                "not a caption", f"{path}, line {line_number}", "write NAME.jpg#0, a tab, a caption"
            )
        listing = times[key.strip()] = times.get(key.strip(), -1) + 1
        found.setdefault((name, listing), []).append((line_number, tidy(caption)))
    return [
        Captioned(
            name,
            "",
            tuple(caption for _, caption in said),
            source=path.name,
            lines=tuple(line_number for line_number, _ in said),
        )
        for (name, _), said in found.items()
    ]

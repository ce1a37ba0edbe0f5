"""What a photograph's own pixels say where people are silent: is it dark, does sky show.

Nobody captions "sky" and few write "dark", but both are plain enough to be told by rule. The rules
see only photographs as they are taken; the heads that learn from them see looks of film, too.

Shapes: `K` concepts.
"""

from __future__ import annotations

import cv2
import numpy as np

from vidcap.model.concepts.labels import NO, UNKNOWN, YES, Labels
from vidcap.model.concepts.names import PLACE
from vidcap.model.pictures import Picture, as_square

DARK, LIT = 45.0, 75.0  # mean luma (0-255) below which a picture is dark, above which it is not
_SMALL = 64  # side at which sky is looked for
_UPPER = 10  # rows of these, from the top
_FEW, _MOST = 0.03, 0.85  # share of sky-like pixels there: below it is a no, above a yes
_ALIKE = ("snow", "water", "sea", "lake", "beach", "sand")  # as pale or blue as sky


def with_sky(labels: Labels, picture: Picture) -> Labels:
    """Return the labels of a photograph outdoors with sky as its upper edge tells, if unknown.

    Pixels are like sky that are blue and light, or pale and bright, and smooth.
    """
    found, sky = labels.copy(), PLACE["sky"]
    if found[sky] != UNKNOWN or found[PLACE["outdoors"]] != YES:
        return found
    small = np.ascontiguousarray(as_square(picture, _SMALL))
    hue, pallor, light = cv2.split(cv2.cvtColor(small, cv2.COLOR_RGB2HSV))  # hue in 0-179
    luma = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    edges = np.hypot(cv2.Sobel(luma, cv2.CV_32F, 1, 0), cv2.Sobel(luma, cv2.CV_32F, 0, 1))
    is_blue = (hue > 90) & (hue < 128) & (pallor > 30) & (light > 90)
    is_pale = (pallor < 56) & (light > 158)
    share = ((is_blue | is_pale) & (edges < 40))[:_UPPER].mean()
    if share < _FEW:
        found[sky] = NO
    elif share > _MOST and all(found[PLACE[name]] == NO for name in _ALIKE):
        found[sky] = YES
    return found


def with_darkness(labels: Labels, picture: Picture) -> Labels:
    """Return the labels of a photograph, however it looks, with `dark` as its pixels tell.

    A dark picture of the day is how films make their nights, so there it is not to be told as day.
    """
    luma = float(cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY).mean())
    found = labels.copy()
    found[PLACE["dark"]] = YES if luma < DARK else NO if luma > LIT else UNKNOWN
    if luma < DARK and found[PLACE["day"]] == YES:
        found[PLACE["day"]] = NO
    return found

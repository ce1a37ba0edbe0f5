"""One keyframe again is the picture that was looked at."""

from dataclasses import replace

import cv2
import pytest

from vidcap.errors import InputError
from vidcap.media.pictures import decoded
from vidcap.media.probe import examine
from vidcap.recipe import WatchSettings
from vidcap.watch import watch
from vidcap.watch.again import keyframe_again


@pytest.mark.parametrize(
    "name", ["sintel-trailer-end_mpeg1.mpg", "girl-shy_raw.h265", "big-buck-bunny_rot90_51.mp4"]
)
def test_boxes_sit_on_it_as_on_the_first(media, name):
    """Bars, dark shots, a film without time stamps, a picture on its side."""
    source = examine(media / name)
    settings = WatchSettings()
    watched = watch(source, settings)
    for place, keyframe in enumerate(watched.keyframes):
        before = watched.keyframes[:place]
        again = keyframe_again(source, keyframe, before, width=settings.picture_width)
        first = decoded(watched.pictures[keyframe.id])
        assert max(abs(a - b) for a, b in zip(again.shape, first.shape, strict=True)) <= 2
        fitted = cv2.resize(again, first.shape[1::-1], interpolation=cv2.INTER_AREA)
        assert abs(fitted.astype(int) - first).mean() < 3


def test_a_time_after_the_film_is_refused(media):
    source = examine(media / "girl-shy_raw.h265")
    keyframe = watch(source, WatchSettings()).keyframes[0]
    with pytest.raises(InputError, match=r"shows nothing at 99\.000 s"):
        keyframe_again(source, replace(keyframe, time=99.0), (), width=640)

"""The whole job with our own captioner on real films: all end described, none over speech."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
import pytest

from tests.conftest import SHARED
from tests.films.assembled import Assembled
from vidcap.batch import FILM_SUFFIXES
from vidcap.cache import Cache
from vidcap.engines import Engines
from vidcap.errors import InputError
from vidcap.pipeline import Job, Outcome, describe
from vidcap.recipe import Recipe
from vidcap.script import Span

RECIPE = Recipe()
FILMS = sorted(path for path in (SHARED / "media").glob("*") if path.suffix in FILM_SUFFIXES)


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    with Engines(RECIPE, Cache(tmp_path_factory.mktemp("cache"))) as engines:
        yield engines


def described(film: Path, engines: Engines, folder: Path) -> Outcome:
    job = Job(film, RECIPE, folder=folder, speak=True)
    return describe(job, engines, lambda stage, share: None)


def samples(path: Path, track: int) -> tuple[np.ndarray, int]:
    """An audio track as one channel of samples, the first at film time 0, and its rate."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[track]
        to_mono = av.AudioResampler("fltp", "mono", stream.rate)
        frames = [out for frame in container.decode(stream) for out in to_mono.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames]), stream.rate


def heard_over(speech: Sequence[Span], narration: Path) -> float:
    """Seconds of speech under which the narration track is not silent."""
    voice, rate = samples(narration, 0)
    loud = np.abs(voice) > 1 / 32768  # more than the last bit of its 16
    over = 0
    for span in speech:
        over += int(loud[max(0, round(span.start * rate)) : round(span.end * rate)].sum())
    return over / rate


@pytest.mark.slow
@pytest.mark.voice
@pytest.mark.skipif(not FILMS, reason="needs the test media folder beside the repository")
@pytest.mark.parametrize("film", FILMS, ids=lambda path: path.name)
def test_every_film_ends_described_and_nothing_is_said_over_its_speech(
    film: Path, engines: Engines, tmp_path: Path
) -> None:
    script = described(film, engines, tmp_path).script
    report = script.report
    assert report["overlap"] == 0
    assert heard_over(script.speech, tmp_path / f"{film.stem}.en.ad.wav") == 0
    assert (tmp_path / f"{film.stem}.described.mkv").stat().st_size > 0
    assert len(script.lines) == len(script.moments) == len(script.keyframes)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_bare_stream_is_described_but_not_delivered(
    media: Path, engines: Engines, tmp_path: Path
) -> None:
    bare = media / "girl-shy_raw.h265"
    script = describe(Job(bare, RECIPE, folder=tmp_path), engines, lambda *_: None).script
    assert len(script.keyframes) == 1
    with pytest.raises(InputError, match="bare stream without time stamps"):
        described(bare, engines, tmp_path / "spoken")
    assert list((tmp_path / "spoken").iterdir()) == []


@pytest.mark.slow
@pytest.mark.voice
def test_the_assembled_film_is_described_between_its_known_words(
    assembled: Assembled, engines: Engines, tmp_path: Path
) -> None:
    """Judged by what was really said when, and by the delivered sound itself.

    The described track less the film's own is voice and ducking. Where someone truly speaks it
    differs from the film's sound by coding alone.
    """
    script = described(assembled.path, engines, tmp_path).script
    stem = assembled.path.stem
    assert heard_over(assembled.speech, tmp_path / f"{stem}.en.ad.wav") == 0
    assert len(script.placed) >= 12
    own, rate = samples(tmp_path / f"{stem}.described.mkv", 0)
    mixed, mixed_rate = samples(tmp_path / f"{stem}.described.mkv", 1)
    assert rate == mixed_rate
    length = min(len(own), len(mixed))
    difference = np.abs(mixed[:length] - own[:length])
    spans = [line.span for line in script.placed if line.span is not None]
    voiced = np.concatenate(
        [difference[round(s.start * rate) : round(s.end * rate)] for s in spans]
    )
    spoken = np.concatenate(
        [difference[round(s.start * rate) : round(s.end * rate)] for s in assembled.speech]
    )
    assert np.sqrt((voiced**2).mean()) > 5 * np.sqrt((spoken**2).mean())
    for line in script.placed:
        moment = next(m for m in script.moments if m.id == line.moment)
        assert line.start is not None
        assert moment.seen.start - RECIPE.fit.early <= line.start
        assert line.start <= moment.seen.end + RECIPE.fit.late

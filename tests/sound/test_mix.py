"""The mix is the film, bit for bit, except where a line needs room; and there the line is heard."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from tests.films.small import LINES, SPEECH, small_film, spoken_lines
from vidcap.media.loudness import Meter, PeakMeter, decibels
from vidcap.media.probe import probe
from vidcap.media.sound import AudioFormat, blocks
from vidcap.recipe import MixSettings
from vidcap.script import Span
from vidcap.sound import render
from vidcap.sound.mix import voice_gains

SETTINGS = MixSettings()


def sound_of(parts):
    return np.concatenate(list(parts), axis=1)


def mixed(path, tmp_path, lines=LINES, settings=SETTINGS, speech=SPEECH):
    """Return source, mix, its sound, and the film's sound as long as it."""
    source = probe(path)
    mix = render(
        source, *lines, settings=settings, speech=speech, narration=tmp_path / "narration.wav"
    )
    sound = sound_of(mix.blocks())
    film = np.zeros_like(sound)
    if source.audio is not None:
        own = sound_of(blocks(source))
        film[:, : own.shape[1]] = own
    return source, mix, sound, film


def within(mix, spans, count):
    mask = np.zeros(count, bool)
    for span in spans:
        rate = mix.form.rate_hz
        mask[max(0, round(span.start * rate) - 1) : round(span.end * rate) + 1] = True
    return mask


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    folder = tmp_path_factory.mktemp("films")
    return {
        "stereo": small_film(folder / "stereo.mp4"),
        "mono": small_film(folder / "mono.mp4", channels=1, rate_hz=44100),
        "5.1": small_film(folder / "surround.mp4", channels=6),
        "silent": small_film(folder / "silent.mp4", has_sound=False),
        "late": small_film(folder / "late.mkv", late=0.7),
        "ts": small_film(folder / "broadcast.ts"),
        "loud": small_film(folder / "loud.mp4", bed=0.2),
    }


@pytest.mark.parametrize("kind", ["stereo", "mono", "5.1", "late", "ts", "loud"])
def test_outside_the_lines_the_mix_is_the_film_bit_for_bit(films, tmp_path, kind):
    _, mix, sound, film = mixed(films[kind], tmp_path)
    untouched = ~within(mix, mix.touched, sound.shape[1])
    assert untouched.mean() > 0.2
    assert (sound[:, untouched] == film[:, untouched]).all()


@pytest.mark.parametrize("kind", ["stereo", "mono", "5.1", "late", "ts", "loud"])
def test_nothing_is_changed_under_speech(films, tmp_path, kind):
    _, mix, sound, film = mixed(films[kind], tmp_path)
    spoken = np.zeros(sound.shape[1], bool)
    for span in SPEECH:
        rate = mix.form.rate_hz
        spoken[round(span.start * rate) + 1 : round(span.end * rate) - 1] = True
    assert (sound[:, spoken] == film[:, spoken]).all()


@pytest.mark.parametrize("kind", ["stereo", "mono", "5.1", "silent", "late", "ts", "loud"])
def test_every_line_stands_over_the_ducked_film(films, tmp_path, kind):
    """AD_RULES S1: at least 6 LU, here as asked for, and measured in the mix itself."""
    _, mix, sound, film = mixed(films[kind], tmp_path)
    assert len(mix.levels.lines) == 3
    for line, level in zip(LINES[0], mix.levels.lines, strict=True):
        assert level.line == line.id
        assert level.over_bed_lu >= SETTINGS.over_bed_lu - 0.1
        meters = []
        for wave in (sound, film * 10 ** (level.duck_db / 20)):
            start, end = (round(t * mix.form.rate_hz) for t in (line.span.start, line.span.end))
            meter = Meter(mix.form)
            quiet = np.zeros((mix.form.channels, mix.form.rate_hz // 2), np.float32)
            meter.feed(np.concatenate([quiet, wave[:, start:end], quiet], axis=1))
            meters.append(meter.loudness().integrated())
        assert meters[0] - meters[1] >= 6


@pytest.mark.parametrize("kind", ["stereo", "5.1", "silent", "loud"])
def test_the_true_peak_under_the_lines_stays_below_the_limit(films, tmp_path, kind):
    _, mix, sound, _ = mixed(films[kind], tmp_path)
    for line in LINES[0]:
        start, end = (round(t * mix.form.rate_hz) for t in (line.span.start, line.span.end))
        meter = PeakMeter(mix.form)
        meter.feed(sound[:, start:end])
        assert decibels(meter.peak) <= SETTINGS.peak_dbtp


def test_the_voice_is_as_loud_as_the_dialogue(films, tmp_path):
    _, mix, _, _ = mixed(films["stereo"], tmp_path, speech=[Span(2, 3), Span(5.6, 6.6)])
    assert mix.levels.dialogue_lufs > mix.levels.programme_lufs - 1
    for level in mix.levels.lines:
        assert level.voice_lufs == pytest.approx(mix.levels.dialogue_lufs, abs=0.7)


def test_without_enough_speech_the_film_is_the_measure(films, tmp_path):
    _, mix, _, _ = mixed(films["stereo"], tmp_path, speech=[Span(2, 3)])
    assert mix.levels.dialogue_lufs == -inf


def test_a_silent_film_gets_the_narration_alone(films, tmp_path):
    source, mix, sound, _ = mixed(films["silent"], tmp_path, speech=[])
    assert mix.form == AudioFormat(48000, 1, "mono")
    assert sound.shape[1] == round(source.film.duration * 48000)
    voice = within(mix, [line.span for line in LINES[0]], sound.shape[1])
    assert not sound[:, ~voice].any()
    assert all(level.duck_db == 0 for level in mix.levels.lines)


def test_surround_has_the_voice_in_its_centre_and_all_channels_ducked_alike(films, tmp_path):
    _, mix, sound, film = mixed(films["5.1"], tmp_path, settings=replace(SETTINGS, over_bed_lu=20))
    start, end = (round(t * 48000) for t in (0.9, 1.6))
    gain = 10 ** (mix.levels.lines[0].duck_db / 20)
    assert gain < 0.9
    ducked = film[:, start:end] * np.float32(gain)
    others = [channel for channel in range(6) if channel != 2]
    assert np.allclose(sound[others, start:end], ducked[others], atol=1e-6)
    assert np.abs(sound[2, start:end] - ducked[2]).max() > 0.05


def test_lines_begin_at_their_sample_also_in_a_film_that_starts_late(films, tmp_path):
    for kind in ("stereo", "late", "ts", "silent"):
        _, mix, sound, _ = mixed(films[kind], tmp_path, spoken_lines((3.4, 1.0)), speech=[])
        others = (
            mixed(films[kind], tmp_path, ([], {}), speech=[])[2]
            if kind != "silent"
            else np.zeros_like(sound)
        )
        gain = mix.envelope.gain(0, sound.shape[1], mix.form.rate_hz)
        voice = sound - others * (1 if gain is None else gain)
        heard = np.flatnonzero(np.abs(voice).max(axis=0) > 0.005)
        assert heard[0] / mix.form.rate_hz == pytest.approx(3.4, abs=0.002)


def test_a_mix_can_be_read_again(films, tmp_path):
    _, mix, sound, _ = mixed(films["stereo"], tmp_path)
    assert (sound_of(mix.blocks()) == sound).all()


def test_a_placed_line_without_take_is_our_mistake(films, tmp_path):
    with pytest.raises(ValueError, match="no takes for L0001"):
        mixed(films["silent"], tmp_path, (LINES[0][:1], {}))


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("mono", [1]),
        ("stereo", [0.7071, 0.7071]),
        ("5.1", [0, 0, 1, 0, 0, 0]),
        ("5.1(side)", [0, 0, 1, 0, 0, 0]),
        ("quad", [0.7071, 0.7071, 0, 0]),
        ("7.1", [0, 0, 1, 0, 0, 0, 0, 0]),
    ],
)
def test_where_the_voice_goes(layout, expected):
    assert voice_gains(layout) == pytest.approx(expected, abs=1e-4)

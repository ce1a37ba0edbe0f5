from dataclasses import replace

import ffmpeg
import numpy as np
import pytest

from tests.films.assembled import RATE_HZ, decoded
from vidcap.errors import InputError
from vidcap.listen import Heard, listen
from vidcap.listen.bed import Listener
from vidcap.listen.hearing import speech_in_sound
from vidcap.listen.spans import covered, unite
from vidcap.media.cues import read_cues
from vidcap.media.ffmpeg import reading, run, writing
from vidcap.media.probe import examine
from vidcap.media.sound import audio_format
from vidcap.media.srt import format_srt
from vidcap.recipe import ListenSettings
from vidcap.script import Span

STANDARD = ListenSettings()
SOUND_ONLY = replace(STANDARD, finder="silero")


@pytest.fixture(scope="session")
def heard(assembled) -> Heard:
    """What is heard in the assembled film by the defaults."""
    return listen(examine(assembled.path), STANDARD)


def length(spans):
    return sum(span.length for span in unite(spans))


def test_speech_of_the_assembled_film_is_found(assembled, heard):
    assert heard.finder == "silero"
    assert covered(assembled.speech, heard.speech) >= 0.995 * length(assembled.speech)


def test_no_gap_touches_a_word_of_the_assembled_film(assembled, heard):
    assert covered(assembled.speech, heard.gaps) == 0


def test_most_of_the_silence_of_the_assembled_film_is_left_for_description(assembled, heard):
    """Of the pauses of 2 s or more, less the margins asked for, four fifths are found."""
    ends = [0.0, *(span.end for span in assembled.speech)]
    starts = [*(span.start for span in assembled.speech), assembled.length]
    margins = STANDARD.after + STANDARD.before
    room = sum(b - a - margins for a, b in zip(ends, starts, strict=True) if b - a >= 2)
    assert length(heard.gaps) >= 0.8 * room


def test_gaps_lie_in_the_film_and_are_long_enough(assembled, heard):
    assert all(gap.length >= STANDARD.shortest_gap for gap in heard.gaps)
    assert heard.gaps[0].start == 0
    assert heard.gaps[-1].end <= assembled.length


def test_subtitles_and_sound_are_united(assembled, heard, tmp_path):
    words = tmp_path / "words.srt"
    words.write_text("1\n00:00:56,000 --> 00:00:57,000\nUnheard.\n\n" + assembled.subtitles())
    both = listen(examine(assembled.path), STANDARD, dialogue=words)
    assert both.finder == "silero+subtitles words.srt"
    assert covered(assembled.speech, both.speech) == pytest.approx(length(assembled.speech))
    assert covered([Span(56, 57)], both.speech) == pytest.approx(1)
    assert covered(heard.speech, both.speech) == pytest.approx(length(heard.speech))
    assert covered(both.speech, both.gaps) == 0
    assert len(both.dialogue) == len(assembled.cues) + 1


def test_a_part_hears_what_the_whole_hears(assembled, heard):
    """Also words that begin before the part and end after it."""
    part = Span(29.0, 62.5)
    some = listen(examine(assembled.path), STANDARD, part=part)
    whole = [span for span in heard.speech if span.overlap(part) > 0]
    assert some.speech[0].start == part.start
    assert some.speech[-1].end == part.end
    for ours, theirs in zip(some.speech, whole, strict=True):
        assert abs(ours.overlap(part) - theirs.overlap(part)) < 0.01
    assert covered(assembled.speech, some.gaps) == 0
    assert all(part.start <= gap.start < gap.end <= part.end for gap in some.gaps)


def test_subtitles_of_another_film_are_doubted_aloud(assembled, tmp_path, caplog):
    words = tmp_path / "other.srt"
    words.write_text("1\n00:00:52,000 --> 00:00:58,000\nElsewhere.\n")
    listen(examine(assembled.path), STANDARD, dialogue=words, part=Span(50, 60))
    assert "other.srt: the sound has speech in 0 % of them" in caplog.text


@pytest.mark.parametrize(
    ("offset", "told"),
    [
        pytest.param(0.0, "", id="in time"),
        pytest.param(
            7.0, "between 0:00:00.0 and 0:00:06.2, where none of them lies", id="after it"
        ),
    ],
)
def test_captions_of_a_clip_too_short_to_be_laid_in_time(media, tmp_path, caplog, offset, told):
    """A real film, whose talk begins with its first frame, and its own captions."""
    film = media / "his-girl-friday_h264.mp4"
    cues = read_cues(film.with_suffix(".captions.en.vtt"))
    words = tmp_path / "words.srt"
    moved = [Span(cue.span.start + offset, cue.span.end + offset) for cue in cues]
    words.write_text(
        format_srt([replace(cue, span=span) for cue, span in zip(cues, moved, strict=True)])
    )
    found = listen(examine(film), STANDARD, dialogue=words)
    assert len(found.dialogue) == (0 if offset else 5)
    assert found.gaps == ()
    assert told in caplog.text
    assert bool(told) == bool(caplog.text)


@pytest.mark.parametrize(
    ("film", "kept", "told"),
    [
        ("tears-of-steel-captain_av1.webm", 0, ""),  # no sound, and none of the cues
        ("big-buck-bunny-opening_vp8.webm", 3, "speech in 0 % of them"),  # nobody speaks
        ("his-girl-friday_h264.mp4", 0, "where none of them lies"),
        ("wai-keyboard_narrated.mp4", 0, "they are left out"),  # speech without a gap
    ],
)
def test_real_subtitles_of_another_film_are_doubted(media, tmp_path, caplog, film, kept, told):
    beside = tmp_path / film
    beside.symlink_to(media / film)
    words = (media / "tears-of-steel_fullfilm.en.srt").read_bytes()
    beside.with_suffix(".en.srt").write_bytes(words)
    found = listen(examine(beside), STANDARD)
    assert len(found.dialogue) == kept
    assert told in caplog.text


def subtitles(assembled, *, offset=0.0, rate=1.0):
    """The film's own words, at other times."""
    cues = [
        replace(cue, span=Span(cue.span.start * rate + offset, cue.span.end * rate + offset))
        for cue in assembled.cues
        if cue.span.start * rate + offset > 0
    ]
    return format_srt(cues)


@pytest.mark.parametrize(("offset", "rate"), [(2.3, 1.0), (-5.0, 1.0), (0.0, 25 / 24)])
def test_subtitles_that_are_off_are_laid_where_the_speech_is(
    assembled, heard, tmp_path, caplog, offset, rate
):
    words = tmp_path / "words.srt"
    words.write_text(subtitles(assembled, offset=offset, rate=rate))
    found = listen(examine(assembled.path), STANDARD, dialogue=words)
    assert "words.srt are not in time with the sound: moved by" in caplog.text
    assert "moved by" in found.finder
    wrong = unite(found.speech)
    assert length(wrong) < 1.1 * length(heard.speech)
    assert length(found.gaps) > 0.9 * length(heard.gaps)
    assert covered(assembled.speech, found.gaps) == 0


def test_subtitles_of_another_cut_are_left_out_unless_somebody_named_them(
    assembled, heard, media, tmp_path, caplog
):
    film = tmp_path / "film.mp4"
    film.symlink_to(assembled.path)
    other = (media / "tears-of-steel_fullfilm.en.srt").read_bytes()
    (tmp_path / "film.srt").write_bytes(other)
    beside = listen(examine(film), STANDARD)
    assert (beside.finder, beside.dialogue, beside.gaps) == ("silero", (), heard.gaps)
    assert "they are left out" in caplog.text
    named = listen(examine(film), STANDARD, dialogue=tmp_path / "film.srt")
    assert named.finder == "silero+subtitles film.srt"
    assert "kept clear of all the same" in caplog.text


def test_a_sound_that_subtitles_tell_is_kept_clear_but_not_music(silent_film, tmp_path):
    words = tmp_path / "words.srt"
    lines = ["[soft music]", "[a door slams]", "Ann?"]
    words.write_text(
        "\n".join(
            f"{n}\n00:00:0{n}.000 --> 00:00:0{n}.900\n{text}\n" for n, text in enumerate(lines)
        )
    )
    settings = replace(STANDARD, shortest_gap=0.1, before=0.0, after=0.0)
    found = listen(examine(silent_film), settings, dialogue=words)
    assert [cue.text for cue in found.sounds] == ["soft music", "a door slams"]
    assert found.speech == (Span(2.0, 2.9),)
    assert found.gaps == (Span(0.0, 1.0), Span(1.9, 2.0), Span(2.9, 5.0))
    bare = listen(examine(silent_film), replace(settings, protect="none"), dialogue=words)
    assert bare.gaps == (Span(0.0, 2.0), Span(2.9, 5.0))


def test_progress_is_told_to_its_end(assembled):
    told = []
    listen(examine(assembled.path), STANDARD, part=Span(0, 40), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) > 3


@pytest.fixture(scope="session")
def silent_film(tmp_path_factory):
    path = tmp_path_factory.mktemp("silent") / "silent.mkv"
    picture = ffmpeg.input("color=size=64x48:rate=10:duration=5", f="lavfi")
    run(writing(path, picture, vcodec="mpeg4"), timeout=60)
    return path


def test_a_silent_film_is_one_gap(silent_film):
    assert listen(examine(silent_film), STANDARD) == Heard((), (Span(0.0, 5.0),), (), "none")


def test_a_silent_film_has_the_words_of_its_subtitles(silent_film, tmp_path):
    words = tmp_path / "words.srt"
    words.write_text("1\n00:00:02,000 --> 00:00:03,000\nWords.\n")
    found = listen(examine(silent_film), STANDARD, dialogue=words)
    assert found.speech == (Span(2.0, 3.0),)
    assert found.gaps == (Span(0.0, 1.7), Span(3.2, 5.0))
    assert found.finder == "subtitles words.srt"


@pytest.mark.parametrize(("seconds", "is_told"), [(62, True), (20, False)])
def test_a_long_film_in_which_nobody_speaks_is_doubted(tmp_path, caplog, seconds, is_told):
    path = tmp_path / "music.mkv"
    picture = ffmpeg.input(f"color=size=64x48:rate=5:duration={seconds}", f="lavfi")
    sound = ffmpeg.input(f"sine=frequency=440:duration={seconds}", f="lavfi")
    run(writing(path, picture, sound, vcodec="mpeg4", acodec="flac"), timeout=60)
    assert listen(examine(path), SOUND_ONLY).speech == ()
    assert ("0.0 % of it only" in caplog.text) == is_told


CUES = {
    "in order": [(0.5, 1.5), (2.0, 3.0)],
    "out of order": [(2.0, 3.0), (0.5, 1.5)],
    "overlapping": [(0.5, 1.4), (1.0, 1.5), (2.0, 3.0), (2.2, 2.4)],
    "beyond the end": [(0.5, 1.5), (2.0, 3.0), (7.0, 9.0)],
}


@pytest.mark.parametrize("kind", list(CUES))
def test_odd_subtitles_leave_the_same_gaps(silent_film, tmp_path, kind):
    words = tmp_path / "words.srt"
    blocks = [
        f"{n}\n00:00:0{start:.3f} --> 00:00:0{end:.3f}\nWords.\n"
        for n, (start, end) in enumerate(CUES[kind], 1)
    ]
    words.write_text("\n".join(blocks).replace(".", ",").replace("Words,", "Words."))
    settings = replace(STANDARD, shortest_gap=0.1, before=0.0, after=0.0)
    found = listen(examine(silent_film), settings, dialogue=words)
    assert found.speech == (Span(0.5, 1.5), Span(2.0, 3.0))
    assert found.gaps == (Span(0.0, 0.5), Span(1.5, 2.0), Span(3.0, 5.0))


def test_subtitles_alone_must_be_there(silent_film):
    with pytest.raises(InputError, match=r"silent\.mkv: no subtitles .* --dialogue"):
        listen(examine(silent_film), replace(STANDARD, finder="subtitles"))


CHANNELS = ("FL", "FR", "FC", "LFE", "BL", "BR")


def surround(assembled, folder, *, voice_in):
    """Write 6 s of the film as 5.1, its voice in some channels, loud noise in the rest but LFE."""
    voice = decoded(assembled.path, folder)[26 * RATE_HZ : 32 * RATE_HZ, 0]
    noise = np.random.default_rng(7).normal(0, 0.3, len(voice))
    sound = [
        voice if name in voice_in else noise if "FC" in voice_in and name != "LFE" else 0 * voice
        for name in CHANNELS
    ]
    raw, path = folder / "sound.f32", folder / "surround.mkv"
    np.stack(sound, axis=1).astype(np.float32).tofile(raw)
    picture = ffmpeg.input("color=size=64x48:rate=10:duration=6", f="lavfi")
    track = reading(raw, format="f32le", ar=RATE_HZ, ac=len(CHANNELS)).audio
    run(writing(path, picture, track, vcodec="mpeg4", acodec="flac"), timeout=60)
    return examine(path)


def test_the_centre_of_a_surround_track_is_heard_alone(assembled, tmp_path):
    """Noise louder than the voice fills every other channel."""
    said = Span(assembled.speech[5].start - 26, assembled.speech[5].end - 26)
    found = listen(surround(assembled, tmp_path, voice_in={"FC"}), SOUND_ONLY)
    assert covered([said], found.speech) > 0.95 * said.length


def test_where_the_centre_is_mute_all_channels_are_heard(assembled, tmp_path):
    said = Span(assembled.speech[5].start - 26, assembled.speech[5].end - 26)
    film = surround(assembled, tmp_path, voice_in={"FL", "FR", "BL", "BR"})
    assert covered([said], listen(film, SOUND_ONLY).speech) > 0.95 * said.length


def sounding(folder, sound):
    """Write a film with this sound, mono at the film's rate."""
    raw, path = folder / "sound.f32", folder / "sounding.mkv"
    sound.astype(np.float32).tofile(raw)
    length = len(sound) / RATE_HZ
    picture = ffmpeg.input(f"color=size=64x48:rate=10:duration={length}", f="lavfi")
    track = reading(raw, format="f32le", ar=RATE_HZ, ac=1).audio
    run(writing(path, picture, track, vcodec="mpeg4", acodec="flac"), timeout=60)
    return examine(path)


def test_no_gap_holds_the_beginning_of_a_sudden_sound(tmp_path):
    """A slam at 6 s over the noise of a room."""
    noise = np.random.default_rng(7).normal(0, 0.003, 12 * RATE_HZ)
    noise[6 * RATE_HZ : 6 * RATE_HZ + RATE_HZ // 4] *= 100
    film = sounding(tmp_path, noise)
    found = listen(film, SOUND_ONLY)
    (slam,) = found.onsets
    assert (slam.span.start, slam.span.end) == pytest.approx((5.9, 6.9))
    first, second = found.gaps
    assert (first.start, first.end) == pytest.approx((0.0, 5.9 - STANDARD.before))
    assert (second.start, second.end) == pytest.approx((6.9 + STANDARD.after, 12.0))
    bare = listen(film, replace(SOUND_ONLY, sudden=0.0))
    assert (bare.gaps, bare.onsets) == ((Span(0.0, 12.0),), ())


def test_what_begins_suddenly_as_speech_is_no_sudden_sound(assembled, heard):
    """Most utterances do, and all of them are speech already."""
    assert listener_onsets(assembled.path)
    assert not any(covered([one.span], assembled.speech) for one in heard.onsets)


def listener_onsets(path):
    source = examine(path)
    listener = Listener(audio_format(source))
    speech_in_sound(source, SOUND_ONLY, Span(0.0, 30.0), listener=listener)
    return listener.onsets(STANDARD.sudden)

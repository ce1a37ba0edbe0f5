import pytest

from vidcap.errors import InputError
from vidcap.listen.dialogue import Subtitles, find_dialogue, sidecars
from vidcap.media.ffmpeg import reading, run, writing
from vidcap.media.probe import examine

ONE = "1\n00:00:00,500 --> 00:00:01,000\n{}\n"


@pytest.fixture(scope="session")
def plain_film(tmp_path_factory):
    """Two seconds of colour and tone, the tone said to be English."""
    import ffmpeg

    path = tmp_path_factory.mktemp("plain") / "plain.mkv"
    picture = ffmpeg.input("color=size=64x48:rate=10:duration=2", f="lavfi")
    tone = ffmpeg.input("sine=duration=2", f="lavfi")
    run(
        writing(
            path, picture, tone, vcodec="mpeg4", acodec="flac", **{"metadata:s:a:0": "language=eng"}
        ),
        timeout=60,
    )
    return path


@pytest.fixture
def film(plain_film, tmp_path):
    """The plain film alone in a folder."""
    path = tmp_path / "film.mkv"
    path.write_bytes(plain_film.read_bytes())
    return path


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [
        pytest.param([], "", [], id="nothing there"),
        pytest.param(["film.srt"], "", ["film.srt"], id="the film's own name"),
        pytest.param(
            ["film.de.srt", "film.srt", "film.en.srt"],
            "eng",
            ["film.en.srt", "film.srt", "film.de.srt"],
            id="the dialogue's language first",
        ),
        pytest.param(
            ["film.en-GB.ass", "film.en-GB.vtt", "film.en-GB.SRT"],
            "en",
            ["film.en-GB.SRT", "film.en-GB.vtt", "film.en-GB.ass"],
            id="every format",
        ),
        pytest.param(
            ["film.en.srt", "film.en.sdh.srt", "film.hi.srt", "film.en.forced.srt"],
            "en",
            ["film.en.sdh.srt", "film.en.srt", "film.hi.srt"],
            id="for deaf viewers first; hi by itself is Hindi",
        ),
        pytest.param(
            ["film.ad.srt", "film.en.ad.srt", "film.en.ad.vtt", "film.described.srt"],
            "en",
            [],
            id="never a description",
        ),
        pytest.param(
            ["film2.srt", "film-en.srt", "film.en.txt", "other.srt", "film.part one.srt"],
            "en",
            [],
            id="of other films",
        ),
    ],
)
def test_sidecars(tmp_path, names, language, expected):
    for name in names:
        (tmp_path / name).touch()
    found = sidecars(tmp_path / "film.mp4", language=language)
    assert [path.name for path in found] == expected


def test_names_of_any_signs_have_sidecars(tmp_path):
    (tmp_path / "a [x] 'b'*.en.srt").touch()
    assert len(sidecars(tmp_path / "a [x] 'b'*.mp4")) == 1


def test_a_named_file_comes_before_one_beside_the_film(film, tmp_path):
    film.with_suffix(".srt").write_text(ONE.format("Beside."))
    named = tmp_path / "words.srt"
    named.write_text(ONE.format("Named."))
    told = find_dialogue(examine(film), named=named)
    assert ([cue.text for cue in told.dialogue], told.name) == (["Named."], "words.srt")


def test_a_file_without_words_is_passed_over(film):
    film.with_suffix(".en.srt").write_text(ONE.format("[music]"))
    film.with_suffix(".srt").write_text(ONE.format("Words."))
    told = find_dialogue(examine(film))
    assert ([cue.text for cue in told.dialogue], told.name) == (["Words."], "film.srt")


def test_a_broken_file_is_named_with_cue_and_line(film):
    film.with_suffix(".srt").write_text(ONE.format("Hi.") + "\n2\n00:00:0x,000 --> 1\nYou.\n")
    with pytest.raises(InputError, match=r"film\.srt, cue 2, line 6"):
        find_dialogue(examine(film))


def test_tracks_inside_the_film_are_found_the_dialogue_s_language_first(film, tmp_path):
    texts = {"de": "Hallo.", "en": "Hello."}
    inputs = []
    for language, text in texts.items():
        path = tmp_path / f"words-{language}.srt"
        path.write_text(ONE.format(text))
        inputs.append(reading(path)["s"])
    held = tmp_path / "held.mkv"
    tags = {"metadata:s:s:0": "language=ger", "metadata:s:s:1": "language=eng"}
    run(writing(held, reading(film), *inputs, c="copy", **tags), timeout=60)
    told = find_dialogue(examine(held))
    assert ([cue.text for cue in told.dialogue], told.name) == (["Hello."], "track 3")
    assert told.dialogue[0].span.start == pytest.approx(0.5, abs=0.002)
    told = find_dialogue(examine(held), language="de")
    assert [cue.text for cue in told.dialogue] == ["Hallo."]


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param({"disposition:s:0": "forced+default", "disposition:s:1": "0"}, id="flagged"),
        pytest.param({"metadata:s:s:0": "title=English (Forced)"}, id="by its title"),
        pytest.param({"metadata:s:s:0": "title=Signs & Songs"}, id="signs"),
    ],
)
def test_a_forced_track_is_no_dialogue(film, tmp_path, marks):
    inputs = []
    for text in ("Forced.", "Spoken."):
        path = tmp_path / f"{text}srt"
        path.write_text(ONE.format(text))
        inputs.append(reading(path, f="srt")["s"])
    held = tmp_path / "held.mkv"
    run(writing(held, reading(film), *inputs, c="copy", **marks), timeout=60)
    assert [cue.text for cue in find_dialogue(examine(held)).dialogue] == ["Spoken."]


def test_a_film_without_subtitles_has_none(film):
    assert find_dialogue(examine(film)) == Subtitles()

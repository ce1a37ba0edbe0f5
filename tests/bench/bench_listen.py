"""How much of the speech is found, what else is taken for it, and what it costs.

    python -m pytest -s tests/bench/bench_listen.py

Recall is the share of true speech that is found; `far` the seconds found more than half a second
away from any: false alarms, where nobody speaks at all. Beside the settings of each column stands
`once`: the network run once through all of the sound, as published, with thresholds and margins
that were tuned for it. Nothing here asserts a time.
"""

import time
from dataclasses import replace
from itertools import pairwise

import av
import numpy as np

from vidcap.listen import listen
from vidcap.listen.both_ways import speech_both_ways
from vidcap.listen.hysteresis import spans_agreed
from vidcap.listen.silero import RATE_HZ, STEP, Ear, whole_windows
from vidcap.listen.spans import clip, covered, unite, widen
from vidcap.listen.words import spoken_cues
from vidcap.media.cues import read_cues
from vidcap.media.probe import examine
from vidcap.media.sound import mono
from vidcap.recipe import ListenSettings
from vidcap.script import Span

STANDARD = ListenSettings()
ONCE = (0.25, 0.15, 0.0, 0.15, 0.2)
COLUMNS = (  # threshold, release, agreement; lead and tail where they are not the standard's
    ONCE,
    (0.35, 0.2, 0.03),
    (0.25, 0.1, 0.03),
    (0.15, 0.05, 0.03),
    (0.1, 0.05, 0.03),
    (0.15, 0.05, 0.0),
    (0.15, 0.05, 0.1),
)
TITLES = ("once", *("{}/{}/{}".format(*column) for column in COLUMNS[1:]))
NEAR = 0.5  # s
AROUND = (20.3, 15.0)  # s of a film's sound before and after speech that is laid over it


def length(spans):
    return sum(span.length for span in unite(spans))


def samples(path):
    """The sound of any recording at the finder's rate; recordings are no films, so not by probe."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE_HZ)
        for frame in container.decode(audio=0):
            frame.pts = None
            yield from (part.to_ndarray()[0] for part in resampler.resample(frame))
        yield from (part.to_ndarray()[0] for part in resampler.resample(None))


def found(blocks):
    """What is found in sound, in the order of the columns."""
    (sound,) = whole_windows(blocks, 1 << 30)
    both = np.array(list(speech_both_ways([sound])), np.float32)
    onwards = Ear().hear(sound)
    once = np.stack([onwards, onwards], 1)
    return [one_found(once if column is ONCE else both, *column) for column in COLUMNS]


def one_found(opinions, threshold, release, agreement, lead=STANDARD.lead, tail=STANDARD.tail):
    spans = spans_agreed(
        opinions,
        STEP,
        threshold=threshold,
        release=release,
        agreement=agreement,
        join=STANDARD.pause,
    )
    return widen(spans, before=lead, after=tail)


def truths(media, assembled):
    """Recordings with the speech in them; nothing: music and noise alone."""
    folder = media / "speech"
    turns = [line.split() for line in (folder / "pyannote-sample.rttm").read_text().splitlines()]
    vad = [line.split() for line in (folder / "sonnet1.vad").read_text().splitlines()]
    talk = [Span(float(turn[3]), float(turn[3]) + float(turn[4])) for turn in turns]
    sonnet = [Span(float(a), float(b)) for a, b, kind in vad if kind == "speech"]
    return {
        assembled.path: list(assembled.speech),
        folder / "pyannote-sample.wav": talk,
        folder / "sonnet1.mp3": sonnet,
        folder / "musanmix.mp3": [Span(63.34, 68.26), Span(68.92, 71.6), Span(72.0, 73.82)],
        media / "tears-of-steel-battle_vp8.webm": [],
        media / "big-buck-bunny-opening_vp8.webm": [],
        media / "big-buck-bunny_43-dar_10fps.mp4": [],
        media / "sintel-trailer-end_mpeg1.mpg": [],
        media / "big-buck-bunny-rabbit_51.mp4": [],
    }


def test_recall_and_false_alarms(media, assembled):
    print(f"\n{'recall / far s':32}", *(f"{title:>14}" for title in TITLES))
    for path, truth in truths(media, assembled).items():
        near = [Span(max(0.0, said.start - NEAR), said.end + NEAR) for said in truth]
        cells = []
        for spans in found(samples(path)):
            recall = f"{covered(truth, spans) / length(truth):.4f}" if truth else "-"
            cells.append(f"{recall:>7}/{length(spans) - covered(spans, near):5.1f}")
        print(f"{path.name:32}", *(f"{cell:>14}" for cell in cells))


MUSIC = ("tears-of-steel-battle_vp8.webm", "big-buck-bunny-opening_vp8.webm")
EFFECTS = ("sintel-trailer-end_mpeg1.mpg", "big-buck-bunny-rabbit_51.mp4")
MORE = ("big-buck-bunny_43-dar_10fps.mp4", "sintel-5s_vp9-opus.webm")


def test_recall_of_every_recording_under_films_sound(media):
    """Speech so many decibels louder than the film's sound, which goes on before and after it.

    The pooled recall, the worst pair of a recording and a sound, and how many pairs reach 0.98.
    """
    known = truths_of_speech(media / "speech")
    beds = all_beds(media)
    print(f"\nof {len(known)} recordings over {len(beds)} sounds")
    print(f"{'all / worst / pairs':14}", *(f"{title:>16}" for title in TITLES))
    for level in (10, 5, 0, -5):
        cases = []  # of each pair, in the order of the columns: share, found, of, which
        for bed_name, bed in beds.items():
            for name, (truth, voice) in known.items():
                mixed, start = laid_over(voice, bed, level)
                said = [Span(span.start + start, span.end + start) for span in truth]
                hits = [covered(said, spans) for spans in found([mixed])]
                of = length(said)
                cases.append([(hit / of, hit, of, f"{name} over {bed_name}") for hit in hits])
        cells = [
            f"{sum(c[1] for c in column) / sum(c[2] for c in column):6.3f} /{min(column)[0]:6.3f}"
            f" {sum(c[0] >= 0.98 for c in column):2}"
            for column in zip(*cases, strict=True)
        ]
        own = min(cases, key=lambda case: case[TITLES.index("0.15/0.05/0.03")])
        print(f"{level:11} dB", *cells, f" worst: {own[0][3]}")


def all_beds(media):
    """Films' music and effects, and that of MUSAN."""
    beds = {name: np.concatenate(list(samples(media / name))) for name in MUSIC + EFFECTS + MORE}
    musan = np.concatenate(list(samples(media / "speech" / "musanmix.mp3")))
    beds["music of MUSAN"] = musan[: 22 * RATE_HZ]
    beds["noise of MUSAN"] = musan[29 * RATE_HZ : round(52.8 * RATE_HZ)]
    return beds


def laid_over(voice, bed, level):
    """A recording over a film's sound, and the second at which it begins."""
    start, rest = (round(seconds * RATE_HZ) for seconds in AROUND)
    noise = np.resize(bed, start + len(voice) + rest)
    under = noise[start : start + len(voice)]
    noise = noise * (0.06 / np.sqrt(np.mean(under**2))) * np.float32(10 ** (-level / 20))
    noise[start : start + len(voice)] += voice
    return noise.astype(np.float32), start / RATE_HZ


def truths_of_speech(folder):
    """Recordings in quiet with their speech, brought to one level of it; spans as the bench says.

    Three have none of their own: theirs are what is heard in quiet, within 24 dB of the loudest
    10 ms and joined over pauses up to 0.3 s.
    """
    vad = [line.split() for line in (folder / "sonnet1.vad").read_text().splitlines()]
    turns = [line.split() for line in (folder / "pyannote-sample.rttm").read_text().splitlines()]
    spans = {
        "sonnet1.mp3": [Span(float(a), float(b)) for a, b, kind in vad if kind == "speech"],
        "pyannote-sample.wav": [
            Span(float(turn[3]), float(turn[3]) + float(turn[4])) for turn in turns
        ],
    }
    parts = {"musanmix.mp3": slice(round(62.5 * RATE_HZ), round(74.2 * RATE_HZ))}
    known = {}
    for name in (*spans, "jfk.flac", *parts, "opencast-testspeech.mp4"):
        voice = np.concatenate(list(samples(folder / name)))[parts.get(name, slice(None))]
        truth = spans.get(name) or audible_spans(voice)
        said = np.concatenate(
            [voice[round(s.start * RATE_HZ) : round(s.end * RATE_HZ)] for s in truth]
        )
        known[name] = (truth, voice * np.float32(0.06 / np.sqrt(np.mean(said**2))))
    return known


def audible_spans(voice):
    frame = RATE_HZ // 100
    power = np.mean(voice[: len(voice) // frame * frame].reshape(-1, frame) ** 2, axis=1)
    loud = np.flatnonzero(power > power.max() * 10**-2.4)
    spans = unite((Span(place / 100, (place + 1) / 100) for place in loud.tolist()), join=0.3)
    return [span for span in spans if span.length > 0.1]


def test_false_alarms_on_music_and_effects(media):
    """Each by itself, and one after another in ten orders; the rabbit's centre channel alone."""
    beds = all_beds(media)
    rabbit = examine(media / EFFECTS[1])
    beds[EFFECTS[1]] = np.concatenate(list(mono(rabbit, RATE_HZ)))
    print(f"\n{'seconds':36}", *(f"{title:>14}" for title in TITLES))
    alone = {name: [length(spans) for spans in found([bed])] for name, bed in beds.items()}
    seconds = {name: len(bed) / RATE_HZ for name, bed in beds.items()}
    for name, row in alone.items():
        print(f"{name:36}", *(f"{one:14.1f}" for one in row), f" of {seconds[name]:.1f}")
    whole = sum(seconds.values())
    sums = [100 * sum(column) / whole for column in zip(*alone.values(), strict=True)]
    print(f"{'all, %':36}", *(f"{one:14.1f}" for one in sums), f" of {whole:.1f} s")
    random = np.random.default_rng(5)
    together = {name: [] for name in beds}
    for _ in range(10):
        order = [list(beds)[place] for place in random.permutation(len(beds))]
        late = np.zeros(random.integers(512), np.float32)  # so that windows begin elsewhere
        columns = found([late, *(beds[name] for name in order)])
        start = len(late) / RATE_HZ
        for name in order:
            span = Span(start, start + seconds[name])
            together[name].append([covered([span], spans) for spans in columns])
            start = span.end
    for name, rows in together.items():
        print(f"{name + ', in company':36}", *(f"{one:14.1f}" for one in np.mean(rows, 0)))
    total = np.sum([np.mean(rows, 0) for rows in together.values()], 0)
    print(f"{'all in company, %':36}", *(f"{one:14.1f}" for one in 100 * total / whole))


def test_every_cue_with_words_holds_detected_speech(media):
    """The least share of a cue's time that has speech, and how many cues have none."""
    print()
    for name in ("his-girl-friday_h264", "plan9-trailer_av1", "wai-keyboard_narrated"):
        source = examine(media / f"{name}.mp4")
        heard = listen(source, replace(STANDARD, finder="silero"))
        cues = spoken_cues(read_cues(media / f"{name}.captions.en.vtt"))
        shares = [
            covered([cue.span], heard.speech) / cue.span.overlap(Span(0, source.film.duration))
            for cue in cues
        ]
        empty = sum(share == 0 for share in shares)
        print(f"{name:24} {len(cues)} cues, {empty} without speech, least share {min(shares):.2f}")


def test_false_alarms_of_the_assembled_film(assembled):
    heard = listen(examine(assembled.path), STANDARD)
    near = unite(Span(said.start - NEAR, said.end + NEAR) for said in assembled.speech)
    between = [Span(a.end, b.start) for a, b in pairwise(near)]
    print("\nfound where nobody speaks (seconds of the film):")
    for pause in between:
        for span in clip(heard.speech, pause):
            print(f"  {span.start:7.2f} to {span.end:7.2f}")
    missed = length(assembled.speech) - covered(assembled.speech, heard.speech)
    print(f"speech {length(assembled.speech):.1f} s, missed {missed:.2f} s", end="; ")
    print(
        f"in gaps {covered(assembled.speech, heard.gaps):.3f} s; {len(heard.gaps)} gaps", end=", "
    )
    print(f"{length(heard.gaps):.1f} of {assembled.length - length(assembled.speech):.1f} s")


def test_cost(assembled):
    source = examine(assembled.path)
    start = time.process_time()
    for _ in mono(source, RATE_HZ):
        pass
    decoded = time.process_time()
    listen(source, replace(STANDARD, finder="silero"))
    heard = time.process_time()
    ratio = (heard - decoded) / (decoded - start)
    speed = assembled.length / (heard - decoded)
    print(f"\nlistening costs {ratio:.1f} times decoding the sound; {speed:.0f} x real time of CPU")

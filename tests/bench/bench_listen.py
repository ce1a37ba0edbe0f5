"""How much of the speech is found, what else is taken for it, and what it costs.

    python -m pytest -s tests/bench/bench_listen.py

Recall is the share of true speech that is found; `far` the seconds found more than half a second
away from any: false alarms, where nobody speaks at all. Nothing here asserts a time.
"""

import time
from dataclasses import replace
from itertools import pairwise

import av
import numpy as np

from vidcap.listen import listen
from vidcap.listen.hysteresis import spans_above
from vidcap.listen.silero import RATE_HZ, STEP, speech_probabilities
from vidcap.listen.spans import clip, covered, unite, widen
from vidcap.listen.words import spoken_cues
from vidcap.media.cues import read_cues
from vidcap.media.probe import examine
from vidcap.media.sound import mono
from vidcap.recipe import ListenSettings
from vidcap.script import Span

STANDARD = ListenSettings()
THRESHOLDS = ((0.5, 0.35), (0.35, 0.2), (0.25, 0.15), (0.2, 0.1), (0.1, 0.05))
LOW = ((0.35, 0.2), (0.25, 0.15), (0.15, 0.08), (0.1, 0.05))
NEAR = 0.5  # s


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


def found(probabilities, threshold=STANDARD.threshold, release=STANDARD.release):
    spans = spans_above(probabilities, STEP, threshold=threshold, release=release)
    return widen(unite(spans, join=STANDARD.pause), before=STANDARD.lead, after=STANDARD.tail)


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
    print(f"\n{'recall / far s at':32}", *(f"{threshold:>14}" for threshold, _ in THRESHOLDS))
    for path, truth in truths(media, assembled).items():
        row = list(speech_probabilities(samples(path)))
        near = [Span(max(0.0, said.start - NEAR), said.end + NEAR) for said in truth]
        cells = []
        for threshold, release in THRESHOLDS:
            spans = found(row, threshold, release)
            recall = f"{covered(truth, spans) / length(truth):.4f}" if truth else "-"
            cells.append(f"{recall:>7}/{length(spans) - covered(spans, near):5.1f}")
        print(f"{path.name:32}", *(f"{cell:>14}" for cell in cells))


def test_recall_under_noise(media):
    """A reading laid over the films' own sound, so many decibels louder than it (RMS)."""
    rows = [line.split() for line in (media / "speech" / "sonnet1.vad").read_text().splitlines()]
    truth = [Span(float(a), float(b)) for a, b, kind in rows if kind == "speech"]
    voice = np.concatenate(list(samples(media / "speech" / "sonnet1.mp3")))
    voice *= 0.06 / np.sqrt(np.mean(voice**2))
    print(f"\n{'recall over':32} {'dB':>4}", *(f"{threshold:>7}" for threshold, _ in THRESHOLDS))
    for name in (
        "tears-of-steel-battle_vp8.webm",
        "big-buck-bunny-opening_vp8.webm",
        "sintel-trailer-end_mpeg1.mpg",
    ):
        bed = np.resize(np.concatenate(list(samples(media / name))), len(voice))
        bed *= 0.06 / np.sqrt(np.mean(bed**2))
        for louder_db in (6, 3, 0, -3, -6):
            mixed = voice + bed * np.float32(10 ** (-louder_db / 20))
            row = list(speech_probabilities([mixed]))
            spans = [found(row, *pair) for pair in THRESHOLDS]
            cells = (f"{covered(truth, some) / length(truth):7.3f}" for some in spans)
            print(f"{name:32} {louder_db:4}", *cells)


MUSIC = ("tears-of-steel-battle_vp8.webm", "big-buck-bunny-opening_vp8.webm")
EFFECTS = ("sintel-trailer-end_mpeg1.mpg", "big-buck-bunny-rabbit_51.mp4")


def test_recall_of_every_recording_under_films_sound(media):
    """Speech so many decibels louder than the film's sound: all together, and the worst pair."""
    folder = media / "speech"
    known = truths_of_speech(folder)
    beds = {name: np.concatenate(list(samples(media / name))) for name in MUSIC + EFFECTS}
    beds["music of MUSAN"] = np.concatenate(list(samples(folder / "musanmix.mp3")))[: 22 * RATE_HZ]
    print(f"\n{'all / worst at':14}", *(f"{threshold:>14}" for threshold, _ in LOW))
    for level in (10, 5, 0, -5):
        recalls = {pair: [] for pair in LOW}  # of each recording over each bed: found, of, which
        for bed_name, bed in beds.items():
            for name, (truth, voice) in known.items():
                noise = np.resize(bed, len(voice))
                noise = noise * (0.06 / np.sqrt(np.mean(noise**2)))
                mixed = voice + noise * np.float32(10 ** (-level / 20))
                row = list(speech_probabilities([mixed.astype(np.float32)]))
                for pair in LOW:
                    hit, of = covered(truth, found(row, *pair)), length(truth)
                    recalls[pair].append((hit / of, hit, of, f"{name} over {bed_name}"))
        cells = [
            f"{sum(c[1] for c in cases) / sum(c[2] for c in cases):6.3f} /{min(cases)[0]:6.3f}"
            for cases in recalls.values()
        ]
        worst = min(recalls[(STANDARD.threshold, STANDARD.release)])[3]
        print(f"{level:11} dB", *cells, f" worst: {worst}")


def truths_of_speech(folder):
    """Recordings in quiet with their speech, brought to one level of it; spans as the bench says.

    The president's speech has none of its own: those are what is heard of it in quiet, within 24 dB
    of its loudest 10 ms and joined over pauses up to 0.3 s.
    """
    vad = [line.split() for line in (folder / "sonnet1.vad").read_text().splitlines()]
    turns = [line.split() for line in (folder / "pyannote-sample.rttm").read_text().splitlines()]
    spans = {
        "sonnet1.mp3": [Span(float(a), float(b)) for a, b, kind in vad if kind == "speech"],
        "pyannote-sample.wav": [
            Span(float(turn[3]), float(turn[3]) + float(turn[4])) for turn in turns
        ],
        "jfk.flac": None,
    }
    known = {}
    for name, truth in spans.items():
        voice = np.concatenate(list(samples(folder / name)))
        truth = truth or audible_spans(voice)
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
    """As films are listened to: the centre channel where there is one."""
    names = ("big-buck-bunny_43-dar_10fps.mp4", "sintel-5s_vp9-opus.webm", *MUSIC, *EFFECTS)
    row = list(speech_probabilities(samples(media / "speech" / "musanmix.mp3")))
    musan = {"music of MUSAN": Span(0.0, 22.5), "noise of MUSAN": Span(29.0, 52.8)}
    wrong = []  # a clip's length, and the seconds taken for speech at each threshold
    print(f"\n{'seconds at':36}", *(f"{threshold:>7}" for threshold, _ in LOW))
    for name in names:
        source = examine(media / name)
        settings = [
            replace(STANDARD, finder="silero", threshold=one, release=two) for one, two in LOW
        ]
        alarms = [length(listen(source, one).speech) for one in settings]
        wrong.append((source.film.duration, alarms))
        print(f"{name:36}", *(f"{one:7.1f}" for one in alarms), f" of {source.film.duration:.1f}")
    for name, span in musan.items():
        alarms = [covered([span], found(row, *pair)) for pair in LOW]
        wrong.append((span.length, alarms))
        print(f"{name:36}", *(f"{one:7.1f}" for one in alarms), f" of {span.length:.1f}")
    whole = sum(of for of, _ in wrong)
    sums = (sum(column) for column in zip(*(alarms for _, alarms in wrong), strict=True))
    print(f"{'all, %':36}", *(f"{100 * one / whole:7.1f}" for one in sums), f" of {whole:.1f} s")


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

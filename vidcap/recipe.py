"""The recipe: all settings of a run in one frozen object. Every default stands here, once."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from vidcap.errors import InputError
from vidcap.settings import altered, one_of, read_toml, shipped, within

_Point = TypeVar("_Point")


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """Cuts and keyframes."""

    detector: str = one_of("adaptive", "content", "hash", "histogram", "threshold", "transnetv2")
    threshold: float = within(0.0, 0, 255)  # of the detector, in its own unit; 0: the tuned one
    shortest_shot: float = within(0.3, 0, 60)  # s
    keyframe_every: float = within(10.0, 1, 3600)  # s; a longer shot gets a further keyframe
    picture_width: int = within(640, 64, 4096)  # pixels of a kept keyframe, at most


@dataclass(frozen=True, slots=True)
class ListenSettings:
    """Speech and gaps."""

    finder: str = one_of("auto", "silero", "subtitles")  # auto: sound and subtitles united
    threshold: float = within(0.15, 0.01, 0.99)  # of speech; low: rather silent than over it
    release: float = within(0.05, 0.01, 0.99)  # below which speech has ended
    agreement: float = within(0.03, 0, 0.99)  # of speech, that both directions must reach once
    pause: float = within(0.3, 0, 5)  # s; a shorter pause within speech is no gap
    lead: float = within(0.1, 0, 2)  # s by which speech begins before it is recognised
    tail: float = within(0.15, 0, 2)  # s by which it goes on after; docs/listening.md
    after: float = within(0.2, 0, 10)  # s of silence kept after a word; AD_RULES T2
    before: float = within(0.3, 0, 10)  # s of silence kept before the next word
    shortest_gap: float = within(1.0, 0.1, 60)  # s
    protect: str = one_of("told", "none")  # sounds that no line covers: those subtitles tell
    sudden: float = within(12.0, 0, 60)  # dB by which a sound no line covers rises; 0: none
    audio_language: str = ""  # of the dialogue's audio track; empty: the default track


@dataclass(frozen=True, slots=True)
class CaptionSettings:
    """The captioner."""

    captioner: str = "own"  # name or name:argument
    beams: int = within(3, 1, 16)
    mirror: bool = True  # look at the mirror image, too: surer, for a second pass of the encoder
    framing: str = one_of("whole", "centre")  # of a wide picture: squashed, or its middle 3:2


@dataclass(frozen=True, slots=True)
class GroundSettings:
    """What may be said: how sure a thing must be before it is told. AD_RULES P2.

    `dial` is a point of `POINTS`, at which all thresholds stand that are not named themselves. What
    the network's heads say has a threshold for each kind, since some are learnt better than
    others; they hold for a picture like those the heads were trained on.
    """

    dial: str = one_of("sure", "normal", "draft")  # how much doubt may be voiced
    second_look: str = one_of("persons", "all", "none")  # at further frames of a shot, where
    detector: str = "own"  # of persons and things: name or name:argument
    min_confidence: float = within(0.6, 0, 1)  # of a line's least sure part; docs/experiments.md
    found_confidence: float = within(0.1, 0, 1)  # of a sentence all of whose claims were found
    person_score: float = within(0.35, 0.01, 0.99)  # of a person from which a claim holds
    sure_score: float = within(0.65, 0.01, 0.99)  # of a thing; of a person told without claim
    claimed_score: float = within(0.3, 0.01, 0.99)  # of an animal claimed where heads see one
    thing_score: float = within(0.85, 0.01, 0.99)  # of a thing told without claim
    setting: float = within(0.8, 0.01, 0.999)  # probability of indoors, outdoors
    place: float = within(0.8, 0.01, 0.999)  # of a street, a forest, snow ...
    light: float = within(0.8, 0.01, 0.999)  # of day, night, dusk, dark
    scene: float = within(0.8, 0.01, 0.999)  # of a crowd, an animal, a vehicle, fire
    doing: float = within(0.95, 0.01, 0.999)  # of sit, walk, ride ...
    wearing: float = within(0.95, 0.01, 0.999)  # of a hat, a coat
    moving: float = within(0.7, 0.01, 0.999)  # of one who comes into view, goes, is seen nearer
    text: float = within(1.0, 0.01, 1)  # from there a picture of text is told as one; 1: never
    plain: float = within(0.5, 0.01, 1)  # of text, plain, abstract: from there facts say nothing
    strange: float = within(0.9, 0.01, 1)  # strangeness from which facts say nothing
    wariness: float = within(0.5, 0, 1)  # share of the allowed doubt that strangeness takes away


POINTS = {  # of the dial `--min-confidence`, by name
    "sure": GroundSettings(),  # for speech
    "normal": GroundSettings(
        dial="normal",
        min_confidence=0.4,
        found_confidence=0.05,
        sure_score=0.6,
        thing_score=0.75,
        setting=0.65,
        place=0.65,
        light=0.65,
        scene=0.65,
        doing=0.85,
        wearing=0.85,
        strange=0.9,
    ),
    "draft": GroundSettings(  # for a person who checks every line
        dial="draft",
        min_confidence=0.25,
        found_confidence=0.0,
        sure_score=0.45,
        thing_score=0.65,
        setting=0.45,
        place=0.45,
        light=0.45,
        scene=0.45,
        doing=0.7,
        wearing=0.7,
        text=0.9,
        plain=0.7,
        strange=1.0,
    ),
}


@dataclass(frozen=True, slots=True)
class FitSettings:
    """Which lines are told, and where they may stand.

    `style` is one of `STYLES`, which sets all of this table that is not named itself.
    """

    style: str = one_of("normal", "brief", "rich")  # how much is told
    apart: float = within(0.4, 0.3, 10)  # s between two lines; AD_RULES T7
    early: float = within(0.0, 0, 10)  # s a line may start before its picture is seen
    late: float = within(4.0, 0, 60)  # s a line may start after its picture was last seen
    most_words: float = within(75.0, 1, 300)  # words in any minute; AD_RULES T9
    most_coverage: float = within(0.6, 0.01, 1)  # share of any minute's gaps; AD_RULES T10
    least_value: float = within(0.0, 0, 1)  # of a moment that is worth a line
    fastest: float = within(1.15, 1, 1.15)  # rate of a line, times the usual; AD_RULES section 4
    shortness: float = within(0.8, 0, 1)  # share of its value that a moment's shortest wording has
    haste: float = within(0.05, 0, 1)  # share of its value that a line loses with every second
    noise: float = within(0.2, 0, 1)  # share of its value that a line loses in the worst noise
    repeat_window: int = within(5, 0, 1000)  # lines back in which nothing is said twice


STYLES = {  # of the lines, by name; AD_RULES section 4 has what people do
    "brief": FitSettings(
        style="brief",
        apart=2.0,
        most_words=40.0,
        most_coverage=0.35,
        least_value=0.3,
        shortness=1.0,
        repeat_window=10,
    ),
    "normal": FitSettings(),
    "rich": FitSettings(
        style="rich",
        late=6.0,
        most_words=90.0,
        most_coverage=0.8,
        shortness=0.6,
        repeat_window=3,
    ),
}


@dataclass(frozen=True, slots=True)
class ExtendSettings:
    """Where the film may pause for a line that found no room."""

    longest: float = within(10.0, 1, 60)  # s of one pause; AD_RULES section 8
    most_a_minute: int = within(4, 1, 60)  # pauses in any minute of film
    least_value: float = within(0.3, 0, 1)  # of a moment that is worth a pause
    margin: float = within(0.05, 0, 5)  # s between a pause and speech, which has its own margins
    late: float = within(2.0, 0, 60)  # s a pause may come after its picture was last seen
    apart: float = within(0.4, 0.1, 10)  # s between two lines in one pause


@dataclass(frozen=True, slots=True)
class SpeakSettings:
    """The voice."""

    voice: str = "pyttsx3"  # name or name:argument
    words_per_minute: int = within(165, 80, 300)  # as heard, not the engine's nominal figure


@dataclass(frozen=True, slots=True)
class MixSettings:
    """How the film makes room for the voice; DAPT section on mixing, EBU R 128."""

    # deepest gain of the film under a line; loud action needs 15 to 18 dB, most lines none or 8
    duck_db: float = within(-18.0, -40, 0)
    fade_down: float = within(0.3, 0.05, 2)  # s, ended before the first word
    fade_up: float = within(0.5, 0.05, 2)  # s
    merge: float = within(1.0, 0, 10)  # s; the film stays down over shorter pauses
    over_bed_lu: float = within(8.0, 0, 20)  # loudness of the voice over the ducked film
    peak_dbtp: float = within(-1.0, -20, 0)  # highest true peak of the mix


@dataclass(frozen=True, slots=True)
class DeliverSettings:
    """The described film."""

    container: str = one_of("mkv", "mp4")


@dataclass(frozen=True, slots=True)
class Recipe:
    """All settings of a run."""

    name: str = "standard"
    language: str = "en"
    watch: WatchSettings = WatchSettings()
    listen: ListenSettings = ListenSettings()
    caption: CaptionSettings = CaptionSettings()
    ground: GroundSettings = GroundSettings()
    fit: FitSettings = FitSettings()
    extend: ExtendSettings = ExtendSettings()
    speak: SpeakSettings = SpeakSettings()
    mix: MixSettings = MixSettings()
    deliver: DeliverSettings = DeliverSettings()

    def values(self) -> dict[str, Any]:
        """Return all settings as plain data, tables within a table."""
        return dataclasses.asdict(self)

    def hash(self) -> str:
        """Return twelve hexadecimal digits that change with any setting (not with the name)."""
        values = {key: value for key, value in self.values().items() if key != "name"}
        text = json.dumps(values, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def altered(self, changes: Mapping[str, Any], where: str) -> Recipe:
        """Return the recipe with `changes` (tables as in a recipe file) put over it.

        Args:
            changes: settings by name, those of a stage in a table of its name.
            where: what is named when something is wrong: a file, or the command line.

        Raises:
            InputError: an unknown name, a wrong kind of value or one out of its range; every
                mistake is told at once.
        """
        return altered(self._turned(changes), changes, where)

    def _turned(self, changes: Mapping[str, Any]) -> Recipe:
        """Return the recipe with each dial at the point that `changes` name, if they name one."""
        ground = _point(changes, "ground", "dial", POINTS) or self.ground
        kept = {name: getattr(self.ground, name) for name in ("detector", "second_look")}
        return dataclasses.replace(
            self,
            ground=dataclasses.replace(ground, **kept),
            fit=_point(changes, "fit", "style", STYLES) or self.fit,
        )


def _point(
    changes: Mapping[str, Any], table: str, dial: str, points: Mapping[str, _Point]
) -> _Point | None:
    """Return the settings of the point that `changes` name; what is none is told as a mistake."""
    named = changes.get(table)
    point = named.get(dial) if isinstance(named, Mapping) else None
    return points.get(point) if isinstance(point, str) else None


def read_recipe(path: Path, base: Recipe | None = None) -> Recipe:
    """Return the recipe in a TOML file, over `base` (by default: the standard one).

    Raises:
        InputError: the file cannot be read, is no TOML, or holds a mistake.
    """
    changes = read_toml(path)
    return (base or Recipe()).altered({"name": path.stem, **changes}, str(path))


def named_recipe(name: str) -> Recipe:
    """Return a shipped recipe by its name, or the one in a TOML file by its path.

    Raises:
        InputError: there is no such recipe, or it holds a mistake.
    """
    known = shipped()
    if name in known:
        return read_recipe(known[name])
    path = Path(name)
    if path.suffix == ".toml" or path.exists():
        return read_recipe(path)
    raise InputError(
        "no such recipe", f"--recipe {name}", f"choose one of {', '.join(known)}, or a TOML file"
    )


def settings_beside(film: Path) -> list[Path]:
    """Return the settings files that lie with a film, those of the folder before the film's own."""
    found = (film.with_name("vidcap.toml"), film.with_name(f"{film.stem}.context.toml"))
    return [path for path in found if path.is_file()]


def recipe_for(film: Path, base: Recipe, changes: Mapping[str, Any]) -> Recipe:
    """Return the recipe of one film: `base`, the folder's file, the film's file, `changes`.

    A file that came with a film must not make this machine run or reach anything: it may choose a
    captioner, a detector or a voice by its bare name only.

    Raises:
        InputError: a file or a change holds a mistake.
    """
    recipe = base
    for path in settings_beside(film):
        recipe = dataclasses.replace(read_recipe(path, recipe), name=recipe.name)
        for value, ours in (
            (recipe.caption.captioner, base.caption.captioner),
            (recipe.ground.detector, base.ground.detector),
            (recipe.speak.voice, base.speak.voice),
        ):
            if ":" in value and value != ours:
                raise InputError(
                    f"{value!r} has an argument, which a file beside a film may not give",
                    str(path),
                    "give it on the command line or in a recipe of your own",
                )
    return recipe.altered(changes, "command line")

"""What one keyframe surely shows, by a detector's boxes and the network's own facts. Pure.

Nothing is in a sight that is below its threshold; what contradicts something else that is as sure
is left out with it. A strange picture raises every threshold, and a title card or a plain or an
abstract picture says nothing by facts: there, heads see streets in letters.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from vidcap.ground.found import clear
from vidcap.ground.named import NAMED
from vidcap.ground.words import ANIMALS
from vidcap.recipe import GroundSettings
from vidcap.script import Box, Fact

NAMES = {  # the facts that can be told, by kind; a kind's threshold is the setting of its name
    "setting": "indoors outdoors",
    "place": "street road buildings forest field mountain rocks snow water sea lake river beach "
    "sand sky room stage garden",
    "light": "day night dusk dark",
    "scene": "crowd animal vehicle fire",
    "text": "text",
    "doing": "sit stand walk run jump ride hold climb swim play",
    "wearing": "hat coat",
    "moving": "appear vanish near recede",  # of one person, from frame to frame
}
KINDS = {name: kind for kind, names in NAMES.items() for name in names.split()}
DOUBTED = frozenset(("sky",))  # told by heads of photographs; on film wrong at 0.9: 3 of 3
UNTOLD = ("text", "plain", "abstract")  # pictures of which facts say nothing else
OUTDOORS = frozenset(NAMES["place"].split()) - {"room", "stage", "water"}  # where no room is

VEHICLES = frozenset("car motorcycle bus train truck".split())

LIKELY = 0.3  # probability from which a thing is not sure, but not out of the question
UNLIKELY = 0.1  # below which the heads deny what the detector found
FEW = 3  # persons: fewer are no crowd


@dataclass(frozen=True, slots=True)
class Sight:
    """What is surely there, and what may be."""

    boxes: tuple[Box, ...]  # all that count, whatever their score; see `found.clear`
    people: tuple[Box, ...]  # the persons that are sure
    maybe: int  # persons, the doubtful ones among them
    claimable: tuple[Box, ...]  # sure enough where a sentence claims them, by whatever name
    things: tuple[Box, ...]  # other than persons, sure without claim; the surest first
    facts: tuple[Fact, ...]  # sure ones; the most probable first
    likely: frozenset[str]  # facts that are not out of the question, the sure ones among them
    is_read: bool  # whether the heads looked at the picture at all
    hidden: str = ""  # what keeps facts from being told: `text`, `plain`, `abstract`, `strange`

    def of(self, kind: str) -> tuple[str, ...]:
        """Return the names of the sure facts of a kind, the most probable first."""
        return tuple(fact.name for fact in self.facts if KINDS[fact.name] == kind)

    def sureness(self, name: str) -> float:
        """Return the probability of a sure fact; 0: it is not sure."""
        return next((fact.probability for fact in self.facts if fact.name == name), 0.0)


def sight_of(
    boxes: Sequence[Box],
    facts: Sequence[Fact],
    settings: GroundSettings,
    *,
    named: Set[str] | None = None,
) -> Sight:
    """Return what a keyframe surely shows.

    Args:
        boxes: what the detector found, any score.
        facts: what the heads say, any order; unknown names are ignored. `strange` is how unlike
            everything the heads learnt from the picture is, as a probability.
        settings: thresholds.
        named: by a captioner; what must be and is not is not sure. None: nobody was asked.
    """
    said = {fact.name: fact.probability for fact in facts}
    strange = min(max(said.get("strange", 0.0), 0.0), 1.0)
    hidden = next((name for name in UNTOLD if said.get(name, 0.0) >= settings.plain), "")
    if not hidden and strange >= settings.strange:
        hidden = "strange"

    def raised(threshold: float) -> float:
        """Leave the less doubt the stranger the picture is."""
        return 1 - (1 - threshold) * (1 - settings.wariness * strange)

    def floor(box: Box) -> float:
        """Ask less of an animal that a sentence claims where the heads see one, too."""
        is_seen = box.label in ANIMALS and "animal" in sure
        return settings.claimed_score if is_seen else settings.sure_score

    def is_sure(kind: str, probability: float) -> bool:
        """Tell whether a kind of fact is sure; a threshold of 1 means never."""
        threshold: float = getattr(settings, kind)
        return threshold < 1 and probability >= raised(threshold)

    found = clear(boxes)
    persons = [box for box in found if box.label == "person"]
    people = [box for box in persons if box.score >= raised(settings.sure_score)]
    maybe = sum(box.score >= settings.person_score for box in persons)
    sure = {
        name: probability
        for name, probability in said.items()
        if name in KINDS.keys() - DOUBTED and is_sure(KINDS[name], probability)
    }
    if named is not None:
        asked = {name for name in sure if KINDS[name] == "doing"} | NAMED
        sure = {name: sure[name] for name in sure if name not in asked - named}
    likely = frozenset(name for name, probability in said.items() if probability >= LIKELY)
    if people and maybe < FEW:
        sure.pop("crowd", None)
    agreed = ["text"] * ("text" in sure) if hidden else _agreed(sure, likely)
    return Sight(
        boxes=tuple(found),
        people=tuple(people),
        maybe=max(maybe, len(people)),
        claimable=tuple(
            box
            for box in sorted(boxes, key=lambda box: -box.score)
            if box.score >= (settings.person_score if box.label == "person" else raised(floor(box)))
        ),
        things=tuple(
            box
            for box in found
            if box.label != "person"
            and box.score >= raised(settings.thing_score)
            and hidden not in UNTOLD
            and not _is_denied(box.label, said)
            and not _is_disputed(box.label, named)
        ),
        facts=tuple(sorted((Fact(n, sure[n]) for n in agreed), key=lambda f: -f.probability)),
        likely=likely,
        is_read=bool(said),
        hidden=hidden,
    )


def _is_denied(label: str, said: dict[str, float]) -> bool:
    """Tell whether the heads see nothing of the kind that a thing is."""
    kind = "animal" if label in ANIMALS else "vehicle" if label in VEHICLES else ""
    return said.get(kind, 1.0) < UNLIKELY


def _is_disputed(label: str, named: Set[str] | None) -> bool:
    """Tell whether a captioner names animals, but none of the kind that was found."""
    return label in ANIMALS and bool(ANIMALS & (named or set())) and label not in (named or ())


def _agreed(sure: dict[str, float], likely: frozenset[str]) -> list[str]:
    """Return the names of the sure facts that contradict no other."""
    names = set(sure)
    for one, other in (("indoors", "outdoors"), ("day", "night"), ("day", "dusk")):
        if {one, other} <= likely:
            names -= {one, other}
    if names & {"night", "dusk"}:
        names.discard("dark")  # it is said with them
    if len(names & {"day", "night", "dusk", "dark"}) > 1:
        names -= {"day", "night", "dusk", "dark"}
    inside, outside = names & {"indoors", "room"}, names & (OUTDOORS | {"outdoors"})
    if inside and outside:
        names -= inside | outside
    return sorted(names)

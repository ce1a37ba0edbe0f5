"""What a sentence claims to be in the picture, held against what a detector found there. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vidcap.recipe import GroundSettings
from vidcap.script import Box

ONE = frozenset(
    "person man woman boy girl child kid baby toddler infant lady guy gentleman player rider skier "
    "snowboarder surfer skateboarder skater biker bicyclist cyclist motorcyclist climber hiker "
    "swimmer diver runner jogger dancer singer musician worker officer soldier athlete wrestler "
    "boxer gymnast cowboy bride groom teenager adult someone somebody individual guitarist "
    "performer fisherman pedestrian spectator racer driver teen".split()
)
MANY = frozenset(
    "people men women boys girls children kids babies toddlers ladies guys players riders skiers "
    "snowboarders surfers skateboarders skaters bikers bicyclists cyclists climbers hikers "
    "swimmers runners joggers dancers singers musicians workers officers soldiers athletes "
    "wrestlers boxers gymnasts cowboys teenagers adults performers friends couple pedestrians "
    "spectators racers fans others teens".split()
)
GROUPS = frozenset("group crowd team band family audience crew class gathering".split())
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
CROWD = 3  # persons that are a group at least

THINGS = {
    "dog": "dog dogs puppy puppies poodle greyhound greyhounds terrier collie",
    "cat": "cat cats kitten kittens",
    "horse": "horse horses pony ponies",
    "bird": "bird birds duck ducks seagull seagulls pigeon pigeons goose geese",
    "cow": "cow cows bull calf",
    "sheep": "sheep lamb lambs",
    "elephant": "elephant elephants",
    "bear": "bear bears",
    "bicycle": "bicycle bicycles bike bikes",
    "motorcycle": "motorcycle motorcycles motorbike motorbikes",
    "car": "car cars automobile",
    "bus": "bus buses",
    "train": "train trains",
    "truck": "truck trucks",
    "boat": "boat boats canoe kayak raft sailboat ship",
    "airplane": "airplane airplanes plane aeroplane jet",
    "bench": "bench benches",
    "frisbee": "frisbee frisbees",
    "skis": "skis ski",
    "snowboard": "snowboard snowboards",
    "sports ball": "ball balls football basketball volleyball soccer",
    "kite": "kite kites",
    "baseball bat": "bat",
    "skateboard": "skateboard skateboards",
    "surfboard": "surfboard surfboards",
    "tennis racket": "racket racquet tennis",
    "umbrella": "umbrella umbrellas",
    "backpack": "backpack backpacks",
    "handbag": "handbag purse",
    "tie": "tie",
    "bottle": "bottle bottles",
    "cup": "cup cups mug",
    "chair": "chair chairs",
    "couch": "couch sofa",
    "bed": "bed",
    "dining table": "table tables",
    "tv": "tv television",
    "laptop": "laptop computer computers",
    "cell phone": "phone cellphone phones",
    "book": "book books",
    "clock": "clock",
    "teddy bear": "teddy",
}
LABELS = {word: label for label, words in THINGS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Claims:
    """What a sentence says is there."""

    persons: int  # 0: none is spoken of
    is_exact: bool  # the number is said; otherwise it is the least
    things: frozenset[str]  # labels of the detector


def claims_of(sentence: str) -> Claims:
    """Return what an English sentence claims, as far as a detector could find it."""
    words = re.findall(r"[a-z]+", sentence.lower())
    persons, is_exact, is_crowd = 0, True, False
    for place, word in enumerate(words):
        if word in GROUPS:
            is_crowd = True
        elif word in ONE:
            persons += 1
        elif word in MANY:
            before = [NUMBERS[w] for w in words[max(0, place - 3) : place] if w in NUMBERS]
            is_exact = is_exact and (bool(before) or word == "couple")
            persons += before[-1] if before else 2
    if is_crowd:
        persons, is_exact = max(persons, CROWD), False
    things = frozenset(LABELS[word] for word in words if word in LABELS)
    return Claims(persons, is_exact, things)


def refusal(sentence: str, boxes: Sequence[Box], settings: GroundSettings) -> str:
    """Return what the sentence claims that was not found, or not so; empty: all was found."""
    claims = claims_of(sentence)
    found = [box for box in boxes if box.score >= settings.person_score]
    persons = sum(box.label == "person" for box in found)
    if claims.persons and (
        persons < claims.persons or (claims.is_exact and persons > claims.persons)
    ):
        least = "" if claims.is_exact else "at least "
        return f"{least}{claims.persons} persons claimed, {persons} found"
    missing = sorted(claims.things - {box.label for box in found})
    return f"{missing[0]} claimed" if missing else ""

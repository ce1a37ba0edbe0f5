"""The list of all concepts that heads tell of a picture, in the order of their columns."""

from __future__ import annotations

from collections.abc import Mapping

from vidcap.model.concepts.acts import ACTS
from vidcap.model.concepts.concept import SOME, Concept, words_of
from vidcap.model.concepts.places import PLACES

_NIGHT = (
    "night nighttime midnight dark darkness darkened evening dusk sunset sunrise dawn twilight moon"
    " firework neon silhouette lit lights lamp lantern candle glow shadow"
)

_SCENES: tuple[Concept, ...] = (
    # light: day is told from the others (`labels.py`), dark from the pixels (`pixels.py`)
    Concept("day", "light"),
    Concept(
        "night",
        "light",
        words_of("night nighttime midnight moonlight"),
        near=words_of(_NIGHT),
        share=SOME,
    ),
    Concept(
        "dusk",
        "light",
        words_of("sunset dusk sunrise dawn twilight setting_sun"),
        near=words_of(_NIGHT, "sun"),
        share=SOME,
    ),
    Concept("dark", "light"),
    # scene
    Concept(
        "crowd",
        "scene",
        words_of(
            "crowd crowded spectator onlooker audience large_group many_people lots_of_people"
            " bunch_of_people lot_of_people big_group"
        ),
        near=words_of(
            "group many several lot lots team parade stadium concert event market match game busy"
            " street city race people player party festival march protest everyone"
        ),
    ),
    Concept(
        "animal",
        "scene",
        words_of(
            "animal dog puppy cat kitten horse pony bird cow bull sheep goat lamb elephant zebra"
            " giraffe bear deer camel monkey duck goose seagull pigeon rabbit squirrel terrier"
            " retriever shepherd greyhound labrador collie poodle lab dachshund dalmatian chihuahua"
            " rottweiler husky bulldog pug spaniel whippet beagle swan eagle parrot turtle"
        ),
        near=words_of(
            "fish rodeo pet shark butterfly insect jockey zoo stroller leash cowboy hound"
        ),
    ),
    Concept(
        "vehicle",
        "scene",
        words_of(
            "vehicle car truck bus van jeep motorcycle motorbike atv tractor train suv taxi"
            " automobile dirt_bike dirtbike motorcyclist lorry racecar"
        ),
        near=words_of(
            "street road traffic parking drive driver bike boat subway track race tire wheel cart"
            " plane wagon carriage racetrack motocross highway helicopter ship garage city quad"
            " bicycle scooter racer stunt parade motor biker"
        ),
    ),
    Concept(
        "fire",
        "scene",
        words_of("fire bonfire campfire flame burn"),
        near=words_of(
            "smoke grill firework candle fireman firefighter cigarette lantern lit barbecue"
            " fireplace torch sparkler explosion spark light stove"
        ),
        against=words_of("gun rifle shoot pistol hydrant"),
        share=SOME,
    ),
    # other: for silence rather than for sentences; pictures made by program are their yes
    Concept(
        "text",
        "other",
        near=words_of("sign poster banner write letter word screen computer book newspaper store"),
    ),
    Concept("plain", "other"),
    Concept("abstract", "other", near=words_of("blur blurry pattern graffiti painting art mural")),
)

CONCEPTS: tuple[Concept, ...] = (*PLACES, *_SCENES, *ACTS)

NAMES: tuple[str, ...] = tuple(concept.name for concept in CONCEPTS)
PLACE: dict[str, int] = {name: place for place, name in enumerate(NAMES)}  # of a column
STRANGE = "strange"  # the fact beside them: how unlike the training data the picture is
# Not to be said, however sure on photographs: why not, as seen on frames of films.
MISTAKEN: Mapping[str, str] = {
    "street": "all of 7 frames said to show one are the inside of a church",
    "jump": "all of 8 frames said to show it show creatures that fly",
    "play": "no still picture shows that somebody plays",
    "vehicle": "both frames said to show one show none; the detector knows vehicles better",
}
NIGHT_WORDS = words_of(_NIGHT)  # where one is said it may not be day

"""The words by which English captions name what facts and boxes tell. Plain tables.

A word is *plain* where the fact says just as much ("grass" of `field`), and *narrow* where it says
more than the fact does ("sidewalk" of `street`): of narrow words only the plain one is supported.
"""

from __future__ import annotations

_PLACES = {  # fact: its plain words; its narrow ones; the first plain word stands for these
    "street": ("street streets", "sidewalk crosswalk intersection alley"),
    "road": ("road roads roadway", "highway"),
    "buildings": (
        "building buildings",
        "house houses tower towers church temple castle cabin barn skyscraper skyscrapers",
    ),
    "forest": ("forest forests wood woods woodland", "jungle rainforest"),
    "field": ("grass", "field fields meadow lawn pasture"),
    "mountain": ("mountain mountains", "peak peaks mountainside mountaintop"),
    "rocks": ("rock rocks", "cliff cliffs boulder boulders"),
    "snow": ("snow", ""),
    "water": ("water", "pool fountain puddle wave waves"),
    "sea": ("sea ocean", ""),
    "lake": ("lake", "pond"),
    "river": ("river", "stream creek"),
    "beach": ("beach shore", "seashore shoreline"),
    "sand": ("sand", "dune dunes desert"),
    "sky": ("sky", "cloud clouds"),
    "room": ("room", "bedroom kitchen bathroom classroom office"),
    "stage": ("stage", ""),
    "garden": ("garden yard", "backyard"),
    "night": ("night", "nighttime midnight"),
    "dusk": ("twilight dusk", "sunset sunrise dawn"),
    "dark": ("dark darkness", ""),
    "day": ("daylight", "day daytime"),
    "indoors": ("indoors", ""),
    "outdoors": ("outdoors", ""),
    "fire": ("fire flames", "bonfire campfire"),
    "animal": ("animal animals", ""),
    "vehicle": ("vehicle vehicles", ""),
    "hat": ("hat", "cap beanie"),
    "coat": ("coat jacket", "parka"),
}
PLAIN = {word: fact for fact, (plain, _) in _PLACES.items() for word in plain.split()}
NARROW = {
    word: plain.split()[1 if word.endswith("s") and len(plain.split()) > 1 else 0]
    for plain, narrow in _PLACES.values()
    for word in narrow.split()
}
ENTAILED = {"water": ("sea", "lake", "river"), "sand": ("beach",), "road": ("street",)}
SNOWY = {"snowy": "snow", "rocky": "rocks", "grassy": "field", "sandy": "sand", "wooded": "forest"}
MATERIALS = frozenset("snow grass water sand".split())  # take no article

_VERBS = {  # fact: of one, of several, of what goes on; then the narrow words for each of them
    "sit": ("sits sit sitting", "rests rest resting"),
    "stand": ("stands stand standing", "poses pose posing waits wait waiting"),
    "walk": ("walks walk walking", "strolls stroll strolling hikes hike hiking"),
    "run": ("runs run running", "jogs jog jogging races race racing sprints sprint sprinting"),
    "jump": ("jumps jump jumping leaps leap leaping", ""),
    "ride": ("rides ride riding", ""),
    "hold": ("holds hold holding", "carries carry carrying"),
    "climb": ("climbs climb climbing", ""),
    "swim": ("swims swim swimming", ""),
    "play": ("plays play playing", ""),
    "wear": ("wears wear wearing", ""),
}
VERBS = {word: fact for fact, (plain, _) in _VERBS.items() for word in plain.split()}
NARROW_VERBS = {
    word: plain.split()[place % 3]
    for plain, narrow in _VERBS.values()
    for place, word in enumerate(narrow.split())
}
OF_SEVERAL = {  # what one does, as several do it
    one: several
    for plain, _ in _VERBS.values()
    for one, several in zip(plain.split()[::3], plain.split()[1::3], strict=True)
}
ALONE = frozenset("sit stand walk run jump climb swim".split())  # verbs that need no object

COLOURS = frozenset(
    "red orange yellow green blue purple violet pink brown black white grey gray tan".split()
)
DETERMINERS = frozenset("a an the one another some several many few its their his her".split())
PREPOSITIONS = frozenset(
    "in on at by near with through along across over under behind beside between into onto from "
    "around past towards toward down up above below inside outside off of against during for than "
    "like".split()
)
PHRASES = ("in front of", "next to", "on top of", "out of", "away from", "close to")
SURFACES = frozenset(  # who is seen with such a place is seen in it, or on it
    "street road forest field snow beach sand room stage garden indoors outdoors night dusk "
    "dark".split()
)
BEFORE = frozenset(("by", "near", "beside", "next to", "close to", "in front of"))  # of others
PLACING = frozenset(  # where they are in such a place
    "in on at by near through along across over under down up past inside during".split()
) | {"in front of", "next to", "close to"}
BESIDE = frozenset(("with", "near", "by", "beside", "next to", "close to"))  # a thing found as well
TOUCHING = {  # a thing that the subject touches
    "on": frozenset(
        "bench chair couch bed bicycle motorcycle horse elephant skateboard surfboard snowboard "
        "boat skis".split()
    ),
    "in": frozenset("car bus truck train boat airplane chair bed".split()),
    "at": frozenset(("dining table",)),
}
CLAUSES = frozenset("who that which while where as because to when after before but".split())
GAMES = frozenset("soccer football basketball volleyball baseball softball tennis".split())
NOT_REAL = frozenset(  # what is called so is not what it is called
    "toy stuffed fake model statue painted plastic inflatable cardboard rubber".split()
)
FILLERS = frozenset(  # say nothing that could be looked up
    "is are and there together each other it they them while very both all something "
    "this these background front side middle".split()
)

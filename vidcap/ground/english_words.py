"""The English words for facts and for the detector's labels. Plain tables."""

from __future__ import annotations

CALLED = {  # where the label alone would be misheard
    "mouse": "computer mouse",
    "remote": "remote control",
    "sports ball": "ball",
    "tv": "television",
    "scissors": "pair of scissors",
    "orange": "piece of fruit",
    "dining table": "table",
}
NUMBERS = {2: "two", 3: "three", 4: "four"}
LIGHTS = {  # dusk is dawn, too
    "day": ("daylight", "it is day"),
    "night": ("night", "it is night"),
    "dusk": ("twilight", "it is twilight"),
    "dark": ("darkness", "it is dark"),
}
WHEN = {"day": "in daylight", "night": "at night", "dusk": "at twilight", "dark": "in the dark"}
PLACES = {  # a place alone, then where something is that is there
    "street": ("a street", "on a street"),
    "road": ("a road", "on a road"),
    "buildings": ("buildings", ""),
    "forest": ("a forest", "in a forest"),
    "field": ("grass", "on the grass"),
    "mountain": ("mountains", ""),
    "rocks": ("rocks", ""),
    "snow": ("snow", "in the snow"),
    "water": ("water", ""),
    "sea": ("the sea", "by the sea"),
    "lake": ("a lake", "by a lake"),
    "river": ("a river", "by a river"),
    "beach": ("a beach", "on a beach"),
    "sand": ("sand", "on sand"),
    "sky": ("the sky", ""),
    "room": ("a room", "in a room"),
    "stage": ("a stage", "on a stage"),
    "garden": ("a garden", "in a garden"),
    "indoors": ("indoors", "indoors"),
    "outdoors": ("outdoors", "outdoors"),
}
PAIRS = {  # two places in one phrase; others are joined by "and"
    ("snow", "mountain"): ("snowy mountains", "mountains in snow"),
    ("snow", "forest"): ("a snowy forest", "a forest in snow"),
    ("snow", "street"): ("a snowy street", "a street in snow"),
    ("snow", "road"): ("a snowy road", "a road in snow"),
    ("snow", "rocks"): ("snowy rocks", "rocks in snow"),
    ("snow", "buildings"): ("buildings in snow",),
    ("snow", "garden"): ("a snowy garden", "a garden in snow"),
    ("snow", "lake"): ("a lake in snow",),
    ("snow", "river"): ("a river in snow",),
    ("street", "buildings"): ("a street with buildings", "buildings along a street"),
    ("road", "buildings"): ("a road with buildings", "buildings by a road"),
    ("road", "forest"): ("a forest road",),
    ("mountain", "road"): ("a mountain road",),
    ("beach", "sea"): ("a beach by the sea",),
    ("sea", "rocks"): ("rocks by the sea",),
    ("lake", "rocks"): ("rocks by a lake",),
    ("river", "rocks"): ("rocks by a river",),
    ("mountain", "lake"): ("mountains by a lake",),
    ("mountain", "river"): ("mountains by a river",),
    ("mountain", "sea"): ("mountains by the sea",),
    ("forest", "lake"): ("a forest by a lake",),
    ("forest", "river"): ("a forest by a river",),
    ("forest", "field"): ("grass by a forest",),
    ("garden", "buildings"): ("a garden with buildings",),
    ("rocks", "water"): ("rocks by the water",),
    ("buildings", "water"): ("buildings by the water",),
    ("forest", "water"): ("a forest by the water",),
    ("mountain", "water"): ("mountains by the water",),
    ("mountain", "sky"): ("mountains under the sky",),
    ("field", "sky"): ("grass under the sky",),
    ("sea", "sky"): ("the sea under the sky",),
    ("buildings", "sky"): ("buildings under the sky",),
}
VERBS = {  # of one, of several, of what goes on
    "sit": ("sits", "sit", "sitting"),
    "stand": ("stands", "stand", "standing"),
    "walk": ("walks", "walk", "walking"),
    "run": ("runs", "run", "running"),
    "jump": ("jumps", "jump", "jumping"),
    "ride": ("rides", "ride", "riding"),
    "hold": ("holds", "hold", "holding"),
    "climb": ("climbs", "climb", "climbing"),
    "swim": ("swims", "swim", "swimming"),
    "play": ("plays", "play", "playing"),
    "appear": ("comes into view", "come into view", "coming into view"),
    "vanish": ("goes out of view", "go out of view", "going out of view"),
    "near": ("is seen nearer and nearer", "are seen nearer and nearer", "seen nearer and nearer"),
    "recede": (
        "is seen further and further off",
        "are seen further and further off",
        "seen further and further off",
    ),
}
BEFORE_THING = {"sit": "on ", "play": "with "}


def with_article(name: str) -> str:
    """Return a label, or the name of a fact, as the first mention of one such thing."""
    word = CALLED.get(name, name)
    if word.endswith("s") and word != "bus":
        return word
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"

"""Pictures to tell of, for the tests of ground: boxes and facts, one by one or drawn at random."""

from hypothesis import strategies as st

from vidcap.ground.sight import KINDS, UNTOLD, Sight, sight_of
from vidcap.model.detecting.labels import LABELS
from vidcap.recipe import GroundSettings
from vidcap.script import Box, Fact

SETTINGS = GroundSettings()


def person(left: float, top: float, right: float, bottom: float, score: float = 0.9) -> Box:
    return Box("person", score, left, top, right, bottom)


def facts(names: str, probability: float = 0.98) -> list[Fact]:
    """Facts that are all as probable."""
    return [Fact(name, probability) for name in names.split()]


def see(boxes: list[Box], names: str = "") -> Sight:
    """What a picture surely shows that has these boxes and these facts."""
    return sight_of(boxes, facts(names), SETTINGS)


CLOSE = person(0.1, 0.0, 0.9, 1.0)
MIDDLE = person(0.4, 0.2, 0.65, 0.9)
BESIDE = person(0.66, 0.2, 0.9, 0.9)
SMALL = person(0.45, 0.4, 0.5, 0.6)
LEFT = person(0.1, 0.3, 0.2, 0.9)

_THINGS = [
    Box(label, 0.9, 0.35, 0.5, 0.75, 1.0)
    for label in ("dining table", "bench", "horse", "bicycle", "umbrella", "sports ball", "dog")
]
BOXES = st.lists(
    st.one_of(
        st.sampled_from([CLOSE, MIDDLE, BESIDE, SMALL, LEFT]),
        st.sampled_from(_THINGS),
        st.builds(
            lambda label, score, x, y, w, h: Box(label, score, x, y, x + w, y + h),
            st.one_of(st.just("person"), st.sampled_from(LABELS)),
            st.floats(0.1, 1),
            *[st.floats(0, 0.5)] * 4,
        ),
    ),
    max_size=6,
)
FACTS = st.dictionaries(
    st.sampled_from([*KINDS, *UNTOLD, "strange", "unheard"]),
    st.one_of(st.floats(0, 1), st.floats(0.95, 1)),
    max_size=12,
).map(lambda said: [Fact(*pair) for pair in said.items()])

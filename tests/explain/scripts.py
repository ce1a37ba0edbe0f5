"""Scripts to explain: one made by hand, others drawn at random."""

from hypothesis import strategies as st

from tests.ground.scenes import BOXES, FACTS, person
from vidcap.recipe import Recipe
from vidcap.script import (
    Box,
    Candidate,
    Fact,
    Film,
    Glance,
    Keyframe,
    Line,
    Made,
    Moment,
    RecipeUsed,
    Script,
    Shot,
    Span,
)

RIDER = Candidate("A woman is riding a horse in front of a wall.", -2.5, 10, 0.4, 0.75, ("wall",))
DOG = Candidate("A dog is running in the snow.", -4.0, 7, 0.2, 0.0, ("dog", "running", "snow"))
HORSE = (person(0.3, 0.1, 0.6, 0.8, 0.95), Box("horse", 0.92, 0.2, 0.3, 0.8, 0.95))
RIDING = (Fact("ride", 0.99), Fact("outdoors", 0.97), Fact("sky", 0.95), Fact("strange", 0.1))

TITLE = "low confidence: facts say nothing of this picture (text)"
SEEN = "seen before: it looks like K0001"
ROOM = "no room: 0.4 s more were needed near it"

SPANS = [Span(0.0, 4.0), Span(4.0, 8.0), Span(8.0, 12.0), Span(12.0, 16.0)]
SCRIPT = Script(
    film=Film("film.mp4", "f00d", 16.0, ()),
    language="en",
    recipe=RecipeUsed("standard", "0", Recipe().values()),
    made=Made("0.1.0", "own@1", "voice", "adaptive", "silero", "2026-01-01T00:00:00+00:00"),
    part=Span(0.0, 16.0),
    shots=tuple(Shot(n, span) for n, span in enumerate(SPANS, 1)),
    keyframes=tuple(
        Keyframe(f"K{n:04}", n, span.start + 1, span, 120.0, "K0001" if n == 4 else "")
        for n, span in enumerate(SPANS, 1)
    ),
    gaps=(Span(0.0, 3.0), Span(5.0, 5.5), Span(13.0, 15.0)),
    moments=(
        Moment(
            id="M0001",
            keyframe="K0001",
            seen=SPANS[0],
            value=0.4,
            sentences=("A person is riding a horse.", "A person.", "..."),
            lengths=(1.5, 0.7, None),
            candidates=(DOG, RIDER),
            boxes=HORSE,
            facts=RIDING,
        ),
        Moment(
            id="M0002",
            keyframe="K0002",
            seen=SPANS[1],
            value=0.3,
            sentences=("Outdoors.",),
            candidates=(DOG,),
            facts=(Fact("outdoors", 0.95),),
        ),
        Moment(
            id="M0003",
            keyframe="K0003",
            seen=SPANS[2],
            value=0.0,
            sentences=(),
            candidates=(DOG,),
            facts=(Fact("text", 0.97),),
            doubt=TITLE,
        ),
        Moment("M0004", "K0004", SPANS[3], 0.0, (), candidates=(DOG,), doubt=SEEN),
    ),
    lines=(
        Line("L0001", "M0001", "A person is riding a horse.", "placed", "in a gap", 0.5, 1.5),
        Line("L0002", "M0002", "Outdoors.", "skipped", ROOM, length=0.9, needs=0.4),
        Line("L0003", "M0003", "", "skipped", TITLE),
        Line("L0004", "M0004", "", "skipped", SEEN),
        Line("L0007", "", "A person wrote this.", "placed", "as written", 13.25, 1.0),
    ),
)

SENTENCES = st.sampled_from([RIDER, DOG, Candidate("Two people.", -1.0, 2, 0.9, 1.0)])
SCENES = st.builds(
    Moment,
    id=st.just("M0001"),
    keyframe=st.just("K0001"),
    seen=st.just(SPANS[0]),
    value=st.floats(0, 1),
    sentences=st.lists(st.sampled_from([RIDER.text, "A person.", "Outdoors."]), max_size=2).map(
        tuple
    ),
    candidates=st.lists(SENTENCES, max_size=3).map(tuple),
    boxes=BOXES.map(tuple),
    facts=FACTS.map(tuple),
    glances=st.lists(
        st.builds(Glance, st.floats(0, 9), BOXES.map(tuple), FACTS.map(tuple)), max_size=2
    ).map(tuple),
    doubt=st.sampled_from(["", "nothing new"]),
)

"""What became of each sentence of the captioner."""

from dataclasses import replace

import pytest

from tests.explain.scripts import DOG, HORSE, RIDER, RIDING, SCRIPT
from vidcap.explain.fates import fates_of
from vidcap.ground import ground
from vidcap.recipe import GroundSettings
from vidcap.script import Candidate, Fact

SURE = GroundSettings()


def fates(moment, settings=SURE, *, language="en", is_twin=False):
    keyframe = replace(SCRIPT.keyframes[0], twin="K0000" if is_twin else "")
    return fates_of(moment, keyframe, settings, language=language)


def made(candidates, boxes=HORSE, facts=RIDING, settings=SURE, *, checked=True):
    """The moment that ground itself makes of one picture."""
    keyframe = SCRIPT.keyframes[0]
    (moment,) = ground(
        (keyframe,),
        {keyframe.id: candidates},
        {keyframe.id: boxes},
        settings,
        checked=checked,
        facts={keyframe.id: facts},
    )
    return moment


def test_ground_and_fates_agree_on_the_sentence_that_is_said():
    moment = made((DOG, RIDER, RIDER))
    first, second, third = fates(moment)
    assert first.reason == "not used: its core was not found: dog"
    assert second.is_said
    assert moment.sentences[0].endswith(second.left)
    assert third.reason == "not needed: a sentence before it holds"


@pytest.mark.parametrize(
    ("candidate", "settings", "reason"),
    [
        (replace(RIDER, confidence=0.01), SURE, "not used: confidence 0.01 is below 0.10"),
        (RIDER, replace(SURE, min_confidence=0.99), "least sure claim 0.92 is below 0.99"),
        (RIDER, replace(SURE, plain=0.2), "facts say nothing of this picture (text)"),
    ],
    ids=["confidence", "sureness", "a title"],
)
def test_floors_are_named(candidate, settings, reason):
    moment = made((candidate,), facts=(*RIDING, Fact("text", 0.3)), settings=settings)
    (fate,) = fates(moment, settings)
    assert not fate.is_said
    assert reason in fate.reason


def test_what_was_said_shortly_before_is_told_so():
    (fate,) = fates(replace(made((RIDER,)), sentences=(), meanings=(), doubt="nothing new"))
    assert fate.reason == "not used: it was said shortly before, or what is surely seen tells more"
    assert fate.left == "A person is riding a horse."


def test_without_heads_a_sentence_is_said_as_it_stands_or_not_at_all():
    sentence = Candidate("Somebody rides.", -1.0, 2, 0.9)
    (fate,) = fates(made((sentence,), (), (), checked=False))
    assert (fate.is_said, fate.reason) == (True, "said as it stands")
    (fate,) = fates(made((replace(sentence, confidence=0.2),), (), (), checked=False))
    assert fate.reason == "not used: confidence 0.20 is below 0.60"
    (fate,) = fates(made((replace(sentence, text="We see a man."),), (), (), checked=False))
    assert "wording" in fate.reason


def test_nothing_is_asked_of_a_twin_or_of_another_language():
    moment = made((RIDER,))
    (fate,) = fates(moment, is_twin=True)
    assert "seen before" in fate.reason
    (fate,) = fates(replace(moment, sentences=("骑马。",), meanings=()), language="zh-CN")
    assert fate.reason == "not used: claims in zh-CN cannot be read"


def test_colours_are_as_the_script_has_them():
    brown = replace(RIDER, text="A person is riding a brown horse.", unsupported=())
    kept, cut = (
        fates(replace(made((one,)), sentences=(), meanings=(), candidates=(one,)))[0].left
        for one in (brown, replace(brown, unsupported=("brown",)))
    )
    assert kept == "A person is riding a brown horse."
    assert cut == "A person is riding a horse."

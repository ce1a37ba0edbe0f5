"""The rules as data: whole, consistent with the checks, and kept by the default recipe."""

import dataclasses
from pathlib import Path

import pytest

from tests.rules.made import RULES, script, track
from vidcap.fit.repeats import NEAR
from vidcap.ground import phrases, wording
from vidcap.recipe import Recipe
from vidcap.rules.rule import Limit, Rule
from vidcap.rules.track import NEEDS
from vidcap.rules.verdict import CHECKS
from vidcap.rules.words import WORDS
from vidcap.script import Candidate, Line, Moment, Shot, Span

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")


def test_the_whole_checklist_is_there():
    wanted = [f"{kind}{n}" for kind, last in (("T", 12), ("X", 15), ("P", 4), ("S", 4))
              for n in range(1, last + 1)]  # fmt: skip
    assert list(RULES) == wanted


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_checked_or_says_why_not(rule):
    assert (rule.id in CHECKS) == (not rule.unchecked)
    assert rule.title
    assert rule.clause
    assert rule.check
    assert rule.remedy or rule.unchecked
    assert set(rule.needs) <= NEEDS.keys()


def bounds(limit: Limit) -> str:
    """A limit as the page has it: `fast zh: W > 280, E > 330`."""
    signs = (("W >", limit.warn), ("E >", limit.error), ("W <", limit.warn_below),
             ("E <", limit.error_below))  # fmt: skip
    said = ", ".join(f"{sign} {bound:g}" for sign, bound in signs if bound is not None)
    name = f"{limit.of} {limit.language}".strip()
    return f"{name}: {said}" if name else said


def row_of(rule: Rule) -> str:
    judged = "; ".join(map(bounds, rule.limits)) or f"not checked: {rule.unchecked}"
    return f"| {rule.id} | {rule.title} | {rule.check} | {judged} | {rule.clause} |"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_stands_in_the_docs_as_it_is(rule):
    assert row_of(rule) in PAGE.splitlines()


def everything():
    """A track of which every check measures something."""
    sentence = "A dog runs past the old fence."
    moment = Moment(
        id="M1",
        keyframe="K1",
        seen=Span(0.0, 30.0),
        value=1.0,
        sentences=(sentence,),
        candidates=(Candidate(sentence, -1.0, 7, 0.9),),
    )
    known = script(
        Line("L0001", "M1", sentence, "placed", "", 12.0, 3.0),
        Line("L0002", "M1", sentence, "skipped", "no room"),
        moments=(moment,),
        shots=(Shot(1, Span(0.0, 40.0)), Shot(2, Span(40.0, 600.0))),
        speech=(Span(5.0, 10.0), Span(90.0, 99.0)),
        gaps=(Span(10.0, 80.0),),
    )
    lines = [
        (12.0, 3.0, sentence),
        (20.0, 3.0, "A cat sits in the sun."),
        (30.0, 3.0, "We see it."),
    ]
    dialogue = [(5.0, 5.0, "Hello.")]
    return [track(*lines, script=known, dialogue=dialogue), track(*lines, dialogue=dialogue)]


@pytest.mark.parametrize("name", CHECKS)
def test_every_measure_has_its_limit_and_every_limit_its_measure(name):
    measured = {one.of for known in everything() for one in CHECKS[name](known)}
    limits = {limit.of for limit in RULES[name].limits}
    if name == "X11":
        measured.add("equal")
    assert measured == limits


@pytest.mark.parametrize("name", ["X1", "X2", "X4"])
def test_word_lists_are_there_for_the_languages_of_their_rules(name):
    assert set(RULES[name].languages) == WORDS.keys()


def test_a_limit_judges_above_and_below():
    limit = Limit(warn=10, error=20, warn_below=5, error_below=2)
    verdicts = {value: limit.verdict(value) for value in (20.1, 20, 10.1, 10, 5, 4.9, 2, 1.9)}
    assert verdicts == {
        20.1: ("error", 20, "most"),
        20: ("warning", 10, "most"),
        10.1: ("warning", 10, "most"),
        10: None,
        5: None,
        4.9: ("warning", 5, "least"),
        2: ("warning", 5, "least"),
        1.9: ("error", 2, "least"),
    }


def test_a_language_with_a_limit_of_its_own_has_that_one():
    rule = RULES["X6"]
    assert rule.limit("", "zh").warn == 25
    assert rule.limit("", "fr") == rule.limit("", "en") == Limit(warn=15, error=25)
    assert rule.limit("unknown", "en") is None


def test_a_rule_without_limits_says_why():
    with pytest.raises(ValueError, match="X99 has limits, or says why"):
        Rule("X99", "t", "c", "c")


def test_a_finding_is_at_most_as_grave_as_its_rule():
    assert RULES["T12"].level == "error"
    assert RULES["T7"].level == "error"
    assert RULES["X3"].level == "warning"


def bound(rule: str, of: str = "") -> Limit:
    limit = RULES[rule].limit(of, "en")
    assert limit is not None
    return limit


def test_the_default_recipe_keeps_the_rules():
    """Whoever changes a default or a limit has to look at the other."""
    recipe = Recipe()
    assert recipe.listen.after >= bound("T2", "after").warn_below
    assert recipe.listen.before >= bound("T2", "before").warn_below
    assert recipe.listen.shortest_gap >= bound("T3").warn_below
    assert recipe.speak.words_per_minute < bound("T5", "fast").warn
    assert recipe.fit.apart > bound("T7").warn_below
    assert recipe.fit.early <= bound("T8", "early").warn
    assert recipe.fit.late <= bound("T8", "late").error
    assert recipe.fit.most_words <= bound("T9", "minute").warn
    assert bound("X6").warn >= phrases.LONGEST
    assert bound("X6").error >= wording.LONGEST
    assert bound("X11", "alike").warn <= NEAR
    assert dataclasses.asdict(recipe)["ground"]["min_confidence"]  # P2 reads these names
    assert dataclasses.asdict(recipe)["ground"]["found_confidence"]

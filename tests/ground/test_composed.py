import re
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.scenes import (
    BESIDE,
    BOXES,
    CLOSE,
    FACTS,
    LEFT,
    MIDDLE,
    SETTINGS,
    SMALL,
    person,
    see,
)
from vidcap.ground.composed import LANGUAGES, composed
from vidcap.ground.english_words import CALLED, VERBS
from vidcap.ground.persons import Persons
from vidcap.ground.phrases import LONGEST, Doing, Telling
from vidcap.ground.sight import NAMES, sight_of
from vidcap.ground.telling import THINGS
from vidcap.ground.wording import fault
from vidcap.model.detecting.labels import LABELS
from vidcap.script import Box, Fact

TABLE = Box("dining table", 0.9, 0.3, 0.5, 1.0, 1.0)


def texts(boxes: list[Box], names: str = "", language: str = "en") -> tuple[str, ...] | None:
    line = composed(see(boxes, names), language=language)
    return line.texts if line is not None else None


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([CLOSE], ("A close view of a person.", "A person.")),
        ([person(0.0, 0.0, 0.5, 1.0)], ("A close view of a person on the left.", "A person.")),
        ([person(0.8, 0.3, 0.9, 0.9)], ("A person on the right.", "A person.")),
        ([SMALL], ("A person in the distance.", "A person.")),
        ([MIDDLE], ("A person.",)),
        ([MIDDLE, MIDDLE], ("Two people.",)),
        ([MIDDLE, person(0.1, 0.5, 0.2, 0.8)], ("Two people, one of them nearer.", "Two people.")),
        ([MIDDLE, MIDDLE, person(0, 0, 1, 1, 0.4)], ("Several people.",)),
        ([MIDDLE] * 7, ("A group of people.",)),
        ([person(0, 0, 1, 1, 0.5)], None),
        ([], None),
    ],
)
def test_persons_are_told_as_far_as_they_are_sure(
    boxes: list[Box], expected: tuple[str, ...] | None
) -> None:
    assert texts(boxes) == expected


@pytest.mark.parametrize(
    ("label", "score", "expected"),
    [
        ("horse", 0.9, ("A horse.",)),
        ("horse", 0.8, None),
        ("mouse", 0.9, ("A computer mouse.",)),
        ("tv", 0.9, ("A television.",)),
        ("bus", 0.9, ("A bus.",)),
        ("skis", 0.9, ("Skis.",)),
        ("umbrella", 0.9, ("An umbrella.",)),
        ("chair", 0.9, None),
    ],
)
def test_a_thing_is_told_where_it_is_very_sure(
    label: str, score: float, expected: tuple[str, ...] | None
) -> None:
    assert texts([Box(label, score, 0.1, 0.1, 0.9, 0.9)]) == expected


def test_persons_and_thing_are_one_line_as_sure_as_its_least_sure_fact() -> None:
    line = composed(see([MIDDLE, Box("elephant", 0.88, 0, 0, 1, 1)]))
    assert line is not None
    assert line.texts == ("A person and an elephant.",)
    assert line.sureness == 0.88


@pytest.mark.parametrize(
    ("boxes", "names", "expected"),
    [
        ([], "snow mountain", ("Snowy mountains.", "Mountains.")),
        (
            [],
            "night street buildings",
            ("Night. A street with buildings.", "A street with buildings.", "A street."),
        ),
        ([], "indoors", ("Indoors.",)),
        ([], "day street", ("A street.",)),
        ([], "crowd dusk", ("Twilight. A crowd.", "A crowd.")),
        ([], "animal", ("An animal.",)),
        ([MIDDLE], "walk street", ("A person walks on a street.", "A person walks.", "A person.")),
        ([LEFT], "sit room", ("A room. On the left, a person sits.", "A person sits in a room.")),
        (
            [MIDDLE, BESIDE, TABLE],
            "sit stand",
            (
                "Two people at a table; one sits, one stands.",
                "Two people at a table; one stands.",
                "Two people.",
            ),
        ),
        ([MIDDLE, BESIDE, TABLE], "", ("Two people at a table.", "Two people.")),
        ([MIDDLE], "hat coat stand", ("A person in a coat and a hat stands.",)),
        (
            [MIDDLE, Box("horse", 0.9, 0.35, 0.5, 0.7, 1)],
            "ride animal",
            ("A person rides a horse.", "A person."),
        ),
        (
            [MIDDLE, Box("bench", 0.9, 0.3, 0.6, 0.8, 1)],
            "sit garden",
            ("A person sits on a bench in a garden.", "A person sits on a bench."),
        ),
        (
            [MIDDLE, Box("umbrella", 0.9, 0.4, 0.1, 0.7, 0.4)],
            "hold",
            ("A person holds an umbrella.",),
        ),
        ([Box("dog", 0.9, 0.3, 0.3, 0.6, 0.9)], "run snow animal", ("A dog runs in the snow.",)),
    ],
)
def test_place_and_light_come_first_then_who_then_what_they_do(
    boxes: list[Box], names: str, expected: tuple[str, ...]
) -> None:
    said = texts(boxes, names)
    assert said is not None
    assert said[: len(expected)] == expected


@pytest.mark.parametrize(
    ("boxes", "names", "verb"),
    [
        ([MIDDLE], "sit stand", "sit"),
        ([MIDDLE, Box("dog", 0.5, 0.1, 0.6, 0.3, 0.9)], "run", "run"),
        ([MIDDLE, person(0, 0, 0.2, 0.9, 0.4)], "run", "run"),
        ([Box("dog", 0.9, 0.3, 0.3, 0.6, 0.9), person(0, 0, 0.2, 0.9, 0.4)], "run", "run"),
        ([MIDDLE], "ride", "ride"),
        ([MIDDLE], "hold", "hold"),
        ([MIDDLE, BESIDE, CLOSE], "sit stand", "sit"),
    ],
)
def test_what_is_done_is_not_told_where_it_is_not_sure_who_does_it(
    boxes: list[Box], names: str, verb: str
) -> None:
    assert verb not in " ".join(texts(boxes, names) or ())


@pytest.mark.parametrize(
    ("boxes", "names", "expected"),
    [
        ([CLOSE], "", ("一个人的近景。", "一个人。")),
        ([person(0.8, 0.3, 0.9, 0.9)], "", ("右侧有一个人。", "一个人。")),
        ([SMALL], "", ("远处有一个人。", "一个人。")),
        ([MIDDLE, MIDDLE], "", ("两个人。",)),
        ([MIDDLE] * 7, "", ("一群人。",)),
        ([MIDDLE, Box("elephant", 0.88, 0, 0, 1, 1)], "", ("一个人和一头大象。",)),
        ([], "snow mountain", ("雪山。",)),
        ([MIDDLE], "night street walk", ("夜晚。一条街道。一个人在行走。",)),
        ([MIDDLE], "walk street", ("街上，一个人在行走。", "一个人在行走。")),
    ],
)
def test_facts_are_told_in_chinese(boxes: list[Box], names: str, expected: tuple[str, ...]) -> None:
    said = texts(boxes, names, "zh-CN")
    assert said is not None
    assert said[: len(expected)] == expected


def test_nothing_is_composed_in_a_language_without_phrases() -> None:
    assert texts([CLOSE], "street", "fr") is None


def test_what_was_said_is_said_in_other_words() -> None:
    sight = see([MIDDLE], "walk street")
    said: list[str] = []
    while (line := composed(sight, said=said)) is not None and line.texts:
        assert not set(line.texts) & set(said)
        said += line.texts
    assert {"A person walks on a street.", "Someone walks on a street."} <= set(said)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("boxes", "names"),
    [
        ([MIDDLE], "walk street"),
        ([CLOSE], ""),
        ([person(0.5, 0.5, 0.55, 0.7)], ""),
        ([], "fire"),
        ([], "dark"),
    ],
)
def test_other_words_have_the_same_usual_ones(language: str, boxes: list[Box], names: str) -> None:
    """However often the same is told, `usual` tells that it is."""
    sight, said, usual = see(boxes, names), list[str](), set[str]()
    while (line := composed(sight, language=language, said=said)) is not None and line.texts:
        said += line.texts
        usual |= set(line.usual[:1]) if len(line.texts) == len(line.usual) else {"?"}
    first = composed(sight, language=language)
    assert first is not None
    assert len(said) > 1
    assert usual <= set(first.usual) <= set(first.texts)


def cross_product() -> list[Telling]:
    """Many things that can be told, by far not all."""
    places = [(), *((p,) for p in NAMES["place"].split()), ("indoors",), ("outdoors",)]
    places += [*combinations(NAMES["place"].split(), 2)]
    lights = ["", *NAMES["light"].split()]
    whos = [
        *(Persons(n, place=p) for n in (0, 2, 3, 4) for p in ("", "close", "far", "one nearer")),
        *(Persons(1, place=p) for p in ("", "far", "back")),
        *(Persons(1, place=p, side=s) for p in ("", "close") for s in ("left", "right", "")),
        *(Persons(0, many=m) for m in ("group", "crowd")),
    ]
    verbs = [Doing(v) for v in NAMES["doing"].split() if v not in ("ride", "hold")]
    verbs += [Doing(v, thing=t) for v, things in THINGS.items() for t in sorted(things)]
    of_two = [Doing("sit", other="stand"), Doing("run", other="walk"), Doing("sit", is_of_one=True)]
    return [
        *(
            Telling(light=light, places=where)
            for light, where in product(lights, places)
            if light or where
        ),
        *(
            Telling(light=light, places=where, persons=who)
            for light, where, who in product(("", "night"), places[:30], whos)
        ),
        *(Telling(persons=who, doing=do) for who, do in product(whos, verbs)),
        *(Telling(places=w, persons=Persons(2), doing=do) for w, do in product(places, of_two)),
        *(Telling(persons=who, others=(t,)) for who in whos for t in LABELS if t != "person"),
        *(Telling(others=(t,)) for t in [*LABELS, "animal", "vehicle", "fire"] if t != "person"),
        *(
            Telling(persons=Persons(1), wearing=w, doing=do, places=where)
            for w, do, where in product(
                [("hat",), ("coat",), ("coat", "hat")], [None, *verbs[:6]], places[:20]
            )
        ),
        *(
            Telling(persons=who, is_at_table=True, doing=d)
            for who in whos
            for d in (None, verbs[0])
        ),
    ]


GUESSES = r"\b(?:he|she|his|her|man|men|woman|women|boy|girl|happy|sad|angry|smil\w+|afraid)\b"


def test_there_are_many_wordings_and_every_one_is_well_formed() -> None:
    english = {text for one in cross_product() for text in LANGUAGES["en"].texts(one)}
    assert len(english) > 200
    for text in english:
        assert fault(text) == "", text
        assert re.fullmatch(r"[A-Z][^.]*(?:\. [A-Z][^.]*)*\.", text), text
        assert not re.search(r"\b(\w+) \1\b", text, re.IGNORECASE), text
        assert len(text.split()) <= LONGEST
        assert not re.search(GUESSES, text, re.IGNORECASE), text


def test_there_are_many_chinese_wordings_and_every_one_is_well_formed() -> None:
    chinese = {text for one in cross_product() for text in LANGUAGES["zh"].texts(one)}
    assert len(chinese) > 200
    for text in chinese:
        assert fault(text, language="zh") == "", text
        assert re.fullmatch(r"(?:[^\x00-\x7f。]+。)+", text), text
        assert not re.search(r"[他她男女]|画面|镜头|我们|似乎|，，|有有|在在", text), text


def test_every_telling_has_words_in_both_languages() -> None:
    for one in cross_product():
        for phrases in LANGUAGES.values():
            assert phrases.texts(one), one


def told_by() -> dict[str, set[str]]:
    """Return what a word of a line may be told by: facts, labels, or the persons' boxes."""
    names = [*NAMES["place"].split(), *NAMES["scene"].split(), "indoors", "outdoors", "night"]
    pairs = [(name, name) for name in (*names, "hat", "coat", "dark", "day")]
    pairs += [("mountains", "mountain"), ("grass", "field"), ("snowy", "snow"), ("flames", "fire")]
    pairs += [("darkness", "dark"), ("daylight", "day"), ("twilight", "dusk")]
    pairs += [("water", one) for one in ("sea", "lake", "river")]
    pairs += [(w, "crowd") for w in ("people", "crowd")]
    persons = "person people someone close view seen two three four several some group left right"
    pairs += [(word, "person") for word in f"{persons} distance far way nearer".split()]
    verbs = [(verb, VERBS[verb]) for verb in NAMES["doing"].split()]
    verbs += [(verb, " ".join(VERBS[verb]).split()) for verb in NAMES["moving"].split()]
    pairs += [(word, verb) for verb, words in verbs for word in words]
    pairs += [(word, "text") for word in "text words written appear appears".split()]
    pairs += [(w, label) for label in LABELS for w in CALLED.get(label, label).split()]
    found: dict[str, set[str]] = {}
    for word, name in pairs:
        found.setdefault(word, set()).add(name)
    return found


TOLD_BY = told_by()
LINKS = frozenset(
    "a an the in on at by and of with is are it off under along them some one to".split()
)


@given(BOXES, FACTS)
def test_no_line_tells_more_than_facts_and_boxes(boxes: list[Box], said: list[Fact]) -> None:
    sight = sight_of(boxes, said, SETTINGS)
    line = composed(sight)
    given_names = {fact.name for fact in sight.facts} | {box.label for box in sight.things}
    given_names |= {"person"} if sight.people else set()
    for text in line.texts if line is not None else ():
        for word in re.findall(r"[a-z]+", text.lower()):
            assert word in LINKS or TOLD_BY.get(word, set()) & given_names, (word, text)


@given(st.lists(st.tuples(BOXES, FACTS), max_size=6))
def test_every_line_is_well_worded_and_none_comes_twice(
    pictures: list[tuple[list[Box], list[Fact]]],
) -> None:
    for language in LANGUAGES:
        before: list[Telling] = []
        said: list[str] = []
        for boxes, known in pictures:
            sight = sight_of(boxes, known, SETTINGS)
            line = composed(sight, language=language, before=before, said=said)
            if line is None:
                continue
            assert not set(line.texts) & set(said)
            assert [*line.texts] == sorted(set(line.texts), key=len, reverse=True)
            assert all(fault(text, language=language) == "" for text in line.texts)
            before.append(line.telling)
            said += line.texts


@given(BOXES, FACTS)
def test_languages_tell_the_same(boxes: list[Box], said: list[Fact]) -> None:
    sight = sight_of(boxes, said, SETTINGS)
    english, chinese = (composed(sight, language=code) for code in ("en", "zh"))
    assert (english is None) == (chinese is None)
    if english is not None and chinese is not None:
        assert english.telling == chinese.telling
        assert english.sureness == chinese.sureness
        assert 0 < english.sureness <= 1
        assert all(text.endswith("。") and not text.isascii() for text in chinese.texts)


def test_what_a_language_has_no_word_for_is_left_out_of_its_lines() -> None:
    gadget = Box("astrolabe", 0.95, 0.1, 0.1, 0.3, 0.3)
    alone, beside = (
        composed(see(boxes, "street"), language="zh") for boxes in ([gadget], [gadget, MIDDLE])
    )
    assert alone is not None
    assert beside is not None
    assert not any("和" in text or text.endswith("。。") for text in (*alone.texts, *beside.texts))

"""The recipe: what may be set, how mistakes are told, and in which order settings win."""

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vidcap.errors import InputError
from vidcap.recipe import POINTS, Recipe, named_recipe, read_recipe, recipe_for
from vidcap.settings import shipped

STAGES = [
    field.name
    for field in dataclasses.fields(Recipe)
    if dataclasses.is_dataclass(getattr(Recipe(), field.name))
]
SETTINGS = [
    (stage, field) for stage in STAGES for field in dataclasses.fields(getattr(Recipe(), stage))
]
RANGED = [(stage, field) for stage, field in SETTINGS if "range" in field.metadata]
CHOSEN = [(stage, field) for stage, field in SETTINGS if "choices" in field.metadata]


def named(pairs):
    return pytest.mark.parametrize(
        ("stage", "field"), pairs, ids=[f"{stage}.{field.name}" for stage, field in pairs]
    )


@named(RANGED)
def test_the_default_lies_in_its_range(stage, field):
    least, most = field.metadata["range"]
    assert least <= field.default <= most


@named(RANGED)
def test_the_ends_of_a_range_are_in_it_and_no_more(stage, field):
    least, most = field.metadata["range"]
    for value in (least, most):
        recipe = Recipe().altered({stage: {field.name: value}}, "here")
        assert getattr(getattr(recipe, stage), field.name) == value
    for value in (least - 1, most + 1):
        with pytest.raises(InputError, match=rf"{stage}\.{field.name} lies from"):
            Recipe().altered({stage: {field.name: value}}, "here")


@named(CHOSEN)
def test_choices_are_taken_and_others_refused(stage, field):
    for choice in field.metadata["choices"]:
        assert Recipe().altered({stage: {field.name: choice}}, "here")
    with pytest.raises(InputError, match="is one of"):
        Recipe().altered({stage: {field.name: "no such choice"}}, "here")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"wach": {}}, "wach is no setting", id="unknown stage"),
        pytest.param({"fit": {"lat": 1}}, r"fit\.lat is no setting", id="unknown setting"),
        pytest.param({"fit": 3}, "fit is a table of settings", id="a value for a stage"),
        pytest.param({"fit": {"late": "2"}}, r"fit\.late is a number", id="text for a number"),
        pytest.param({"fit": {"late": True}}, r"fit\.late is a number", id="yes for a number"),
        pytest.param(
            {"caption": {"beams": 2.5}}, r"caption\.beams is a whole number", id="a broken number"
        ),
        pytest.param({"language": 3}, "language is text", id="a number for text"),
        pytest.param({"fit": {"late": float("nan")}}, "lies from", id="not a number at all"),
    ],
)
def test_a_mistake_is_named(changes, message):
    with pytest.raises(InputError, match=message) as caught:
        Recipe().altered(changes, "my.toml")
    assert caught.value.where == "my.toml"


def test_all_mistakes_are_told_at_once():
    changes = {"fit": {"late": -1, "lat": 2}, "caption": {"beams": "three"}}
    with pytest.raises(InputError) as caught:
        Recipe().altered(changes, "my.toml")
    assert all(part in caught.value.what for part in ("fit.late", "fit.lat ", "caption.beams"))


def test_a_whole_number_serves_as_a_number():
    late = Recipe().altered({"fit": {"late": 2}}, "here").fit.late
    assert (late, type(late)) == (2.0, float)


@given(st.sampled_from(RANGED), st.data())
def test_the_hash_changes_with_any_setting(pair, data):
    stage, field = pair
    least, most = field.metadata["range"]
    kind = st.integers if isinstance(field.default, int) else st.floats
    value = data.draw(kind(least, most))
    changed = Recipe().altered({stage: {field.name: value}}, "here")
    assert (changed.hash() == Recipe().hash()) == (value == field.default)


class TestDial:
    """One setting turns all that ground asks for; what is named beside it stays as named."""

    @pytest.mark.parametrize("point", list(POINTS))
    def test_a_point_sets_all_others(self, point):
        base = Recipe().altered({"ground": {"dial": "draft", "place": 0.3}}, "base")
        assert base.altered({"ground": {"dial": point}}, "here").ground == POINTS[point]
        assert POINTS[point].dial == point

    def test_it_leaves_the_detector_as_it_was(self):
        base = Recipe().altered({"ground": {"detector": "onnx:a.onnx"}}, "base")
        ground = base.altered({"ground": {"dial": "draft"}}, "here").ground
        assert ground == dataclasses.replace(POINTS["draft"], detector="onnx:a.onnx")

    def test_what_is_named_beside_it_wins(self):
        ground = Recipe().altered({"ground": {"place": 0.7, "dial": "draft"}}, "here").ground
        assert ground == dataclasses.replace(POINTS["draft"], place=0.7)

    def test_a_point_leaves_alone_what_is_no_threshold(self):
        base = Recipe().altered({"ground": {"second_look": "all"}}, "base")
        assert base.altered({"ground": {"dial": "draft"}}, "here").ground.second_look == "all"

    def test_the_first_point_is_the_default(self):
        assert Recipe().ground == POINTS["sure"]

    def test_no_threshold_rises_from_sure_to_draft(self):
        for name in ("min_confidence", "sure_score", "thing_score", "place", "light", "doing"):
            values = [getattr(POINTS[point], name) for point in ("sure", "normal", "draft")]
            assert values == sorted(values, reverse=True)

    def test_the_points_are_those_that_may_be_chosen(self):
        field = next(f for f in dataclasses.fields(Recipe().ground) if f.name == "dial")
        assert field.metadata["choices"] == tuple(POINTS)

    @pytest.mark.parametrize("value", ["loud", 3, ["sure"], None])
    def test_no_other_point_is_taken(self, value):
        with pytest.raises(InputError, match=r"ground\.dial is"):
            Recipe().altered({"ground": {"dial": value}}, "here")


def test_the_hash_does_not_depend_on_the_name():
    assert dataclasses.replace(Recipe(), name="other").hash() == Recipe().hash()


def test_a_file_lies_over_its_base(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("[fit]\nlate = 2.0\n", encoding="utf-8")
    base = Recipe().altered({"fit": {"late": 9.0, "apart": 1.0}}, "base")
    recipe = read_recipe(path, base)
    assert (recipe.name, recipe.fit.late, recipe.fit.apart) == ("mine", 2.0, 1.0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"[fit\n", "is no TOML", id="broken"),
        pytest.param(b"\xff\xfe", "cannot be read", id="no text"),
        pytest.param(None, "cannot be read", id="missing"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, content, message):
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_recipe(path)
    assert caught.value.where == str(path)


@pytest.mark.parametrize("name", list(shipped()))
def test_every_shipped_recipe_can_be_used(name):
    recipe = named_recipe(name)
    assert recipe.name == name
    assert (recipe.hash() == Recipe().hash()) == (name == "standard")


def test_an_unknown_recipe_is_answered_with_the_known_ones():
    with pytest.raises(InputError) as caught:
        named_recipe("overnite")
    assert all(name in caught.value.remedy for name in ("standard", "overnight", "subtitler"))


class TestFilesBesideAFilm:
    """Command line over the film's file over the folder's file over the recipe."""

    @pytest.fixture
    def film(self, tmp_path):
        return tmp_path / "film.mp4"

    @pytest.mark.parametrize(
        ("folder", "own", "command"), list(itertools.product([True, False], repeat=3))
    )
    def test_the_nearest_wins(self, film, folder, own, command):
        given = (
            (film.with_name("vidcap.toml"), folder, 1.0),
            (film.with_name("film.context.toml"), own, 2.0),
        )
        for path, is_there, value in given:
            if is_there:
                path.write_text(f"[fit]\nlate = {value}\n", encoding="utf-8")
        changes = {"fit": {"late": 3.0}} if command else {}
        expected = 3.0 if command else 2.0 if own else 1.0 if folder else Recipe().fit.late
        recipe = recipe_for(film, Recipe(), changes)
        assert recipe.fit.late == expected
        assert recipe.name == "standard"

    @pytest.mark.parametrize(
        "content",
        [
            '[caption]\ncaptioner = "server:http://x#y"',
            '[ground]\ndetector = "onnx:/tempting.onnx"',
            '[speak]\nvoice = "run:this"',
        ],
    )
    def test_it_may_not_name_a_server_or_a_command(self, film, content):
        film.with_name("vidcap.toml").write_text(content, encoding="utf-8")
        with pytest.raises(InputError, match="may not give"):
            recipe_for(film, Recipe(), {})

    def test_it_may_choose_by_bare_name(self, film):
        film.with_name("vidcap.toml").write_text('[speak]\nvoice = "espeak"', encoding="utf-8")
        assert recipe_for(film, Recipe(), {}).speak.voice == "espeak"

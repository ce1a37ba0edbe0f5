import pytest

from vidcap.media.markup import without_markup


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("<i>Come</i> <font color='red'>in</font>.", "Come in.", id="tags"),
        pytest.param("{\\an8}{\\i1}Up{\\i0}", "Up", id="overrides"),
        pytest.param("I <3 you, a < b > c", "I <3 you, a < b > c", id="signs that are no tags"),
        pytest.param("  <i>\n Come \n</i>", "Come", id="empty lines go"),
    ],
)
def test_without_markup(text, plain):
    assert without_markup(text) == plain

"""What may come next, on written-out sentences."""

import pytest
import torch

from vidcap.model.generating.rules import FEWEST, NEVER, Rules
from vidcap.model.vocabulary import END, START

FLAT = torch.zeros(1, 9)

CASES = [
    pytest.param(FEWEST, [], {START, END}, id="no empty sentence"),
    pytest.param(FEWEST, [4], {4}, id="no word after itself"),
    pytest.param(FEWEST, [4, 5, 4], {4}, id="a word may come again later"),
    pytest.param(FEWEST, [4, 5, 6, 7, 4, 5], {5, 6}, id="no three words twice"),
    pytest.param(FEWEST, [4, 5, 6, 4, 5, 7, 4, 5], {5, 6, 7}, id="whatever followed before"),
    pytest.param(FEWEST, [4, 5, 4, 5], {5, 4}, id="overlapping"),
    pytest.param(Rules(repeats_trigrams=True), [4, 5, 6, 7, 4, 5], {5}, id="unless allowed"),
    pytest.param(Rules((5, 6)), [4, 5], {5, END}, id="no end after an article"),
    pytest.param(Rules((5, 6)), [5, 4], {4}, id="an end elsewhere"),
    pytest.param(Rules(foreign=(7, 8)), [5, 4], {4, 7, 8}, id="no word of another language"),
]


@pytest.mark.parametrize(("rules", "said", "banned"), CASES)
def test_only_the_banned_words_are_out(rules: Rules, said: list[int], banned: set[int]) -> None:
    allowed = rules.applied(FLAT, torch.tensor([[START, *said]]))[0]
    assert {word for word in range(9) if allowed[word] == NEVER} == banned
    assert float(allowed.masked_fill(allowed == NEVER, 0.0).abs().sum()) == 0.0
    assert not FLAT.any()  # the decoder's own are left as they are


def test_each_row_has_its_own() -> None:
    said = torch.tensor([[START, 4, 5], [START, 5, 4]])
    allowed = Rules((5,)).applied(torch.zeros(2, 9), said)
    assert (allowed == NEVER).nonzero().tolist() == [[0, END], [0, 5], [1, 4]]

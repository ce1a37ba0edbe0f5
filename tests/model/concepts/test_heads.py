"""Heads tell facts and survive being kept."""

import json

import pytest
import torch

from vidcap.model.concepts import NAMES, STRANGE, Heads
from vidcap.model.concepts.strangeness import DIRECTIONS

SAYABLE = ("outdoors", "snow", "day")


@pytest.fixture
def heads() -> Heads:
    torch.manual_seed(2)
    found = Heads(12, NAMES, SAYABLE, 4)
    found.weight.normal_()
    found.scale.uniform_(0.5, 1)
    found.strangeness.axes.copy_(torch.linalg.qr(torch.randn(12, 4))[0].T)
    found.strangeness.weight.copy_(torch.tensor([2.0, -1.0, 0.5]))
    return found.eval()


@pytest.fixture
def regions() -> torch.Tensor:
    return torch.randn(3, 9, 12, generator=torch.Generator().manual_seed(1))


def test_facts_are_the_sayable_ones_by_probability_and_strangeness_last(heads, regions):
    for facts in heads.facts(regions):
        assert {fact.name for fact in facts[:-1]} == set(SAYABLE)
        assert facts[-1].name == STRANGE
        told = [fact.probability for fact in facts[:-1]]
        assert told == sorted(told, reverse=True)
        assert all(0 <= fact.probability <= 1 for fact in facts)


def test_a_picture_s_facts_do_not_depend_on_its_neighbours(heads, regions):
    alone = heads.facts(regions[1:2])[0]
    for one, other in zip(alone, heads.facts(regions)[1], strict=True):
        assert one.name == other.name
        assert one.probability == pytest.approx(other.probability, abs=1e-6)


def test_regions_that_are_no_numbers_have_no_facts(heads, regions):
    regions[0, 0, 0] = torch.nan
    assert [(fact.name, fact.probability) for fact in heads.facts(regions)[0]] == [(STRANGE, 1.0)]
    assert len(heads.facts(regions)[1]) == len(SAYABLE) + 1


def test_kept_heads_say_the_same(heads, regions):
    again = Heads(**json.loads(json.dumps(heads.description())))
    again.load_state_dict({n: tensor.half().float() for n, tensor in heads.state_dict().items()})
    assert again.sayable == heads.sayable
    for one, other in zip(heads(regions), again(regions), strict=True):
        torch.testing.assert_close(one, other, atol=5e-3, rtol=0)


def test_what_may_be_said_is_one_of_the_names():
    with pytest.raises(ValueError, match="ghost"):
        Heads(12, ["snow"], ["ghost"], 4)


def test_heads_of_the_shipped_width_stay_small():
    heads = Heads(1280, NAMES, (), DIRECTIONS)
    assert sum(tensor.numel() for tensor in heads.state_dict().values()) <= 300_000

"""What lies outside the directions of the training data is strange."""

import torch

from vidcap.model.concepts.strangeness import Strangeness, directions_of

FLAT = torch.randn(300, 2, generator=torch.Generator().manual_seed(3)) @ torch.tensor(
    [[3.0, 0, 0, 0, 0], [0, 1.0, 1.0, 0, 0]]
)


def test_directions_hold_the_data_and_are_at_right_angles():
    axes, _ = directions_of(FLAT, 2)
    torch.testing.assert_close(axes @ axes.T, torch.eye(2))
    torch.testing.assert_close(FLAT @ axes.T @ axes, FLAT, atol=1e-4, rtol=1e-4)


def test_what_leaves_the_plane_is_stranger():
    strangeness = Strangeness(5, 2)
    strangeness.axes.copy_(directions_of(FLAT, 2)[0])
    strangeness.weight.copy_(torch.tensor([1.0, 0.0, 0.0]))
    outside = FLAT + torch.tensor([0, 0, 0, 2.0, 0])
    assert (strangeness(outside) > strangeness(FLAT)).all()


def test_what_is_far_out_in_the_plane_is_unusual():
    strangeness = Strangeness(5, 2)
    for own, found in zip(
        (strangeness.axes, strangeness.lengths), directions_of(FLAT, 2), strict=True
    ):
        own.copy_(found)
    signs = strangeness.signs(FLAT)
    assert abs((2 * signs[:, 2]).exp().mean() - 2) < 1e-3  # as many as there are directions
    assert (strangeness.signs(3 * FLAT)[:, 2] > signs[:, 2]).all()


def test_nothing_at_all_has_a_probability():
    assert torch.isfinite(Strangeness(5, 2)(torch.zeros(1, 5))).all()

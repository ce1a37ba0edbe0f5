from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tests.model.encoders.seen import first_pictures
from vidcap.model.encoders import open_encoder
from vidcap.model.encoders.boxes import COUNT, Boxed, coverage, overlap, surest
from vidcap.model.pictures import as_batch, as_square

WHOLE = [0.0, 0.0, 1.0, 1.0]
shares = st.floats(0, 1, width=32)


def test_a_box_is_the_mean_of_what_it_covers() -> None:
    boxes = torch.tensor([[WHOLE, [0.0, 0.0, 0.5, 0.5], [0.25, 0.0, 0.75, 1.0], [0.5, 0.25, 1, 1]]])
    expected = torch.tensor(
        [
            [0.25, 0.25, 0.25, 0.25],
            [1.0, 0.0, 0.0, 0.0],
            [0.25, 0.25, 0.25, 0.25],
            [0.0, 1 / 3, 0.0, 2 / 3],  # a quarter of the height in the upper row, a half below
        ]
    )
    torch.testing.assert_close(coverage(boxes, 2)[0], expected)


@given(shares, shares, shares, shares, st.integers(1, 9))
def test_every_box_is_made_up_of_cells(
    left: float, top: float, right: float, bottom: float, count: int
) -> None:
    """Also an empty one, and one upside down."""
    shared = coverage(torch.tensor([[[left, top, right, bottom]]]), count)
    assert shared.shape == (1, 1, count**2)
    assert shared.min() >= 0
    torch.testing.assert_close(shared.sum(-1), torch.ones(1, 1))


def test_overlap_is_shared_area_over_joint_area() -> None:
    one = torch.tensor([[[0.0, 0.0, 0.5, 0.5]]])
    others = torch.tensor([[[0.0, 0.0, 0.5, 0.5], [0.25, 0.0, 0.75, 0.5], [0.5, 0.5, 1.0, 1.0]]])
    torch.testing.assert_close(overlap(one, others), torch.tensor([[1.0, 1 / 3, 0.0]]))


def test_the_surest_are_kept_and_the_rest_is_the_whole_picture() -> None:
    a, near_a, b, unsure = (
        [0.0, 0.0, 0.5, 0.5],
        [0.0, 0.0, 0.5, 0.48],
        [0.5, 0.5, 1.0, 1.0],
        [0.2, 0.2, 0.4, 0.4],
    )
    boxes = torch.tensor([[b, near_a, a, unsure], [unsure, unsure, unsure, unsure]])
    scores = torch.tensor([[0.5, 0.8, 0.9, 0.01], [0.0, 0.0, 0.0, 0.0]])
    kept = surest(boxes, scores, count=3, least=0.1, same=0.6)
    torch.testing.assert_close(kept[0], torch.tensor([WHOLE, a, b, WHOLE]))
    torch.testing.assert_close(kept[1], torch.tensor([WHOLE] * 4))


def test_it_sees_the_whole_picture_first_and_then_things(shared: Path) -> None:
    encoder = open_encoder("efficientnet_lite0@yolox_nano").eval()
    assert isinstance(encoder, Boxed)
    pictures = as_batch([as_square(picture, 416) for picture in first_pictures(shared, 3)])
    with torch.no_grad():
        regions, boxes = encoder(pictures), encoder.boxes(pictures)
        grid = encoder.grid(
            torch.nn.functional.interpolate(
                pictures.float(), (224, 224), mode="bilinear", antialias=True
            )
        )
    assert (encoder.side, regions.shape) == (416, (3, 1 + COUNT, 1280))
    torch.testing.assert_close(regions[:, 0], grid.mean(1), atol=1e-4, rtol=1e-4)
    is_whole = (boxes == torch.tensor(WHOLE)).all(-1)
    assert is_whole[:, 0].all()
    assert (~is_whole[:, 1]).all()  # something is found on each of these


def test_two_encoders_may_look_at_the_boxes_and_the_finder_never_learns() -> None:
    encoder = open_encoder("efficientnet_lite0+yolox_nano@yolox_nano")
    pictures = torch.randint(0, 256, (1, 3, encoder.side, encoder.side), dtype=torch.uint8)
    regions = encoder.eval()(pictures)
    assert regions.shape == (1, 1 + COUNT, 1280 + 448)
    regions.sum().backward()
    learns = {
        name.split(".")[0] for name, part in encoder.named_parameters() if part.grad is not None
    }
    assert learns == {"grid"}
    assert [part.name for part in encoder.parts()] == ["efficientnet_lite0"]


def test_torchvisions_detectors_choose_regions() -> None:
    pytest.importorskip("torchvision")
    encoder = open_encoder("efficientnet_lite0@ssdlite320_mobilenet_v3_large").eval()
    pictures = torch.randint(0, 256, (1, 3, encoder.side, encoder.side), dtype=torch.uint8)
    with torch.no_grad():
        assert encoder(pictures).shape == (1, 1 + COUNT, 1280)
    assert len(encoder.parts()) == 2

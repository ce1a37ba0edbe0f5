import torch

from vidcap.model.detecting.published import published
from vidcap.model.encoders import open_encoder


def test_the_coarsest_map_stands_last_and_unpooled() -> None:
    encoder = open_encoder("yolox_nano").eval()
    pictures = torch.randint(0, 256, (2, 3, 288, 288), dtype=torch.uint8)
    network = published().eval()
    with torch.no_grad():
        regions = encoder(pictures)
        fine, _, coarse = network.neck(*network.backbone(pictures[:, [2, 1, 0]].float()))
    assert regions.shape == (2, 81, 64 + 128 + 256)
    torch.testing.assert_close(
        regions[:, :, 192:], coarse.flatten(2).transpose(1, 2), atol=1e-4, rtol=1e-4
    )
    corner = fine[:, :, :4, :4].mean((2, 3))  # 36 x 36 cells become 9 x 9
    torch.testing.assert_close(regions[:, 0, :64], corner, atol=1e-4, rtol=1e-4)

import torch
from torch import nn
from torch.nn import functional

from vidcap.model.encoders.dinov2 import DinoV2, VitBlock, VitSize

TINY = VitSize(width=12, layers=2, heads=3, grid=4, side=56)


def tiny() -> DinoV2:
    torch.manual_seed(7)
    encoder = DinoV2(size=TINY).eval()
    for parameter in encoder.parameters():  # zeros and ones would hide what is left out
        nn.init.normal_(parameter, std=0.5)
    return encoder


def of_pytorch(block: VitBlock) -> nn.TransformerEncoderLayer:
    """PyTorch's own layer with the weights of ours; it has no LayerScale, so that goes within."""
    width = len(block.ls1)
    layer = nn.TransformerEncoderLayer(
        width, block.heads, 4 * width, 0.0, "gelu", 1e-6, batch_first=True, norm_first=True
    )
    layer.load_state_dict(
        {
            "self_attn.in_proj_weight": block.qkv.weight,
            "self_attn.in_proj_bias": block.qkv.bias,
            "self_attn.out_proj.weight": block.ls1[:, None] * block.proj.weight,
            "self_attn.out_proj.bias": block.ls1 * block.proj.bias,
            "linear1.weight": block.fc1.weight,
            "linear1.bias": block.fc1.bias,
            "linear2.weight": block.ls2[:, None] * block.fc2.weight,
            "linear2.bias": block.ls2 * block.fc2.bias,
            **{
                f"{norm}.{part}": block.get_parameter(f"{norm}.{part}")
                for norm in ("norm1", "norm2")
                for part in ("weight", "bias")
            },
        }
    )
    return layer.eval()


def test_a_block_is_the_textbooks_with_layer_scale() -> None:
    block = tiny().blocks[0]
    x = torch.randn(2, 17, 12)
    with torch.no_grad():
        torch.testing.assert_close(block(x), of_pytorch(block)(x), atol=1e-5, rtol=1e-4)


def test_tokens_are_patches_in_rows_with_their_positions() -> None:
    encoder = tiny()
    encoder.blocks = nn.Sequential()
    encoder.norm = nn.Identity()
    pictures = torch.randint(0, 256, (1, 3, 56, 56), dtype=torch.uint8)
    with torch.no_grad():
        tokens = encoder.tokens(pictures)
        patch = encoder.look(pictures)[0, :, 14:28, 42:56]  # row 1, column 3
        expected = encoder.patch_embed(patch[None]).flatten() + encoder.pos_embed[0, 1 + 1 * 4 + 3]
    torch.testing.assert_close(tokens[0, 1 + 1 * 4 + 3], expected, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(tokens[0, 0], encoder.cls_token[0, 0] + encoder.pos_embed[0, 0])


def test_a_region_is_the_mean_of_four_patches() -> None:
    encoder = tiny()
    pictures = torch.randint(0, 256, (2, 3, 56, 56), dtype=torch.uint8)
    with torch.no_grad():
        regions, tokens = encoder(pictures), encoder.tokens(pictures)[:, 1:]
    assert regions.shape == (2, 4, 12)
    torch.testing.assert_close(regions[:, 1], tokens[:, [2, 3, 6, 7]].mean(1))


def test_positions_are_resampled_for_other_sides() -> None:
    encoder = tiny()
    grid = encoder.pos_embed[:, 1:].transpose(1, 2).reshape(1, 12, 4, 4)
    wanted = functional.interpolate(grid, (6, 6), mode="bicubic").flatten(2).transpose(1, 2)
    torch.testing.assert_close(encoder._positions(6), wanted)
    assert encoder._positions(4) is not None
    torch.testing.assert_close(encoder._positions(4), encoder.pos_embed[:, 1:])


def test_weights_by_metas_names_are_taken() -> None:
    ours, other = tiny(), DinoV2(size=TINY)
    theirs = {"mask_token": torch.zeros(1, 12)}
    for name, tensor in ours.state_dict().items():
        for part in ("qkv", "proj"):
            name = name.replace(f".{part}.", f".attn.{part}.")
        for part in ("fc1", "fc2"):
            name = name.replace(f".{part}.", f".mlp.{part}.")
        if name.endswith((".ls1", ".ls2")):
            name += ".gamma"
        theirs[name.replace("patch_embed.", "patch_embed.proj.")] = tensor
    other.load_state_dict(other.adopt(theirs))
    torch.testing.assert_close(other.state_dict(), ours.state_dict())


def test_the_published_size_has_22_million_weights() -> None:
    with torch.device("meta"):
        encoder = DinoV2()
    assert (encoder.side, encoder.channels) == (224, 384)
    assert (
        sum(parameter.numel() for parameter in encoder.parameters()) == 22_056_576 - 384
    )  # mask token

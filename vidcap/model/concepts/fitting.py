"""Fit heads on an encoder: look once at every example, fit, calibrate, report.

Shapes: `N` pictures, `C` channels, `K` concepts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from vidcap.model.concepts.examples import DRAWINGS, Example, Part, examples
from vidcap.model.concepts.heads import Heads, pooled
from vidcap.model.concepts.logistic import DECAYS, cross_entropy, fit_heads_at, platt
from vidcap.model.concepts.names import NAMES
from vidcap.model.concepts.report import Report, reported, sayable_of
from vidcap.model.concepts.seen import Seen
from vidcap.model.concepts.strangeness import DIRECTIONS, directions_of
from vidcap.model.data import Broken
from vidcap.model.encoders import Encoder
from vidcap.model.network import BATCH, Network, autocast
from vidcap.model.pictures import Picture, as_batch, as_square, decode_picture

_LEAST_SPREAD = 1e-3  # of a channel; one that never changes is not blown up
_TELL = 1000  # pictures between two lines of progress
_NOTHING = np.zeros((0, 0, 3), np.uint8)  # in place of a picture that was looked at
_FRAMES = (".jpg", ".jpeg", ".png", ".webp")


def fit_heads(
    eyes: Network | Encoder,
    flickr8k: Path,
    *,
    scenes: Path | None = None,
    coco: Path | None = None,
    films: Sequence[Path] = (),
    seed: int = 1,
    drawings: Mapping[Part, int] = DRAWINGS,
    broken: Broken = "refuse",
    progress: Callable[[str], None] = lambda text: None,
) -> tuple[Heads, Report]:
    """Return heads for an encoder and how they do on held-out pictures.

    Args:
        eyes: the encoder, or a network with one; it stays as it is.
        flickr8k: captioned pictures in splits train, val and test; without the last, half of val
            is held back instead.
        scenes: labelled pictures of places, day and night; None: none.
        coco: more captioned pictures; None: none.
        films: folders of frames; how strange they look is reported, nothing is fitted on them.
        seed: of the looks of film and of the drawn pictures.
        drawings: how many pictures are made by program for each part.
        broken: `skip` leaves out pictures and captions that cannot be used.
        progress: gets a line of text now and then.

    Raises:
        InputError: data that cannot be read, or a split without pictures.
    """
    encoder = eyes.encoder if isinstance(eyes, Network) else eyes
    found = examples(
        flickr8k,
        scenes=scenes,
        coco=coco,
        side=encoder.side,
        seed=seed,
        drawings=drawings,
        broken=broken,
    )
    seen = look(encoder, found, progress)
    progress(f"concepts: fitting heads on {len(seen.means)} pictures")
    heads, decays = fitted(seen)
    frames = {folder.name: _means(encoder, _frames(folder, encoder.side)) for folder in films}
    return heads, reported(heads, seen, decays, frames)


@torch.no_grad()
def look(
    encoder: Encoder,
    found: Iterable[Example],
    progress: Callable[[str], None] = lambda text: None,
) -> Seen:
    """Return what an encoder sees of examples; only mean regions are kept.

    Args:
        encoder: any; it is put into the state of use.
        found: squares of its side.
        progress: gets a line of text now and then.
    """
    kept: list[Example] = []

    def pictures() -> Iterator[Picture]:
        for example in found:
            kept.append(replace(example, picture=_NOTHING))  # hundreds of thousands of bytes each
            if len(kept) % _TELL == 0:
                progress(f"concepts: {len(kept)} pictures looked at")
            yield example.picture

    means = _means(encoder, pictures())
    return Seen(
        means=means,
        labels=torch.from_numpy(np.stack([example.labels for example in kept])),
        parts=np.array([example.part for example in kept]),
        sources=np.array([example.source for example in kept]),
        is_filmed=np.array([example.is_filmed for example in kept]),
    )


def fitted(seen: Seen) -> tuple[Heads, Tensor]:
    """Return heads fitted on the part `fit`, calibrated on `tune`, and each head's decay (K,)."""
    fit, tune = seen.rows("fit"), seen.rows("tune")
    channels = seen.means.shape[1]
    heads = Heads(channels, NAMES, (), min(DIRECTIONS, channels // 2))
    heads.middle.copy_(seen.means[fit].mean(0))
    heads.spread.copy_(seen.means[fit].std(0).clamp(min=_LEAST_SPREAD))
    features = heads.standard(seen.means)

    tried = fit_heads_at(features[fit], seen.labels[fit], torch.ones(len(fit)))
    known, mix = seen.labels[tune], seen.weights(tune)
    told = [features[tune] @ weight.T + bias for weight, bias in tried]
    calibrated = [platt(logits, known, mix) for logits in told]
    losses = torch.stack(
        [
            cross_entropy(logits * scale + shift, known, mix)
            for logits, (scale, shift) in zip(told, calibrated, strict=True)
        ]
    )
    best = losses.argmin(0)  # (K,); the strongest decay where nothing is known
    for head, choice in enumerate(best.tolist()):
        heads.weight[head], heads.bias[head] = tried[choice][0][head], tried[choice][1][head]
        heads.scale[head], heads.shift[head] = (part[head] for part in calibrated[choice])

    _fit_strangeness(heads, seen, features)
    heads.sayable = sayable_of(heads, seen)
    return heads.eval(), torch.tensor(DECAYS)[best]


def _fit_strangeness(heads: Heads, seen: Seen, features: Tensor) -> None:
    """Fit directions on photographs, then tell others from drawn pictures, half and half.

    Photographs come as they are and as film; those with a title over them are left out.
    """
    strangeness = heads.strangeness
    photographs = seen.rows("fit", "captions", "scenes")
    axes, lengths = directions_of(features[photographs], len(strangeness.axes))
    strangeness.axes.copy_(axes)
    strangeness.lengths.copy_(lengths)
    near, far = seen.rows("tune", "captions", "scenes"), seen.rows("tune", "drawn")
    signs = strangeness.signs(features[torch.cat([near, far])])
    is_far = torch.cat([torch.zeros(len(near)), torch.ones(len(far))])[:, None]
    even = torch.where(is_far[:, 0] > 0, 0.5 / max(1, len(far)), 0.5 / max(1, len(near)))
    middle, spread = signs.mean(0), signs.std(0).clamp(min=1e-6)
    weight, bias = fit_heads_at((signs - middle) / spread, is_far, even, decays=(1e-3,))[0]
    strangeness.weight.copy_(weight[0] / spread)
    strangeness.bias.copy_(bias[0] - (weight[0] / spread) @ middle)


@torch.no_grad()
def _means(encoder: Encoder, pictures: Iterable[Picture]) -> Tensor:
    """Return the mean regions (N, C) of squares, in batches of one size, as captions are made."""
    encoder.eval()
    device = next(encoder.parameters()).device
    found = [torch.zeros(0, encoder.channels)]
    each = iter(pictures)
    while part := list(islice(each, BATCH)):
        full = part + part[-1:] * (BATCH - len(part))
        with autocast(device):
            regions = encoder(as_batch(full).to(device))
        found.append(pooled(regions).cpu()[: len(part)])
    return torch.cat(found)


def _frames(folder: Path, side: int) -> Iterator[Picture]:
    """Yield the pictures of a folder, by name, as squares; what is no picture is passed over."""
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _FRAMES:
            picture = decode_picture(path.read_bytes())
            if picture is not None:
                yield as_square(picture, side)

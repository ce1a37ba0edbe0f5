"""Self-training: a detector learns to see in film's looks what it saw in the photograph.

The teacher is the network as it was at the start and looks at clean pictures; the student, which
begins with the teacher's weights, looks at the same pictures as film shows them, and every layer of
it learns to answer the same. Nobody has to draw a box.

The weights that are kept lie between the teacher's and the student's: a quarter of the way holds
all that was gained on film's looks, and little of what was forgotten of photographs.

Sources: Xie et al., "Self-training with Noisy Student improves ImageNet classification", CVPR 2020
(the student alone sees noise); Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022
(weights between the two); `loss.py`, `views.py` and `balance.py` for the rest.
"""

from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from vidcap.errors import InputError
from vidcap.model.detecting import own
from vidcap.model.detecting.learning.balance import drawn_shares
from vidcap.model.detecting.learning.gallery import read_gallery
from vidcap.model.detecting.learning.loss import distance
from vidcap.model.detecting.learning.views import two_views
from vidcap.model.detecting.yolox import Yolox
from vidcap.model.network import device_of
from vidcap.model.pictures import Picture, as_batch, decode_picture
from vidcap.model.training.keeping import Average, Keeper, Reached, claim
from vidcap.model.training.rates import rate_at
from vidcap.script import Box

log = logging.getLogger(__name__)

Progress = Callable[[str], None]
Shares = npt.NDArray[np.float64]  # of each picture among those drawn, in sum 1

_SEEN = 0.35  # score from which the teacher's boxes tell what a picture shows


@dataclass(frozen=True, slots=True)
class Lessons:
    """How a detector is trained; the defaults made the one that ships."""

    steps: int = 500
    views: int = 16  # of a step
    sides: tuple[int, ...] = (256, 320)  # pixels; each step draws one
    quartered: float = 0.3  # share of the views that show four pictures
    rate: float = 3e-4  # the highest, as a share of the size of a layer's weights
    warm_up: int = 30  # steps until it is reached
    averaging: float = 0.98  # the weights kept are their mean over about 1 / (1 - this) steps
    student: float = 0.25  # share in the weights that are kept; the rest is its teacher
    kept_every: int = 20  # steps
    seed: int = 1


def train(
    places: Sequence[Path],
    out: Path,
    lessons: Lessons,
    *,
    teacher: Yolox,
    device: str = "auto",
    progress: Progress = log.info,
) -> Path:
    """Train a detector and return the path of its weights, `out/detector.safetensors`.

    Args:
        places: folders or tars of pictures, see `read_gallery`.
        out: a folder for all that is made; a run that was stopped goes on from it.
        lessons: the settings.
        teacher: the network to start from, and to agree with.
        device: `auto`, `cpu`, `cuda` or as PyTorch names it.
        progress: gets a line of text now and then.

    Raises:
        InputError: there are no pictures, or `out` holds a run with other settings.
    """
    gallery = read_gallery(places)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"cannot be made ({error.strerror})", str(out), "choose another folder with -o"
        ) from error
    claim(out, lessons)
    progress(f"{len(gallery)} pictures")
    shares = drawn_shares([_seen(boxes) for boxes in own.detector_of(teacher).find(gallery)])
    student = _learnt(gallery, shares, out, lessons, teacher, device_of(device), progress)
    weights = out / "detector.safetensors"
    card = {"pictures": len(gallery), "lessons": dataclasses.asdict(lessons)}
    own.save(student, weights, card)
    return weights


def _seen(boxes: Sequence[Box]) -> set[str]:
    return {box.label for box in boxes if box.score >= _SEEN}


def _learnt(
    gallery: Sequence[bytes],
    shares: Shares,
    out: Path,
    lessons: Lessons,
    teacher: Yolox,
    device: torch.device,
    progress: Progress,
) -> Yolox:
    """Return what was learnt: the mean of the student's last weights, and the teacher's."""
    student = Yolox()
    student.load_state_dict(teacher.state_dict())
    for network in (student, teacher):
        network.to(device).to(memory_format=torch.channels_last)
    optimiser = _optimiser(student)
    average = Average(student, lessons.averaging)
    keeper = Keeper(out, "detector", student, optimiser)
    reached = keeper.resume(average)
    first = 0 if reached is None else reached.epoch  # counted in steps here
    losses: list[float] = []
    started = time.monotonic()
    for step in range(first, lessons.steps):
        for group in optimiser.param_groups:
            share = rate_at(step, lessons.warm_up, lessons.steps)
            group["lr"] = lessons.rate * share * group["size"]
        clean, seen = (part.to(device) for part in _batch(gallery, shares, lessons, step))
        with torch.no_grad():
            answers = teacher.logits(clean)
        loss = distance(student.logits(seen), answers)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(student.parameters(), 10.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        average.update()
        losses.append(loss.item())
        if (step + 1) % lessons.kept_every == 0:
            keeper.keep(average, Reached(step + 1, 0.0, 0))
            speed = len(losses) * lessons.views / (time.monotonic() - started)
            progress(
                f"step {step + 1}/{lessons.steps}: loss {np.mean(losses):.4f}, "
                f"{speed:.1f} views a second"
            )
            losses, started = [], time.monotonic()
    with average.in_use():
        learnt, known = student.state_dict(), teacher.state_dict()
        trained = Yolox()
        trained.load_state_dict(
            {name: known[name].lerp(learnt[name], lessons.student) for name in known}
        )
    return trained


def _optimiser(student: Yolox) -> torch.optim.Optimizer:
    """Return AdamW with a group for each tensor, which knows the tensor's size.

    The norms were folded into the weights, whose sizes now lie from 0.01 to 20. Steps in proportion
    to them let the network learn; one rate for all made it worse even at 1e-5.
    """
    groups = [
        {"params": [parameter], "size": float(parameter.detach().square().mean().sqrt())}
        for parameter in student.parameters()
    ]
    return torch.optim.AdamW(groups, weight_decay=0.0)


def _batch(
    gallery: Sequence[bytes], shares: Shares, lessons: Lessons, step: int
) -> tuple[Tensor, Tensor]:
    """Return what teacher and student look at in a step, (B, 3, S, S) each, BGR, 0 to 255."""
    chance = np.random.default_rng([lessons.seed, step])  # equal after a stop
    side = int(chance.choice(lessons.sides))
    pairs = []
    for _ in range(lessons.views):
        count = 4 if chance.random() < lessons.quartered else 1
        rows = chance.choice(len(gallery), size=count, p=shares)
        shown = [_picture(gallery[row]) for row in rows]
        pairs.append(two_views(shown, side, chance))
    clean, seen = (
        as_batch(list(squares)).float().flip(1).contiguous(memory_format=torch.channels_last)
        for squares in zip(*pairs, strict=True)
    )
    return clean, seen


def _picture(data: bytes) -> Picture:
    picture = decode_picture(data)
    assert picture is not None, "the gallery holds what decodes"
    return picture

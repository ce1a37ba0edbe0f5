"""How far a student's answers are from its teacher's, at every place. Pure.

Knowledge distillation (Hinton, Vinyals, Dean, "Distilling the Knowledge in a Neural Network", 2015)
on the dense answers of YOLOX: whether there is a thing and which, as cross-entropy against the
teacher's probabilities (less the teacher's own entropy, so that equal answers cost nothing); where,
as overlap and as distance of the raw numbers, as YOLOX does (section 2.2), where the teacher sees a
thing. Teacher and student look at the same geometry, so no boxes are matched.

Shapes: `B` pictures, `A` places, `C` classes, `N` places of all pictures at which a thing is seen.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

_SEEN = 0.01  # the teacher's probability of a thing from which a place says which and where
_OVERLAP = 5.0  # weight of the overlap beside the others, as in YOLOX


def distance(student: Tensor, teacher: Tensor) -> Tensor:
    """Return the loss, 0 where both answer the same.

    Args:
        student: (B, A, 5 + C), see `vidcap.model.detecting.yolox.Yolox.logits`.
        teacher: the same of the teacher, without gradient.
    """
    known = teacher[..., 4].sigmoid()
    thing = _divergence(student[..., 4], teacher[..., 4]).sum()
    seen = known > _SEEN
    weights, ours, theirs = known[seen], student[seen], teacher[seen]  # (N), (N, 5 + C) twice
    which = (weights * _divergence(ours[:, 5:], theirs[:, 5:]).sum(1)).sum()
    away = 1 - _overlap(ours[:, :4], theirs[:, :4])
    apart = (ours[:, :4] - theirs[:, :4]).abs().sum(1)
    where = (weights * theirs[:, 5:].amax(1).sigmoid() * (_OVERLAP * away + apart)).sum()
    return (thing + which + where) / known.sum().clamp(min=1)


def _divergence(student: Tensor, teacher: Tensor) -> Tensor:
    """Return the Kullback-Leibler divergence of yes-or-no probabilities, given their logits."""
    return functional.binary_cross_entropy_with_logits(
        student, teacher.sigmoid(), reduction="none"
    ) - functional.binary_cross_entropy_with_logits(teacher, teacher.sigmoid(), reduction="none")


def _overlap(one: Tensor, other: Tensor) -> Tensor:
    """Return intersection over union (N) of boxes (N, 4) that answer for the same cells."""
    (low, high), (other_low, other_high) = _corners(one), _corners(other)
    shared = (torch.minimum(high, other_high) - torch.maximum(low, other_low)).clamp(min=0).prod(1)
    areas = (high - low).prod(1) + (other_high - other_low).prod(1)
    return shared / (areas - shared).clamp(min=1e-6)


def _corners(boxes: Tensor) -> tuple[Tensor, Tensor]:
    """Return the low and the high corner (N, 2) of boxes, in cells."""
    half = boxes[:, 2:].clamp(max=10).exp() / 2
    return boxes[:, :2] - half, boxes[:, :2] + half

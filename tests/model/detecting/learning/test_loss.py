import math

import pytest
import torch

from vidcap.model.detecting.learning.loss import distance


def logit(probability: float) -> float:
    return math.log(probability / (1 - probability))


def answer(thing: float, which: float, *box: float) -> torch.Tensor:
    """One place of one picture that knows one class: (1, 1, 6)."""
    return torch.tensor([[[*box, logit(thing), logit(which)]]])


def test_equal_answers_cost_nothing() -> None:
    answers = torch.randn(2, 30, 9, generator=torch.Generator().manual_seed(1))
    assert float(distance(answers, answers)) == pytest.approx(0, abs=1e-5)


def test_a_thing_that_is_doubted_costs_its_divergence() -> None:
    teacher, student = (answer(p, 0.5, 0, 0, 0, 0) for p in (0.8, 0.4))
    expected = 0.8 * math.log(0.8 / 0.4) + 0.2 * math.log(0.2 / 0.6)
    assert float(distance(student, teacher)) == pytest.approx(expected)  # 0.8 things count as 1


def test_a_class_that_is_doubted_costs_by_how_surely_a_thing_is_there() -> None:
    teacher, student = (answer(0.8, p, 0, 0, 0, 0) for p in (0.9, 0.5))
    expected = 0.8 * (0.9 * math.log(0.9 / 0.5) + 0.1 * math.log(0.1 / 0.5))
    assert float(distance(student, teacher)) == pytest.approx(expected)


def test_a_box_that_is_off_costs_overlap_and_distance() -> None:
    """One cell wide and high, half a cell too far right: they share 1/2 of 3/2 cells."""
    teacher, student = answer(0.8, 0.9, 0, 0, 0, 0), answer(0.8, 0.9, 0.5, 0, 0, 0)
    assert float(distance(student, teacher)) == pytest.approx(0.8 * 0.9 * (5 * (2 / 3) + 0.5))


def test_where_the_teacher_sees_nothing_neither_class_nor_box_counts() -> None:
    teacher, student = answer(0.001, 0.9, 0, 0, 0, 0), answer(0.001, 0.1, 3, 3, 1, 1)
    assert float(distance(student, teacher)) == pytest.approx(0, abs=1e-6)


def test_no_numbers_come_of_no_things() -> None:
    student = torch.randn(1, 21, 85).requires_grad_()
    teacher = torch.full((1, 21, 85), -20.0)
    loss = distance(student, teacher)
    loss.backward()
    assert torch.isfinite(loss)
    assert torch.isfinite(student.grad).all()

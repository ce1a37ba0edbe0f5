"""A YOLOX network in ONNX form, checked when it is opened and run by ONNX Runtime on one thread."""

from __future__ import annotations

import ast

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as trouble

from vidcap.errors import InputError
from vidcap.model.detecting.answers import STRIDES, Floats, places_of

SIDE = 416  # pixels of the square input where the file leaves it open

_TROUBLE = (  # all that ONNX Runtime raises about a model; they share no parent
    *(trouble.Fail, trouble.NoSuchFile, trouble.NoModel, trouble.InvalidProtobuf),
    *(trouble.InvalidGraph, trouble.InvalidArgument, trouble.NotImplemented),
    *(trouble.RuntimeException, trouble.EPFail),
)
_WANTED = (
    "give a detector of YOLOX's form: it takes 1 x 3 x S x S floats (BGR, 0 to 255) and answers "
    "1 x places x (4 + 1 + classes), not decoded"
)


class Graph:
    """The network; `side` and `classes` are what it takes and answers.

    `is_open` tells that it takes pictures that are no squares, too, up to `side`.
    """

    def __init__(self, model: bytes, where: str) -> None:
        """Open it and let it look at a black picture.

        Args:
            model: what a .onnx file holds.
            where: is named when something is wrong.

        Raises:
            InputError: it is no ONNX model, or no detector of YOLOX's form.
        """
        options = onnxruntime.SessionOptions()
        # a second thread takes a sixth off (19 to 16 ms); neither may wait busily
        options.intra_op_num_threads, options.inter_op_num_threads = 2, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 4  # what is wrong is told by our own message
        self.where = where
        try:
            self._session = onnxruntime.InferenceSession(
                model, options, providers=["CPUExecutionProvider"]
            )
        except _TROUBLE as error:
            raise InputError(
                f"cannot be opened as an ONNX model ({_told(error)})", where, _WANTED
            ) from error
        self.side = self._checked_side()
        self.classes = self._checked_classes()
        self.is_open = self._takes_less()

    def answers(self, pictures: Floats) -> Floats:
        """Return the answers (1, A, 5 + classes) for a picture (1, 3, H, W).

        Raises:
            InputError: the network fails on it.
        """
        try:
            found, *_ = self._session.run(None, {self._feed: pictures})
        except _TROUBLE as error:
            raise InputError(f"fails at a picture ({_told(error)})", self.where, _WANTED) from error
        return np.asarray(found)

    def names(self) -> tuple[str, ...] | None:
        """Return the names of the classes in the model's metadata; None: it holds none.

        `names` is a list of names or a table of names by number, as Python or JSON write them.

        Raises:
            InputError: they are not of that form, or not one for each class.
        """
        text = self._session.get_modelmeta().custom_metadata_map.get("names")
        if text is None:
            return None
        remedy = f"write a list of {self.classes} names into the model's metadata"
        try:
            held = ast.literal_eval(text)
        except (ValueError, SyntaxError, RecursionError) as error:
            raise InputError(
                f"has metadata names that cannot be read ({text[:40]!r})", self.where, remedy
            ) from error
        if isinstance(held, dict):
            held = {str(number): name for number, name in held.items()}
            held = [held.get(str(number)) for number in range(len(held))]
        if not isinstance(held, list) or not all(isinstance(name, str) and name for name in held):
            raise InputError("has metadata names that are no names", self.where, remedy)
        if len(held) != self.classes:
            raise InputError(
                f"names {len(held)} classes and answers for {self.classes}", self.where, remedy
            )
        return tuple(name.lower() for name in held)  # as COCO's are

    def _checked_side(self) -> int:
        feeds = self._session.get_inputs()
        if len(feeds) != 1 or feeds[0].type != "tensor(float)" or len(feeds[0].shape) != 4:
            took = ", ".join(f"{feed.type} {feed.shape}" for feed in feeds) or "nothing"
            raise InputError(f"takes {took}", self.where, _WANTED)
        self._feed = feeds[0].name
        shape = feeds[0].shape  # numbers; names where the file leaves them open
        count, channels, *sides = (n if isinstance(n, int) else None for n in shape)
        side = sides[0] or sides[1] or SIDE
        is_square = all(known in (None, side) for known in sides)
        if count not in (None, 1) or channels not in (None, 3) or not is_square:
            raise InputError(f"takes pictures of {shape}", self.where, _WANTED)
        if side % STRIDES[-1]:
            raise InputError(
                f"takes pictures of side {side}, no multiple of {STRIDES[-1]}", self.where, _WANTED
            )
        return side

    def _checked_classes(self) -> int:
        answers = self.answers(np.zeros((1, 3, self.side, self.side), np.float32))
        places = places_of(self.side, self.side)
        if answers.ndim != 3 or answers.shape[:2] != (1, places) or answers.shape[2] < 5:
            raise InputError(
                f"answers {answers.shape}, not (1, {places}, 5 + classes)", self.where, _WANTED
            )
        if answers.shape[2] == 5:
            raise InputError("knows no classes", self.where, _WANTED)
        likely = answers[0, :, 4:]
        if not np.isfinite(answers).all() or likely.min() < 0 or likely.max() > 1:
            raise InputError("answers what are no probabilities", self.where, _WANTED)
        return int(answers.shape[2]) - 5

    def _takes_less(self) -> bool:
        """Tell whether a file that leaves its sides open means it."""
        if any(isinstance(side, int) for side in self._session.get_inputs()[0].shape[2:]):
            return False
        low = STRIDES[-1]
        try:
            answers = self.answers(np.zeros((1, 3, low, self.side), np.float32))
        except InputError:
            return False
        return answers.shape == (1, places_of(low, self.side), 5 + self.classes)


def _told(error: Exception) -> str:
    """Return the first line of ONNX Runtime's message."""
    return (str(error).splitlines() or ["no reason given"])[0][:200]

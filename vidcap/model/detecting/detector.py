"""The detector behind every name: pictures in, boxes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vidcap.model.detecting.answers import as_input, boxes_of, letterboxed
from vidcap.model.detecting.graph import Graph
from vidcap.model.pictures import decode_picture
from vidcap.script import Box


class YoloxDetector:
    """A network of YOLOX's form, and what its classes are called."""

    def __init__(self, graph: Graph, labels: Sequence[str], *, name: str, licence: str) -> None:
        self.name, self.licence = name, licence
        self._graph, self._labels = graph, labels

    def find(self, pictures: Sequence[bytes]) -> Iterator[list[Box]]:
        """Yield what is found in each picture, see `vidcap.model.detecting.Detector`."""
        for data in pictures:
            picture = decode_picture(data)
            if picture is None:
                yield []
                continue
            canvas, scale = letterboxed(picture, self._graph.side, is_cut=self._graph.is_open)
            (answers,) = self._graph.answers(as_input(canvas))
            height, width = picture.shape[:2]
            yield boxes_of(
                answers,
                self._labels,
                seen=(canvas.shape[0], canvas.shape[1]),
                scale=scale,
                width=width,
                height=height,
            )

"""Captioned pictures as people have them on disk: five forms of captions, folders or tars."""

from vidcap.model.data.captioned import Broken, Captioned, Problem, told
from vidcap.model.data.formats import read_all
from vidcap.model.data.pictures import read_pictures
from vidcap.model.data.reading import BySplit, check, read_split, read_splits

__all__ = [
    "Broken",
    "BySplit",
    "Captioned",
    "Problem",
    "check",
    "read_all",
    "read_pictures",
    "read_split",
    "read_splits",
    "told",
]

"""Words and the numbers that stand for them in the network."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

PAD, START, END, UNKNOWN = range(4)
SPECIAL = ("<pad>", "<start>", "<end>", "<unknown>")

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|'s\b")


def words_of(sentence: str) -> list[str]:
    """Return the lower-cased words of an English sentence, without punctuation.

    A hyphenated word is one word; a possessive `'s` stands by itself, as the Penn Treebank's
    tokeniser has it.
    """
    return _WORD.findall(sentence.lower())


def sentence_of(words: Sequence[str]) -> str:
    """Return the words as a written sentence: capital first, a full stop at the end."""
    text = " ".join(words).replace(" 's", "'s")
    return text[:1].upper() + text[1:] + "." if text else ""


@dataclass(frozen=True)
class Vocabulary:
    """The words a network knows, in the order of their numbers; the special ones come first."""

    words: tuple[str, ...]
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.words[: len(SPECIAL)] != SPECIAL:
            raise ValueError(f"a vocabulary begins with {SPECIAL}, not {self.words[:4]}")
        numbers = {word: number for number, word in enumerate(self.words)}
        if len(numbers) != len(self.words):
            raise ValueError("a vocabulary holds a word twice")
        object.__setattr__(self, "_numbers", numbers)

    @classmethod
    def of_captions(cls, captions: Iterable[str], *, seen: int) -> Vocabulary:
        """Return the words that occur at least `seen` times, the most frequent first."""
        counts = Counter(word for caption in captions for word in words_of(caption))
        kept = [word for word, count in counts.items() if count >= seen]
        return cls(SPECIAL + tuple(sorted(kept, key=lambda word: (-counts[word], word))))

    def __len__(self) -> int:
        return len(self.words)

    def encode(self, caption: str, *, longest: int) -> list[int]:
        """Return `START`, the numbers of at most `longest` words, and `END`."""
        numbers = [self._numbers.get(word, UNKNOWN) for word in words_of(caption)[:longest]]
        return [START, *numbers, END]

    def decode(self, numbers: Iterable[int]) -> list[str]:
        """Return the words before the first `END`; other special numbers are left out."""
        words: list[str] = []
        for number in numbers:
            if number == END:
                break
            if number >= len(SPECIAL):
                words.append(self.words[number])
        return words

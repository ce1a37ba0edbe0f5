"""Words and the numbers that stand for them in the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vidcap.model.languages import language_of

PAD, START, END, UNKNOWN = range(4)
SPECIAL = ("<pad>", "<start>", "<end>", "<unknown>")


def words_of(sentence: str, language: str = "en") -> list[str]:
    """Return the lower-cased words of a sentence, without punctuation.

    In English a hyphenated word is one word and a possessive `'s` stands by itself, as the Penn
    Treebank's tokeniser has it; in Chinese every character is a word.
    """
    return language_of(language).words(sentence)


def sentence_of(words: Sequence[str], language: str = "en") -> str:
    """Return the words as a written sentence: capital first, a full stop at the end."""
    return language_of(language).sentence(words)


@dataclass(frozen=True)
class Vocabulary:
    """The words a network knows, in the order of their numbers; the special ones come first.

    Languages share the numbers. What begins a sentence tells the decoder which one to speak: of the
    first language it is `START`, of each further one a special word of its own.
    """

    words: tuple[str, ...]
    languages: tuple[str, ...] = ("en",)
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        special = _special(self.languages)
        if self.words[: len(special)] != special:
            raise ValueError(f"a vocabulary begins with {special}, not {self.words[:6]}")
        numbers = {word: number for number, word in enumerate(self.words)}
        if len(numbers) != len(self.words):
            raise ValueError("a vocabulary holds a word twice")
        object.__setattr__(self, "_numbers", numbers)

    @classmethod
    def of_captions(cls, captions: Mapping[str, Iterable[str]], *, seen: int) -> Vocabulary:
        """Return the words that occur at least `seen` times, the most frequent first.

        Args:
            captions: sentences by language, the main one first.
            seen: times, counted in each language by itself.
        """
        kept: dict[str, int] = {}
        for language, sentences in captions.items():
            counts = Counter(word for text in sentences for word in words_of(text, language))
            for word, count in counts.items():
                if count >= seen:
                    kept[word] = kept.get(word, 0) + count
        languages = tuple(captions)
        words = sorted(kept, key=lambda word: (-kept[word], word))
        return cls(_special(languages) + tuple(words), languages)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def never(self) -> tuple[int, ...]:
        """The special words that are no part of any sentence."""
        return (PAD, START, UNKNOWN, *range(len(SPECIAL), len(_special(self.languages))))

    def start(self, language: str) -> int:
        """Return the number of what begins a sentence.

        Raises:
            KeyError: the language is not among `languages`.
        """
        return START if language == self.languages[0] else self._numbers[_start_of(language)]

    def unfinished(self, language: str) -> tuple[int, ...]:
        """Return the numbers of the words that no whole sentence ends in."""
        known = self._numbers
        return tuple(sorted(known[w] for w in language_of(language).unfinished if w in known))

    def foreign(self, language: str) -> tuple[int, ...]:
        """Return the numbers of the words that are none of a language, by how they look."""
        known = language_of(language)
        special = len(_special(self.languages))
        return tuple(n for n, w in enumerate(self.words) if n >= special and not known.is_own(w))

    def encode(self, caption: str, language: str = "en", *, longest: int) -> list[int]:
        """Return the language's start, the numbers of at most `longest` words, and `END`."""
        words = words_of(caption, language)[:longest]
        return [self.start(language), *(self._numbers.get(w, UNKNOWN) for w in words), END]

    def decode(self, numbers: Iterable[int]) -> list[str]:
        """Return the words before the first `END`; other special numbers are left out."""
        words: list[str] = []
        special = len(_special(self.languages))
        for number in numbers:
            if number == END:
                break
            if number >= special:
                words.append(self.words[number])
        return words


def _special(languages: Sequence[str]) -> tuple[str, ...]:
    return SPECIAL + tuple(_start_of(language) for language in languages[1:])


def _start_of(language: str) -> str:
    return f"<{language}>"

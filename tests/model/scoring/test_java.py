"""The programs that run in Java: the library's words, troubles that are told, nothing left over."""

import gc
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vidcap.errors import MissingError
from vidcap.model.scoring.java import has_java, meteor, treebank

needs_java = pytest.mark.skipif(not has_java(), reason="no Java here")

ODD = [
    "The dog's ball, isn't it?",
    "It takes 1 1/2 cups.",
    "Call (555) 123-4567 now!",
    '"One" tri-colored - dog...',
    "A caf\u00e9 in the U.S. & more",
    "",
    "two  spaces",
]


def java_that(does: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a small program named java on the path, before all others."""
    program = folder / "java"
    program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@needs_java
def test_the_words_are_those_of_the_library(shared: Path) -> None:
    from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

    rows = (shared / "data" / "flickr8k" / "captions.jsonl").read_text(encoding="utf-8")
    captions = [text for row in rows.splitlines()[::8] for text in json.loads(row)["en"]]
    sentences = ODD + captions
    expected = PTBTokenizer().tokenize({n: [{"caption": s}] for n, s in enumerate(sentences)})
    assert treebank(sentences) == [expected[n][0] for n in range(len(sentences))]


@needs_java
@given(st.lists(st.text(st.sampled_from("ab .\r\n\v\f\x1c\x85\u2028\u2029\x00\ud83d")), max_size=9))
@settings(max_examples=6)
def test_a_caption_keeps_its_place_whatever_breaks_its_lines(texts: list[str]) -> None:
    marked = [f"{place} {text}" for place, text in enumerate(texts)]
    assert [line.split()[0] for line in treebank(marked)] == [str(n) for n in range(len(texts))]


@needs_java
def test_a_line_break_is_a_space() -> None:
    broken = ["A dog.", "A cat\r\nlooks\u2028up.", "A cup."]
    assert treebank(broken) == ["a dog", "a cat looks up", "a cup"]


def test_a_java_that_does_not_run_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java_that("echo 'Unable to locate a Java Runtime.' >&2; exit 1", tmp_path, monkeypatch)
    assert not has_java()


def test_a_tokeniser_that_fails_is_told_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java_that("cat > /dev/null; echo 'no class of that name' >&2; exit 1", tmp_path, monkeypatch)
    with pytest.raises(MissingError, match=r"no class of that name.*apt install"):
        treebank(["a dog"])


def test_a_tokeniser_that_loses_a_line_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java_that("cat > /dev/null; echo 'a dog'", tmp_path, monkeypatch)
    with pytest.raises(MissingError, match="split 1 captions of 2"):
        treebank(["a dog", "a cat"])


def test_a_meteor_that_fails_is_told_and_does_not_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java_that("exit 1", tmp_path, monkeypatch)
    with pytest.raises(MissingError, match="METEOR gives no scores"), meteor() as running:
        running.compute_score({0: ["a dog"]}, {0: ["a dog"]})
    del running
    gc.collect()  # the library's own end, which must not wait for its lock


@needs_java
def test_an_interrupted_meteor_ends_its_program_and_does_not_wait() -> None:
    def interrupted(running: Any) -> None:
        running.lock.acquire()  # as the library holds it while it scores
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), meteor() as running:
        interrupted(running)
    assert running.meteor_p.returncode is not None
    assert running.meteor_p.stdout.closed
    del running
    gc.collect()

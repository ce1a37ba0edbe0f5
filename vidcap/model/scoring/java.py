"""The one place that runs Java: the Penn Treebank's tokeniser and METEOR, from pycocoevalcap.

The library starts both by itself, but writes into its own folder, loses its place where a caption
holds a line break of any kind, and waits for ever where METEOR was interrupted; so its programs are
started, and ended, here.

Sources: Manning et al., "The Stanford CoreNLP Natural Language Processing Toolkit", ACL 2014;
Denkowski and Lavie, "Meteor Universal", WMT 2014.
"""

from __future__ import annotations

import contextlib
import functools
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from vidcap.errors import MissingError

JAVA = "install a Java runtime (Debian, Ubuntu: apt install default-jre-headless)"
LIBRARY = "pip install 'vidcap[train]'"

_ASK_TIMEOUT = 30.0  # s for `java -version`
_SPLIT_TIMEOUT = 900.0  # s; 200,000 captions took 2
_TOKENISER = "edu.stanford.nlp.process.PTBTokenizer"


def has_java() -> bool:
    """Tell whether there is a Java that runs: a Mac without one has a `java` that says so."""
    program = shutil.which("java")
    return program is not None and _runs(program)


@functools.cache
def _runs(program: str) -> bool:
    try:
        asked = subprocess.run([program, "-version"], capture_output=True, timeout=_ASK_TIMEOUT)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def treebank(sentences: Sequence[str]) -> list[str]:
    """Return sentences as lower-cased words with a space between, without punctuation.

    The words are those of the library's `PTBTokenizer`. All sentences go through one run.

    Raises:
        MissingError: pycocoevalcap is not installed, or Java does not do the work.
    """
    try:
        from pycocoevalcap.tokenizer import ptbtokenizer as library
    except ImportError as error:
        raise MissingError("pycocoevalcap is not installed", "evaluation", LIBRARY) from error
    jar = Path(library.__file__).with_name(library.STANFORD_CORENLP_3_4_1_JAR)
    # answers come by line: whatever breaks one becomes a space
    asked = "".join(" ".join(sentence.splitlines()) + "\n" for sentence in sentences)
    try:
        ran = subprocess.run(
            ["java", "-cp", str(jar), _TOKENISER, "-preserveLines", "-lowerCase"],
            input=asked.encode("utf-8", "replace"),  # half a surrogate pair is no text
            capture_output=True,
            timeout=_SPLIT_TIMEOUT,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingError(f"does not split captions ({error})", "java", JAVA) from error
    lines = ran.stdout.decode("utf-8", "replace").split("\n")[:-1]
    if ran.returncode or len(lines) != len(sentences):
        last = ran.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        what = f"split {len(lines)} captions of {len(sentences)} ({last})"
        raise MissingError(what, "java", JAVA)
    silent = frozenset(library.PUNCTUATIONS)
    return [
        " ".join(word for word in line.rstrip().split(" ") if word not in silent) for line in lines
    ]


@contextlib.contextmanager
def meteor() -> Iterator[Any]:  # pycocoevalcap has no types
    """Run the library's METEOR, and end its program and close its pipes afterwards.

    Raises:
        MissingError: the program gives no scores.
    """
    from pycocoevalcap.meteor.meteor import Meteor

    running = Meteor()
    try:
        yield running
    except (OSError, ValueError) as error:  # a broken pipe, or an answer that is no number
        raise MissingError(f"METEOR gives no scores ({error})", "java", JAVA) from error
    finally:
        running.meteor_p.kill()
        running.meteor_p.communicate()
        running.lock = threading.Lock()  # its `__del__` waits for one that an interruption held

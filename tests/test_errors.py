"""Every error says what, where and what to do, has its exit code and crosses a process whole."""

import pickle

import pytest

from vidcap.errors import FilmError, InputError, MissingError, VerificationError, VidcapError

KINDS = {FilmError: 1, InputError: 2, VerificationError: 3, MissingError: 4}


@pytest.mark.parametrize(("kind", "code"), list(KINDS.items()), ids=lambda value: str(value))
def test_each_kind_has_its_exit_code(kind, code):
    assert kind.exit_code == code
    assert issubclass(kind, VidcapError)


def test_no_kind_is_forgotten_here():
    assert set(VidcapError.__subclasses__()) == set(KINDS)


@pytest.mark.parametrize("kind", list(KINDS))
def test_survives_a_pickle(kind):
    error = kind("no audio track in fr", "night.mkv", "choose one of en, de with --audio-lang")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    assert type(copy) is kind
    assert (copy.what, copy.where, copy.remedy) == (error.what, error.where, error.remedy)
    assert str(copy) == str(error)


def test_the_message_names_place_trouble_and_remedy_in_this_order():
    error = InputError("is empty", "film.mp4", "copy or export the film again")
    assert str(error) == "film.mp4: is empty; copy or export the film again"

"""The speech engines as the worker process uses them. Nothing here is imported by vidcap itself.

An engine lists its voices, is set to one, and turns a text into 16-bit samples. It may hang, crash
or print: the worker around it and the process that waits for it are made for that.
"""

from __future__ import annotations

import ctypes
import itertools
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from vidcap.voices.library import SYSTEM, Library, load


class EngineError(Exception):
    """The engine said that it cannot do what was asked."""


class Engine(Protocol):
    """A speech engine in this process."""

    origin: str  # its name, version, and where it was found

    def list_voices(self) -> list[tuple[str, str, str]]:
        """Return id, title and language of each voice."""
        ...

    def set_up(self, voice: str, rate: int) -> None:
        """Use the voice with this id at this nominal rate, words a minute.

        Raises:
            EngineError: the engine does not use that voice.
        """
        ...

    def render(self, text: str) -> tuple[int, bytes]:
        """Return the rate, Hz, and the samples of the text: 16 bit, one channel, this machine's.

        Raises:
            EngineError: it was not spoken.
        """
        ...


class Espeak:
    """espeak-ng through ctypes, synchronous: the samples are there when the call returns."""

    RATE = 1  # parameter; these are of speak_lib.h
    _SYNCHRONOUS, _DONT_EXIT, _UTF8, _ENDPAUSE = 2, 0x8000, 1, 0x1000

    def __init__(self, folder: Path, *, system: tuple[str, ...] = SYSTEM) -> None:
        """Start the library; one engine a process. Arguments as `load`."""
        self._library = load(folder, system=system)
        call = self._library.handle
        data = self._library.data
        self._rate_hz = int(
            call.espeak_Initialize(
                self._SYNCHRONOUS, 0, data.encode() if data else None, self._DONT_EXIT
            )
        )
        if self._rate_hz <= 0:
            raise EngineError("espeak-ng does not start")
        self._samples: list[bytes] = []
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self._callback = kind(self._collect)  # kept: ctypes frees what nobody holds
        call.espeak_SetSynthCallback(self._callback)
        self.origin = _espeak_origin(self._library)

    def list_voices(self) -> list[tuple[str, str, str]]:
        """Return id, title and language of each voice."""
        return _espeak_voices(self._library.handle)

    def set_up(self, voice: str, rate: int) -> None:
        """Use this voice at this nominal rate."""
        if self._library.handle.espeak_SetVoiceByName(voice.encode()) != 0:
            raise EngineError(f"espeak-ng does not take the voice {voice}")
        self._library.handle.espeak_SetParameter(self.RATE, rate, 0)

    def render(self, text: str) -> tuple[int, bytes]:
        """Return rate and samples of the text."""
        self._samples.clear()
        encoded = text.encode()
        flags = self._UTF8 | self._ENDPAUSE
        status = self._library.handle.espeak_Synth(
            encoded, ctypes.c_size_t(len(encoded) + 1), 0, 1, 0, flags, None, None
        )
        if status != 0:
            raise EngineError(f"espeak-ng answers {status}")
        return self._rate_hz, b"".join(self._samples)

    def _collect(self, samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            self._samples.append(ctypes.string_at(samples, 2 * count))
        return 0


class Pyttsx3:
    """pyttsx3, whatever it drives on this system (espeak-ng on Linux).

    Written against 2.99: of several files in one `runAndWait` only the last is written, `say`
    overwrites it, a folder that is not there makes `runAndWait` wait for ever, a rate read back is
    always 175, and an unknown voice is either refused or ignored, by release. A loop that finds the
    library busy as it begins stops it: voice or rate are lost without a word, and so is the next
    line; and a voice changed while the library is busy may crash it. So nothing is told within a
    loop, nothing at all before the library has done what it was told, and voice and rate are read
    back from it.
    """

    _CURRENT = 1  # of speak_lib.h: a parameter's value now, not its default

    def __init__(self, folder: Path, *, system: tuple[str, ...] = SYSTEM) -> None:
        """Start pyttsx3's engine; it writes its files into `folder`. Arguments as `load`."""
        library = load(folder, system=system)  # before the import below: pyttsx3 looks for it then
        from importlib.metadata import version

        import pyttsx3

        self._engine = pyttsx3.init()
        self._engine.proxy.setBusy(False)  # else what it is told waits for a loop
        self._library = library.handle
        self._file = folder / "take.wav"
        self.origin = f"pyttsx3 {version('pyttsx3')}, {_espeak_origin(library)}"

    def list_voices(self) -> list[tuple[str, str, str]]:
        """Return id, title and language of each voice."""
        found = []
        for voice in self._engine.getProperty("voices"):
            languages = [str(language) for language in voice.languages or []]
            found.append((str(voice.id), str(voice.name), (languages or [""])[0].lower()))
        return found

    def set_up(self, voice: str, rate: int) -> None:
        """Use this voice at this nominal rate."""
        self._library.espeak_Synchronize()
        try:
            self._engine.setProperty("voice", voice)
            self._engine.setProperty("rate", rate)
        except ValueError as error:
            raise EngineError(str(error)) from error
        self._library.espeak_Synchronize()
        if self._engine.getProperty("voice") != voice:
            raise EngineError(f"pyttsx3 keeps its old voice instead of {voice}")
        if self._library.espeak_GetParameter(Espeak.RATE, self._CURRENT) != rate:
            raise EngineError(f"pyttsx3 does not take the rate of {rate} words a minute")

    def render(self, text: str) -> tuple[int, bytes]:
        """Return rate and samples of the text."""
        self._file.unlink(missing_ok=True)
        self._engine.save_to_file(text, str(self._file))
        self._library.espeak_Synchronize()
        self._engine.runAndWait()
        if not self._file.exists():
            raise EngineError("pyttsx3 wrote no file")
        with wave.open(str(self._file), "rb") as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                raise EngineError("pyttsx3 wrote a file that is not 16 bit with one channel")
            return file.getframerate(), file.readframes(file.getnframes())


ENGINES: dict[str, Callable[[Path], Engine]] = {"pyttsx3": Pyttsx3, "espeak": Espeak}


class _EspeakVoice(ctypes.Structure):
    """espeak_VOICE of speak_lib.h, as far as it is public."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),  # a byte of priority, then the tag; only the first is read
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


def _espeak_voices(library: ctypes.CDLL) -> list[tuple[str, str, str]]:
    library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_EspeakVoice))
    table = library.espeak_ListVoices(None)
    found = []
    for place in itertools.count():
        if not table[place]:  # the list ends with a null pointer
            break
        voice = table[place].contents
        language = (voice.languages or b" ")[1:].decode(errors="replace").lower()
        found.append((voice.identifier.decode(), voice.name.decode(errors="replace"), language))
    return found


def _espeak_origin(library: Library) -> str:
    library.handle.espeak_Info.restype = ctypes.c_char_p
    version = library.handle.espeak_Info(None).decode(errors="replace").split()[0]
    return f"espeak-ng {version} ({library.origin})"

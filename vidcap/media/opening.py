"""Open a film for reading, so that nothing but this one file is ever read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import av
import av.error

from vidcap.errors import InputError

if TYPE_CHECKING:
    from av.container import InputContainer

PROTOCOLS = "file"  # no pipe, network, concat:, subfile: ...

# Containers and bare streams that hold their own data. Absent on purpose: what names other files
# (hls, concat, dash, imf), pictures and runs of pictures (image2, *_pipe, gif), devices.
# Sound files are here so that they can be told by their right name: a film without a picture.
DEMUXERS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,mpegvideo,m4v,avi,asf,asf_o,flv,ogg,"
    "h261,h263,h264,hevc,vvc,av1,obu,ivf,vc1,dirac,cavsvideo,yuv4mpegpipe,mxf,gxf,nut,rm,wtv,dv,"
    "wav,w64,mp3,flac,aac,ac3,eac3,dts,aiff,au,amr,caf,wv,tta,ape"
)

# What an innocent name may hide; the first bytes, and what the file is then called.
_DISGUISES = (
    (b"#EXTM3U", "a playlist (HLS)"),
    (b"ffconcat", "a playlist (ffconcat)"),
    (b"[playlist]", "a playlist (PLS)"),
    (b"<?xml", "an XML text"),
    (b"<MPD", "a playlist (DASH)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
)

_NO_FILM = "name a film file such as MP4, MKV, WebM, MOV or TS"


def check_file(path: Path) -> None:
    """Make sure that `path` is a file with content that may be read.

    Raises:
        InputError: it is missing, a folder, a device, empty, forbidden, a playlist or a picture.
    """
    where = str(path)
    try:
        if path.is_dir():
            raise InputError("is a folder, not a film", where, "name the film in it")
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            raise InputError("is no file", where, _NO_FILM)
        with path.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError as error:
        raise InputError("no such file", where, "check the path") from error
    except PermissionError as error:
        raise InputError("may not be read", where, "check its permissions") from error
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        raise InputError(
            f"cannot be read ({error})", where, "check the disk and the path"
        ) from error
    if not head:
        raise InputError("is empty", where, "copy or export the film again")
    for start, kind in _DISGUISES:
        if head.removeprefix(b"\xef\xbb\xbf").startswith(start):
            raise InputError(f"is {kind}, not a film", where, _NO_FILM)


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a film; its container is closed at the end, also after an error or an early stop.

    The content decides which demuxer reads it, out of `DEMUXERS`; the only protocol is `file`.

    Raises:
        InputError: it is no file that can be read as a film.
    """
    check_file(path)
    with ExitStack() as stack:
        try:
            container = stack.enter_context(
                av.open(
                    _address(path, stack),
                    mode="r",
                    options={"protocol_whitelist": PROTOCOLS, "format_whitelist": DEMUXERS},
                    metadata_errors="replace",
                )
            )
        except av.error.ArgumentError as error:  # EINVAL: the demuxer is not on our list
            raise InputError("is of a kind that is not opened", str(path), _NO_FILM) from error
        except (av.error.FFmpegError, OSError) as error:
            raise unreadable(path, error) from error
        yield container


def unreadable(path: Path, error: Exception) -> InputError:
    """Return the error for a file whose content makes no sense to any demuxer or decoder."""
    reason = getattr(error, "strerror", None) or type(error).__name__
    return InputError(
        f"cannot be read as a film, it may be damaged or cut short ({reason})",
        str(path),
        "copy or export it again",
    )


def _address(path: Path, stack: ExitStack) -> str | IO[bytes]:
    """Return what PyAV can open: a name beyond doubt, or an open file where no name will do."""
    address = f"file:{path.absolute()}"  # "file:" and "/": no option, no protocol, no pattern
    try:
        address.encode()
    except UnicodeEncodeError:  # bytes that are no UTF-8, which PyAV 18 refuses
        return stack.enter_context(path.open("rb"))
    return address

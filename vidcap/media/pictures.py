"""Turn a decoded frame into a picture as viewers see it: upright, square pixels, ordinary range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from vidcap.media.probe import Source

if TYPE_CHECKING:
    from av.video.frame import VideoFrame
    from numpy.typing import NDArray

_UNSAID = 2  # colour matrix not stated, ITU-T H.273 table 4
_HD_LINES = 576  # an unstated matrix is BT.709 above, BT.601 up to this height
_WHITE_NITS = 203.0  # of diffuse white, ITU-R BT.2408
_PEAK_NITS = 1000.0  # brighter light becomes white
_TO_709 = np.array(  # linear light from BT.2020 to BT.709 primaries, ITU-R BT.2087
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]],
    np.float32,
)


def picture(image: VideoFrame, source: Source, *, width: int) -> NDArray[np.uint8]:
    """Return a frame as RGB (height, width, 3), at most `width` wide and never enlarged.

    A frame of two fields is shown by its first one, so that moving edges have no combs; high
    dynamic range is brought down to BT.709.
    """
    share = min(1.0, width / source.width)
    shown = max(1, round(source.width * share)), max(1, round(source.height * share))
    wide, high = shown if source.rotation % 180 == 0 else (shown[1], shown[0])
    if image.interlaced_frame and not source.hdr:
        whole = _converted(image, image.width, image.height, "rgb24")
        upright = cv2.resize(whole[::2], (wide, high), interpolation=cv2.INTER_AREA)
    elif source.hdr:
        deep = _converted(image, wide, high, "rgb48le").astype(np.float32) / np.float32(65535)
        upright = tone_mapped(deep, hlg=source.hdr == "hlg")
    else:
        upright = _converted(image, wide, high, "rgb24")
    if source.mirrored:
        upright = upright[:, ::-1]
    return np.ascontiguousarray(np.rot90(upright, k=-source.rotation // 90))


def jpeg(rgb: NDArray[np.uint8], *, quality: int = 92) -> bytes:
    """Return an RGB picture as JPEG; equal pictures give equal bytes."""
    done, data = cv2.imencode(".jpg", rgb[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError(f"no JPEG of a picture of shape {rgb.shape}")
    return data.tobytes()


def decoded(data: bytes) -> NDArray[np.uint8]:
    """Return a picture that `jpeg` wrote as RGB (height, width, 3)."""
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise ValueError(f"{len(data)} bytes are no picture")
    return np.ascontiguousarray(picture[:, :, ::-1])


def tone_mapped(signal: NDArray[np.float32], *, hlg: bool) -> NDArray[np.uint8]:
    """Return an HDR picture as an ordinary one.

    Transfer functions of ITU-R BT.2100; the highlights are rolled off by the extended curve of
    Reinhard et al., "Photographic Tone Reproduction for Digital Images", 2002, equation 4.

    Args:
        signal: (height, width, 3), BT.2020 primaries, 0 to 1, PQ or hybrid log-gamma.
        hlg: the signal is hybrid log-gamma.
    """
    nits = _hlg_nits(signal) if hlg else _pq_nits(signal)
    light = np.maximum(nits @ _TO_709.T / _WHITE_NITS, 0)  # 1: diffuse white
    peak = _PEAK_NITS / _WHITE_NITS
    level = light.max(axis=2, keepdims=True)
    rolled = level * (1 + level / peak**2) / (1 + level)
    shown = light * rolled / np.maximum(level, 1e-6)
    # the curve maps diffuse white to a half: lift it so that faces look as graded for SDR
    shown = np.clip(shown * 1.6, 0, 1)
    coded = np.where(shown < 0.018, 4.5 * shown, 1.099 * shown**0.45 - 0.099)  # BT.709
    return np.asarray(np.rint(coded * 255), np.uint8)


def _pq_nits(signal: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the light of a PQ signal, cd/m2; BT.2100 table 4."""
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    power = signal ** np.float32(1 / m2)
    light = (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)
    return np.asarray(light * 10_000, np.float32)


def _hlg_nits(signal: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the light of a hybrid log-gamma signal on a screen of 1,000 cd/m2; BT.2100 table 5."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    luminance = scene @ np.array([0.2627, 0.6780, 0.0593], np.float32)
    return np.asarray(1000 * luminance[..., None] ** 0.2 * scene, np.float32)


def _converted(image: VideoFrame, width: int, height: int, form: str) -> NDArray[Any]:
    """Scale and convert a frame with the colour matrix it was made with."""
    unsaid = "ITU709" if image.height > _HD_LINES else "ITU601"
    matrix = unsaid if image.colorspace == _UNSAID and image.format.name != "gray" else None
    rgb = image.reformat(
        width, height, form, interpolation="AREA", src_colorspace=matrix, threads=1
    )
    return rgb.to_ndarray()

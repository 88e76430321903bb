"""Pictures compared by what is seen of them: perceptual hashes of our own, cut and turned."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

# What a platform serves is far smaller; larger files are not opened, larger pictures not decoded.
LARGEST_BYTES, LARGEST_PIXELS = 4_000_000, 16_000_000
# A picture of so few shades is a letter on a plain ground, or a platform's own: everybody's.
_FLAT_SHADES, _FLAT_SHARE = 24, 0.985
_SIDE, _BITS, _SPECTRUM = 128, 8, 32
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
# From which distance on two pictures are different ones: `bench/identities.py` counts both errors.
SAME = 8
_WORST = 64
Picture = Image.Image
Grey = NDArray[np.float64]


def fingerprints(image: bytes) -> tuple[int, ...]:
    """Hashes of a protected picture and of the ways in which it is usually altered.

    64 bits of frequencies and 64 of gradients in one number each; () for what cannot be decoded,
    is too large, or is a default picture that anybody may wear.
    """
    picture = _opened(image)
    if picture is None or _plain(picture):
        return ()
    return tuple(dict.fromkeys(_hash(each) for each in _altered(picture)))


def fingerprint(image: bytes) -> int | None:
    """The hash of a picture as it is worn; None where `fingerprints` says nothing."""
    picture = _opened(image)
    return None if picture is None or _plain(picture) else _hash(picture)


def closest(worn: int, protected: Iterable[tuple[int, ...]]) -> int:
    """How many bits of 64 differ from the nearest protected picture; 64 where there is none."""
    ours = (own for variants in protected for own in variants)
    return min((_distance(worn, own) for own in ours), default=_WORST)


def _distance(one: int, other: int) -> int:
    """The smaller of both hashes' distances, if the other agrees at least roughly."""
    differs = one ^ other
    low, high = (differs & _LOW).bit_count(), (differs >> _WORST).bit_count()
    return max(min(low, high), max(low, high) - _ROUGHLY)


_LOW, _ROUGHLY = (1 << _WORST) - 1, 8


def _opened(image: bytes) -> Picture | None:
    """The picture, small and without transparency; None for a broken or hostile file."""
    if len(image) > LARGEST_BYTES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(image), formats=_FORMATS) as file:
                if file.width * file.height > LARGEST_PIXELS:
                    return None
                file.draft("RGB", (_SIDE, _SIDE))
                return _flattened(file.convert("RGBA")).resize((_SIDE, _SIDE))
    # A decoder of hostile files raises whatever it likes.
    except Exception:
        return None


def _flattened(picture: Picture) -> Picture:
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture).convert("RGB")


def _plain(picture: Picture) -> bool:
    """Whether nearly all of a picture is of two shades, as initials and defaults are."""
    shades = np.bincount(np.asarray(picture.convert("L")).ravel() // 11, minlength=_FLAT_SHADES)
    return float(np.sort(shades)[-2:].sum()) / (_SIDE * _SIDE) >= _FLAT_SHARE


def _altered(picture: Picture) -> Iterator[Picture]:
    """As it is, mirrored, cut, framed, turned, masked by a circle and with a badge."""
    yield picture
    yield ImageOps.mirror(picture)
    for share in (0.05, 0.12, 0.2):
        edge = int(_SIDE * share)
        yield picture.crop((edge, edge, _SIDE - edge, _SIDE - edge)).resize((_SIDE, _SIDE))
    for ground in ("white", "black"):
        yield ImageOps.expand(picture, _SIDE // 14, ground).resize((_SIDE, _SIDE))
        yield _masked(picture, ground)
    for degrees in (-6, 6):
        yield picture.rotate(degrees, Image.Resampling.BILINEAR, fillcolor="white")
    yield _badged(picture)
    yield ImageEnhance.Contrast(picture).enhance(1.5)


def _masked(picture: Picture, ground: str) -> Picture:
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, _SIDE - 1, _SIDE - 1), fill=255)
    return Image.composite(picture, Image.new("RGB", picture.size, ground), mask)


def _badged(picture: Picture) -> Picture:
    badged = picture.copy()
    edge = _SIDE * 0.68
    ImageDraw.Draw(badged).ellipse((edge, edge, _SIDE - 2, _SIDE - 2), fill=(29, 155, 240))
    return badged


def _hash(picture: Picture) -> int:
    return _bits(_gradients(picture)) << _WORST | _bits(_frequencies(picture))


def _frequencies(picture: Picture) -> NDArray[np.bool_]:
    """Signs of the 64 slowest waves of a cosine transform, against their median."""
    grey = _grey(picture, _SPECTRUM, _SPECTRUM)
    low = (_COSINES @ grey @ _COSINES.T)[:_BITS, :_BITS].ravel()
    return np.asarray(low > np.median(low[1:]))


def _gradients(picture: Picture) -> NDArray[np.bool_]:
    grey = _grey(picture, _BITS + 1, _BITS)
    return np.asarray(grey[:, 1:] > grey[:, :-1]).ravel()


def _grey(picture: Picture, width: int, height: int) -> Grey:
    small = picture.convert("L").resize((width, height), Image.Resampling.LANCZOS)
    return np.asarray(small, dtype=np.float64)


def _bits(signs: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(signs).tobytes(), "big")


_STEPS = np.arange(_SPECTRUM)
_COSINES = np.cos(np.pi / _SPECTRUM * np.outer(_STEPS, _STEPS + 0.5))

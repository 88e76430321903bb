"""Pictures drawn at random, and the alterations that those who pose with one make."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

_SIDE = 200
_MIDDLE = _SIDE // 2


def drawn(seed: int) -> Image.Image:
    """A logo, a face-like scene or a pattern; the same for the same seed."""
    draw = random.Random(seed)
    return (_logo, _scene, _pattern)[seed % 3](draw)


def encoded(picture: Image.Image, kind: str = "PNG") -> bytes:
    """The bytes of a file."""
    file = io.BytesIO()
    picture.save(file, kind, quality=60)
    return file.getvalue()


def _colour(draw: random.Random) -> tuple[int, int, int]:
    return draw.randrange(256), draw.randrange(256), draw.randrange(256)


def _logo(draw: random.Random) -> Image.Image:
    picture = Image.new("RGB", (_SIDE, _SIDE), _colour(draw))
    pen = ImageDraw.Draw(picture)
    for _ in range(draw.randint(3, 7)):
        box = sorted(draw.randrange(_SIDE) for _ in range(4))
        x, y = draw.randrange(_MIDDLE), draw.randrange(_MIDDLE)
        shape = (x, y, x + 20 + box[0], y + 20 + box[1])
        draw.choice((pen.ellipse, pen.rectangle))(shape, fill=_colour(draw))
    return picture


def _scene(draw: random.Random) -> Image.Image:
    small = Image.new("RGB", (9, 9))
    small.putdata([_colour(draw) for _ in range(81)])
    picture = small.resize((_SIDE, _SIDE), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(picture)
    x, y = draw.randint(70, 130), draw.randint(80, 140)
    pen.ellipse((x - 45, y - 60, x + 45, y + 60), fill=_colour(draw))
    return picture.filter(ImageFilter.GaussianBlur(2))


def _pattern(draw: random.Random) -> Image.Image:
    picture = Image.new("RGB", (_SIDE, _SIDE), _colour(draw))
    pen = ImageDraw.Draw(picture)
    for _ in range(draw.randint(5, 12)):
        points = [(draw.randrange(_SIDE), draw.randrange(_SIDE)) for _ in range(3)]
        pen.polygon(points, fill=_colour(draw))
    return picture


def _cropped(picture: Image.Image, share: float) -> Image.Image:
    edge = int(_SIDE * share)
    return picture.crop((edge, edge, _SIDE - edge, _SIDE - edge))


def _circled(picture: Image.Image) -> Image.Image:
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, *picture.size), fill=255)
    return Image.composite(picture, Image.new("RGB", picture.size, "white"), mask)


def _badged(picture: Image.Image) -> Image.Image:
    marked = picture.copy()
    ImageDraw.Draw(marked).ellipse((140, 145, 190, 195), fill=(20, 150, 90))
    return marked


EDITS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "resized": lambda picture: picture.resize((64, 64)),
    "brighter": lambda picture: ImageEnhance.Brightness(picture).enhance(1.3),
    "less contrast": lambda picture: ImageEnhance.Contrast(picture).enhance(0.7),
    "grey": lambda picture: ImageOps.grayscale(picture).convert("RGB"),
    "mirrored": ImageOps.mirror,
    "circle": _circled,
    "crop 5 %": lambda picture: _cropped(picture, 0.05),
    "crop 12 %": lambda picture: _cropped(picture, 0.12),
    "border": lambda picture: ImageOps.expand(picture, 12, "white"),
    "turned": lambda picture: picture.rotate(5, fillcolor="white"),
    "badge": _badged,
    "blurred": lambda picture: picture.filter(ImageFilter.GaussianBlur(3)),
}

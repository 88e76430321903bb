"""What somebody should know about a file before he opens it, from its name and type alone. Pure.

Nothing is fetched and nothing is opened here: an attachment is a name, a kind and a size.
"""

from __future__ import annotations

from core.types import Attachment

RUNS = frozenset({
    "apk", "app", "bat", "bin", "cmd", "com", "cpl", "deb", "dmg", "exe", "gadget", "hta", "img",
    "iso", "jar", "js", "jse", "lnk", "msi", "msix", "pif", "pkg", "ps1", "reg", "rpm", "scr",
    "sh", "vb", "vbe", "vbs", "wsf", "xapk",
})  # fmt: skip
MACROS = frozenset({
    "doc", "docm", "dotm", "ppt", "pptm", "xls", "xlam", "xlsb", "xlsm", "xltm",
})  # fmt: skip
PACKED = frozenset({
    "7z", "ace", "arj", "bz2", "cab", "gz", "rar", "tar", "tgz", "xz", "zip", "zst",
})  # fmt: skip
PAGES = frozenset({
    "htm", "html", "mht", "mhtml", "shtml", "svg", "url", "webloc", "xht", "xhtml",
})  # fmt: skip
WARNINGS = {"runs": RUNS, "macros": MACROS, "packed": PACKED, "page": PAGES}
SHOWN = frozenset({
    "avif", "bmp", "gif", "heic", "jpeg", "jpg", "mov", "mp3", "mp4", "ogg", "pdf", "png", "txt",
    "webm", "webp",
})  # fmt: skip


def warning(file: Attachment) -> str:
    """A code of the console's texts: runs | macros | packed | page | disguised; empty: nothing
    about its name or kind gives cause."""
    ends = [each.strip() for each in _plain(file.name).split(".")[1:]]
    kinds = [ends[-1] if ends else "", file.kind.casefold().rpartition("/")[2]]
    found = next((code for code, known in WARNINGS.items() if set(kinds) & known), "")
    hides = any(not each.isprintable() for each in file.name)
    if hides or (found == "runs" and len(ends) > 1 and ends[-2] in SHOWN):
        return "disguised"
    return found


def size_of(count: int) -> str:
    """Bytes as people read them; empty where nobody said how many."""
    amount = float(count)
    for unit in ("B", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if count > 0 else ""
        amount /= 1000
    return f"{amount:.1f} GB"


def _plain(name: str) -> str:
    """The name without what no reader sees."""
    return "".join(each for each in name.casefold() if each.isprintable())

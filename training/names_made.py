"""Names made up to learn from: exchanges that do not exist, who poses as them, and who does not."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.identities import Account, Identities

# No exchange of these names is meant; some are ordinary words or short, as real ones are.
BRANDS = (
    "Velmora", "Quorvex", "Tidebit", "Zantrade", "Harbor Lane", "Orvanta", "Kestrelpay", "Lumeria",
    "Brixcoin", "Solvanto", "Northgate Exchange", "Coinveil", "Altavane", "Bitmarrow", "Fenwicke",
    "Cryptonell", "Moxera", "Tarnwell", "Pylonix", "Glintpay", "Ostravia", "Dexalon", "Wexford X",
    "VQX", "OZK", "BXN", "Tarn", "Vault", "Compass", "Phoenix", "Beacon", "Summit", "Falcon",
    "Blue Anchor", "Marlow & Pike", "Zyphera", "Kovalent", "Trinode", "Uplandex", "Corvid",
)  # fmt: skip
STAFF = (
    "Ingrid Halvorsen", "Pavel Dvorak", "Chidi Okafor", "Yuna Takeda", "Rosa Delgado", "Bram Visser",
    "Leila Haddad", "Joon Baek", "Sven Lindqvist", "Priya Raman", "Anna Petrova", "Li Na",
    "Wang Wei", "Marco Bianchi", "Thandi Mokoena", "Emil Kraus", "Farah Aziz", "Noel Dupont",
    "Анна Петрова", "李文 / Li Wen", "王芳", "Дмитрий Соколов", "Kenji Mori", "Tess Quill",
)  # fmt: skip
GIVEN = (
    "Anna Ben Carla Dmitri Elena Farid Grace Hiro Ivan Julia Kofi Lena Marek Nadia Omar Paula Quinn "
    "Rosa Sanjay Tariq Uma Viktor Wei Ximena Yara Zoe Mia Liam Noah Emma Lucas Sofia Mehmet Ayse "
    "Nguyen Linh Budi Siti Joao Maria Pierre Claire Hans Greta Ahmed Fatima Ravi Priya Min Ji"
).split()
FAMILY = (
    "Adams Brown Costa Dogan Evans Fischer Garcia Haddad Ito Jensen Kim Lopez Meyer Nguyen Okoye Park "
    "Quispe Rossi Santos Tanaka Umar Visser Weber Xu Yilmaz Zhang Singh Kumar Suzuki Dubois "
    "Silva Khan Novak Larsen Mbeki Olsen Pereira Ramos Schmidt Tran Popov Hansen Wright"
).split()
_NICKS = (
    "crypto whale moon btc eth sol nft alpha degen chart king queen lord dr mr miss big old "
    "trade maker night dark silver gamer coder hodl punk frog cat dog fox wolf bear lune star sky"
).split()
_FANDOM = (
    "fan fans army news memes holder trader daily lover hodl community watch victims scam sucks "
    "parody unofficial whale maxi user investor bull moon girl boy life tracker"
).split()
_CRITICS = "sucks parody unofficial fan memes scam fake exposed victims hater".split()
_WORLD = "berlin lagos tokyo max alex crew gamer photo garden music cafe".split()
_ROLES = (
    "Support Help Helpdesk Official Admin Service Care Team Desk Assist Security Verify Agent Live "
    "Moderator Recovery Claims Customer CustomerCare HelpCenter SupportTeam Soporte Ayuda Suporte "
    "Destek Hilfe Bantuan HoTro Aide 客服 官方 поддержка サポート 고객센터 الدعم सहायता"
).split()
_ASCII_ROLES = tuple(role for role in _ROLES if role.isascii())
_NEUTRAL = ("real", "the", "its", "_", "__", "1", "24", "2026", "x", "uk", "_us", "io", "hq", "eth")
_LEET = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4", "s": "5", "t": "7", "b": "8", "g": "9"}
_CYRILLIC = dict(zip("aeopcxyiABEKMHOPCTX", "аеорсхуіАВЕКМНОРСТХ", strict=True))
_GREEK = dict(zip("oavpABEZHIKMNOPTYX", "οανρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True))
_SMALL = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))

_BEARS_EDITS = 7
_WORDS = frozenset({"Vault", "Compass", "Phoenix", "Beacon", "Summit", "Falcon", "Tarn"})

Change = Callable[[str, random.Random], str]


@dataclass(frozen=True, slots=True)
class Made:
    """One made-up actor and whether he poses; `family` is how he was made."""

    identities: Identities
    handle: str
    name: str
    poses: bool
    family: str


def registries(seed: int) -> list[Identities]:
    """One registry a brand, each with official accounts and staff of its own."""
    draw = random.Random(seed)
    return [_registry(brand, draw) for brand in BRANDS]


def impostors(identities: Identities, seed: int) -> Iterator[Made]:
    """Every family of disguise, on each protected handle and name."""
    draw = random.Random(seed)
    brand = identities.brand
    for account in identities.accounts:
        for family, change in {**_ANY, **_ON_HANDLES}.items():
            if _bears(account.handle, family):
                worn = change(account.handle, draw)
                yield Made(identities, worn, "", poses=True, family=f"handle {family}")
        for family, change in {**_ANY, **_ON_NAMES}.items():
            if _bears(account.name, family):
                worn = change(account.name, draw)
                yield Made(identities, "", worn, poses=True, family=f"name {family}")
    for family, make in _WITH_BRAND.items():
        for _ in range(4):
            handle, name = make(brand, draw)
            yield Made(identities, handle, name, poses=True, family=f"brand {family}")
    yield from _people(identities, draw)


def _bears(name: str, family: str) -> bool:
    """Short names become others when a letter changes: nobody could tell."""
    return len(name) >= (_BEARS_EDITS if "edit" in family else 2)


def near_misses(identities: Identities, seed: int) -> Iterator[Made]:
    """Fans, holders, critics, namesakes, other exchanges, and words that stand near the brand."""
    draw, brand = random.Random(seed), identities.brand
    flat = "".join(filter(str.isalnum, brand))
    worn = [(_glue(flat, word, draw), f"{brand} {word}", "fandom") for word in _FANDOM]
    worn += [(_glue(flat, word, draw), "", "brand and a word") for word in _WORLD]
    for word in _CRITICS:
        role = draw.choice(_ASCII_ROLES)
        worn.append((f"{flat}_{role}_{word}", f"{brand} {role} {word}", "critic"))
    for word in _ASCII_ROLES:
        near, other = draw.choice(GIVEN + FAMILY), draw.choice(BRANDS)
        worn.append((_glue(near, word, draw), f"{near} {word}", "role alone"))
        if other != brand:
            worn.append((f"{other}_{word}".replace(" ", ""), f"{other} {word}", "another brand"))
    worn += [(_glue(word, _other(draw), draw), "", "half the brand") for word in _halves(flat)]
    if brand in _WORDS:
        worn += [(_glue(flat, word, draw), f"{brand} {word}", "a word") for word in _NICKS]
    worn += _namesakes(identities, draw)
    ours = {
        name.casefold()
        for account in identities.accounts
        for name in (account.name, account.handle)
    }
    for handle, name, family in worn:
        if not {handle.casefold(), name.casefold()} & ours:
            yield Made(identities, handle, name, poses=False, family=family)


def _other(draw: random.Random) -> str:
    return draw.choice(_NICKS + FAMILY)


def _halves(flat: str) -> list[str]:
    half = max(3, len(flat) // 2)
    return [flat[:half], flat[-half:], flat[:half] + "ia", flat[0] + flat[3:], flat[:-2] + "y"] * 2


def _namesakes(identities: Identities, draw: random.Random) -> Iterator[tuple[str, str, str]]:
    for person in (account.name for account in identities.accounts if account.role):
        if not person.isascii():
            continue
        first, last = person.split()[0], person.split()[-1]
        far = [name for name in GIVEN + FAMILY if abs(len(name) - len(last)) > 1]
        yield "", f"{first} {draw.choice(far)}", "first name"
        yield f"{first.lower()}{draw.randint(1, 99)}", first, "first name"
        yield f"{first}_{_other(draw)}", f"{first} {_other(draw)}", "first name"
        given = [name for name in GIVEN if name[0] != first[0] and name[-1] != first[-1]]
        yield f"{last}{draw.randint(1, 99)}", f"{draw.choice(given)} {last}", "family name"


def ordinary(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Handles and names of people who have nothing to do with any exchange."""
    draw = random.Random(seed)
    for _ in range(count):
        first, last, nick = draw.choice(GIVEN), draw.choice(FAMILY), draw.choice(_NICKS)
        second, number = draw.choice(_NICKS), str(draw.randint(1, 2010))
        handle = draw.choice((
            first + last, f"{first}_{nick}", f"{nick}{second}{number}", f"{first}{number}",
            f"{nick}_{last}", f"0x{nick}{second}", f"{first[0]}{last}{number}".lower(),
        ))  # fmt: skip
        yield handle, draw.choice((f"{first} {last}", f"{first} {nick}", first, f"{nick} {second}"))


def _registry(brand: str, draw: random.Random) -> Identities:
    flat = "".join(filter(str.isalnum, brand))
    staff = draw.sample(STAFF, 4)
    accounts = [
        Account(platform="one", id="1", handle=f"{flat}Support", name=f"{brand} Support"),
        Account(platform="one", id="2", handle=f"{flat}HQ", name=brand),
        Account(platform="two", id="3", handle=f"{flat}_bot", name=f"{brand} Helpdesk"),
        Account(platform="two", id="4", name=f"{brand} Official"),
    ]
    for number, name in enumerate(staff):
        first = name.split()[-1].lower() if name[0] > "я" else name.split()[0].lower()
        handle = draw.choice((f"{first}_{flat.lower()}", f"{flat}_{first}"))
        handle = handle if handle.isascii() else f"agent{number}_{flat.lower()}"
        accounts.append(
            Account(platform="two", id=str(10 + number), handle=handle, name=name, role="agent")
        )
    return Identities(brand=brand, domains=(f"{flat.lower()}.example",), accounts=tuple(accounts))


def _people(identities: Identities, draw: random.Random) -> Iterator[Made]:
    brand = "".join(filter(str.isalnum, identities.brand))
    for account in identities.accounts:
        if not account.role or not account.name.isascii():
            continue
        first, last = account.name.split()[0], account.name.split()[-1]
        role = draw.choice(_ROLES)
        for name in (f"{account.name} {role}", f"{brand} {account.name}", f"{last} {first}"):
            yield Made(identities, "", name, poses=True, family="person name")
        if len(first) > 2:  # noqa: PLR2004
            yield Made(identities, f"{brand}_{first}", "", poses=True, family="person handle")
            yield Made(identities, "", f"{first} | {brand}", poses=True, family="person name")
            yield Made(
                identities, "", f"{first} from {brand} {role}", poses=True, family="person name"
            )


def _glue(one: str, other: str, draw: random.Random) -> str:
    return draw.choice(
        (f"{one}{other}", f"{one}_{other}", f"{other}{one}", f"{other}_{one}")
    ).lower()


def _map(text: str, table: dict[str, str], draw: random.Random, most: int = 99) -> str:
    places = [at for at, char in enumerate(text) if char in table]
    draw.shuffle(places)
    changed = list(text)
    for at in places[:most]:
        changed[at] = table[changed[at]]
    return "".join(changed)


def _edit(text: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(text))
    letter = draw.choice(string.ascii_lowercase)
    kind = draw.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + letter + text[at:]
    if kind == 2 and at + 1 < len(text):  # noqa: PLR2004
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + letter + text[at + 1 :]


def _affixed(text: str, draw: random.Random) -> str:
    word = draw.choice(_NEUTRAL)
    return f"{text}{word}" if draw.random() < 0.6 else f"{word}{text}"  # noqa: PLR2004


def _sprinkled(text: str, draw: random.Random, signs: str) -> str:
    at = draw.randrange(1, len(text))
    return text[:at] + draw.choice(signs) + text[at:]


def _doubled(text: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(text))
    return text[:at] + text[at - 1] + text[at:]


def _math(text: str) -> str:
    return "".join(
        chr(0x1D5EE + ord(char) - 97) if "a" <= char <= "z"
        else chr(0x1D5D4 + ord(char) - 65) if "A" <= char <= "Z" else char
        for char in text
    )  # fmt: skip


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" < char < "~" else char for char in text)


_ANY: dict[str, Change] = {
    "exact": lambda text, _: text,
    "case": lambda text, draw: "".join(draw.choice((c.upper(), c.lower())) for c in text),
    "leet": lambda text, draw: _map(text, _LEET, draw, 2),
    "all leet": lambda text, draw: _map(text, _LEET, draw),
    "affix": _affixed,
    "role": lambda text, draw: f"{text}_{draw.choice(_ASCII_ROLES)}",
    "role first": lambda text, draw: f"{draw.choice(_ASCII_ROLES)}_{text}",
    "digits": lambda text, draw: f"{text}{draw.randint(0, 999)}",
    "doubled": _doubled,
    "edit1": _edit,
    "edit2": lambda text, draw: _edit(_edit(text, draw), draw),
    "edit1 and affix": lambda text, draw: _affixed(_edit(text, draw), draw),
    "separators": lambda text, draw: _sprinkled(text, draw, "_.-"),
    "l for i": lambda text, _: text.replace("i", "l").replace("I", "l").replace("m", "rn"),
}
_ON_HANDLES: dict[str, Change] = {
    "underscores": lambda text, draw: "_" * draw.randint(0, 2) + text + "_" * draw.randint(1, 3),
}
_ON_NAMES: dict[str, Change] = {
    "cyrillic": lambda text, draw: _map(text, _CYRILLIC, draw, 3),
    "greek": lambda text, draw: _map(text, _GREEK, draw, 3),
    "math": lambda text, _: _math(text),
    "wide": lambda text, _: _wide(text),
    "small": lambda text, draw: _map(text.lower(), _SMALL, draw),
    "invisible": lambda text, draw: _sprinkled(text, draw, "\u200b\u200d\u2060\u00ad\u200f"),
    "marks": lambda text, draw: _sprinkled(text, draw, "\u0301\u0323\u0336"),
    "badge": lambda text, draw: text + draw.choice((" ✅", "™", " ☑️", " 🛡️", "®")),
    "spaced": lambda text, _: " ".join(text.replace(" ", "")),
}
_WITH_BRAND: dict[str, Callable[[str, random.Random], tuple[str, str]]] = {
    "and role": lambda brand, draw: ("", f"{brand} {draw.choice(_ROLES)}"),
    "after role": lambda brand, draw: ("", f"{draw.choice(_ROLES)} {brand}"),
    "glued role": lambda brand, draw: (_glue(brand.replace(" ", ""), draw.choice(_ASCII_ROLES), draw), ""),
    "misspelt and role": lambda brand, draw: ("", f"{_edit(brand, draw)} {draw.choice(_ROLES)}"),
    "and two roles": lambda brand, draw: ("", f"{brand} {' '.join(draw.sample(_ROLES, 2))}"),
    "in name, role in handle": lambda brand, draw: (f"{draw.choice(_ASCII_ROLES)}_{draw.randint(1, 99)}", brand),
}  # fmt: skip

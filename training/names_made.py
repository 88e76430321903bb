"""Names made up to learn from: exchanges that do not exist, who poses as them, and who does not."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.identities import Account, Identities
from training.names_disguised import ANY, ASCII_ROLES, ON_HANDLES, ON_NAMES, ROLES, edit, words

# No exchange of these names is meant; some are ordinary words or short, as real ones are.
BRANDS = (
    "Velmora", "Quorvex", "Tidebit", "Zantrade", "Harbor Lane", "Orvanta", "Kestrelpay", "Lumeria",
    "Brixcoin", "Solvanto", "Northgate Exchange", "Coinveil", "Altavane", "Bitmarrow", "Fenwicke",
    "Cryptonell", "Moxera", "Tarnwell", "Pylonix", "Glintpay", "Ostravia", "Dexalon", "Wexford X",
    "VQX", "OZK", "BXN", "Tarn", "Vault", "Compass", "Phoenix", "Beacon", "Summit", "Falcon",
    "Blue Anchor", "Marlow & Pike", "Zyphera", "Kovalent", "Trinode", "Uplandex", "Corvid",
)  # fmt: skip
STAFF = (
    "Ingrid Halvorsen", "Pavel Dvorak", "Chidi Okafor", "Yuna Takeda", "Rosa Delgado",
    "Bram Visser",
    "Leila Haddad", "Joon Baek", "Sven Lindqvist", "Priya Raman", "Anna Petrova", "Li Na",
    "Wang Wei", "Marco Bianchi", "Thandi Mokoena", "Emil Kraus", "Farah Aziz", "Noel Dupont",
    "Анна Петрова", "李文 / Li Wen", "王芳", "Дмитрий Соколов", "Kenji Mori", "Tess Quill",
)  # fmt: skip
GIVEN = words(
    "Anna Ben Carla Dmitri Elena Farid Grace Hiro Ivan Julia Kofi Lena Marek Nadia Omar Paula "
    "Quinn "
    "Rosa Sanjay Tariq Uma Viktor Wei Ximena Yara Zoe Mia Liam Noah Emma Lucas Sofia Mehmet Ayse "
    "Nguyen Linh Budi Siti Joao Maria Pierre Claire Hans Greta Ahmed Fatima Ravi Priya Min Ji"
)
FAMILY = words(
    "Adams Brown Costa Dogan Evans Fischer Garcia Haddad Ito Jensen Kim Lopez Meyer Nguyen "
    "Okoye Park "
    "Quispe Rossi Santos Tanaka Umar Visser Weber Xu Yilmaz Zhang Singh Kumar Suzuki Dubois "
    "Silva Khan Novak Larsen Mbeki Olsen Pereira Ramos Schmidt Tran Popov Hansen Wright"
)
_NICKS = words(
    "crypto whale moon btc eth sol nft alpha degen chart king queen lord dr mr miss big old "
    "trade maker night dark silver gamer coder hodl punk frog cat dog fox wolf bear lune star sky"
)
_FANDOM = words(
    "fan fans army news memes holder trader daily lover hodl community watch victims scam sucks "
    "parody unofficial whale maxi user investor bull moon girl boy life tracker"
)
_CRITICS = words("sucks parody unofficial fan memes scam fake exposed victims hater")
_WORLD = words("berlin lagos tokyo max alex crew gamer photo garden music cafe")
_BEARS_EDITS = 7
_WORDS = frozenset({"Vault", "Compass", "Phoenix", "Beacon", "Summit", "Falcon", "Tarn"})


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
    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
    return [_registry(brand, draw) for brand in BRANDS]


def impostors(identities: Identities, seed: int) -> Iterator[Made]:
    """Every family of disguise, on each protected handle and name."""
    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
    brand = identities.brand
    for account in identities.accounts:
        for family, change in {**ANY, **ON_HANDLES}.items():
            if _bears(account.handle, family):
                worn = change(account.handle, draw)
                yield Made(identities, worn, "", poses=True, family=f"handle {family}")
        for family, change in {**ANY, **ON_NAMES}.items():
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
    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
    brand = identities.brand
    flat = "".join(filter(str.isalnum, brand))
    worn = [(_glue(flat, word, draw), f"{brand} {word}", "fandom") for word in _FANDOM]
    worn += [(_glue(flat, word, draw), "", "brand and a word") for word in _WORLD]
    for word in _CRITICS:
        role = draw.choice(ASCII_ROLES)
        worn.append((f"{flat}_{role}_{word}", f"{brand} {role} {word}", "critic"))
    for word in ASCII_ROLES:
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
    draw = random.Random(seed)  # noqa: S311 - a sample, not a secret
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
        role = draw.choice(ROLES)
        for name in (f"{account.name} {role}", f"{brand} {account.name}", f"{last} {first}"):
            yield Made(identities, "", name, poses=True, family="person name")
        if len(first) > 2:
            yield Made(identities, f"{brand}_{first}", "", poses=True, family="person handle")
            yield Made(identities, "", f"{first} | {brand}", poses=True, family="person name")
            yield Made(
                identities, "", f"{first} from {brand} {role}", poses=True, family="person name"
            )


def _glue(one: str, other: str, draw: random.Random) -> str:
    return draw.choice(
        (f"{one}{other}", f"{one}_{other}", f"{other}{one}", f"{other}_{one}")
    ).lower()


def _glued_role(brand: str, draw: random.Random) -> str:
    return _glue(brand.replace(" ", ""), draw.choice(ASCII_ROLES), draw)


def _numbered_role(draw: random.Random) -> str:
    return f"{draw.choice(ASCII_ROLES)}_{draw.randint(1, 99)}"


_WITH_BRAND: dict[str, Callable[[str, random.Random], tuple[str, str]]] = {
    "and role": lambda brand, draw: ("", f"{brand} {draw.choice(ROLES)}"),
    "after role": lambda brand, draw: ("", f"{draw.choice(ROLES)} {brand}"),
    "glued role": lambda brand, draw: (_glued_role(brand, draw), ""),
    "misspelt and role": lambda brand, draw: ("", f"{edit(brand, draw)} {draw.choice(ROLES)}"),
    "and two roles": lambda brand, draw: ("", f"{brand} {' '.join(draw.sample(ROLES, 2))}"),
    "in name, role in handle": lambda brand, draw: (_numbered_role(draw), brand),
}  # fmt: skip

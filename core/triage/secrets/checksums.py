"""Check digits of the numbers that states give their people."""

from __future__ import annotations

from datetime import date

_CHINESE, _CHINESE_CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
_CURP = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"


def chinese(number: str) -> bool:
    """A resident's number: 17 digits with a date of birth, and a check by ISO 7064."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _CHINESE, strict=False))
    return _dated(number[6:14]) and _CHINESE_CHECKS[total % 11] == number[-1].upper()


def brazilian(digits: str) -> bool:
    """A taxpayer's number (CPF): 9 digits and two checks; one digit repeated is none."""
    numbers = [int(digit) for digit in digits]
    checks = [
        sum(digit * weight for digit, weight in zip(numbers, range(size + 1, 1, -1), strict=False))
        * 10 % 11 % 10
        for size in (9, 10)
    ]  # fmt: skip
    return checks == numbers[9:] and len(set(digits)) > 1


def mexican(number: str) -> bool:
    """A population register's code (CURP): 17 characters and a check digit."""
    total = sum(_CURP.index(char) * (18 - at) for at, char in enumerate(number[:17].upper()))
    return str(-total % 10) == number[17]


def french(digits: str) -> bool:
    """A social security number: 13 digits and the key, 97 less the rest by 97."""
    return 97 - int(digits[:13]) % 97 == int(digits[13:])


def korean(digits: str) -> bool:
    """A resident's number begins with a date; those given since 2020 have no check."""
    century = "19" if digits[6] in "1256" else "20"
    return _dated(century + digits[:6])


def _dated(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True

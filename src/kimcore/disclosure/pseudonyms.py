"""Pseudonyms from a secret key: the same person the same name for a while, and no table to lose (*Pseudonymisierung*)."""

from datetime import date
from enum import Enum
from hashlib import blake2b

from attrs import field, frozen, validators

from kimcore.errors import DisclosureError

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Base 32 without letters that are easily misread."""


class Rotation(Enum):
    """How long a person keeps a pseudonym (*Wechsel der Pseudonyme*)."""

    MONTH = "month"
    """*monatlich*"""
    QUARTER = "quarter"
    """*vierteljährlich*"""
    YEAR = "year"
    """*jährlich*"""
    NEVER = "never"
    """*kein Wechsel*"""


@frozen(kw_only=True, eq=False)
class PseudonymKey:
    """A secret that pseudonyms are made with (*Schlüssel der Pseudonymisierung*).

    Whoever holds it and a list of file numbers can find out who is who: keep it apart from the data, and destroy it when the
    purpose is served. It never shows in a `repr` and cannot be compared.

    Raises:
        DisclosureError: If the secret is too short to withstand guessing, or too long to be used.
    """

    secret: bytes = field(repr=False, validator=validators.instance_of(bytes))
    """16 to 64 bytes of chance, such as from ``secrets.token_bytes(32)``."""

    @secret.validator
    def _withstands_guessing(self, _: object, secret: bytes) -> None:
        if not 16 <= len(secret) <= blake2b.MAX_KEY_SIZE:  # noqa: PLR2004 - 128 bits
            raise DisclosureError(f"secret: expected 16 to 64 bytes, found {len(secret)}")


def pseudonym(identity: str, key: PseudonymKey, *, on: date, purpose: str, rotation: Rotation = Rotation.YEAR) -> str:
    """Return the pseudonym of a person for one purpose and period.

    It is a keyed BLAKE2b of purpose, period and identity, 100 bits long: without the key neither to be turned round nor to be
    guessed by trying file numbers. Pseudonyms of two purposes or periods cannot be linked without the key.

    Args:
        identity: What tells the person apart, such as a file number. Blanks around it do not count.
        key: The secret of the house.
        on: A day of the period; all days of one period give the same pseudonym.
        purpose: What the pseudonym is for, such as ``"evaluation"``.
        rotation: How long the person keeps it.

    Raises:
        DisclosureError: If the identity or the purpose is empty.

    References:
        RFC 7693, doi:10.17487/RFC7693.

    Example:
        >>> key = PseudonymKey(secret=bytes(range(32)))
        >>> first = pseudonym("FM-17", key, on=date(2025, 1, 2), purpose="evaluation")
        >>> first == pseudonym("FM-17", key, on=date(2025, 12, 31), purpose="evaluation")
        True
        >>> first == pseudonym("FM-17", key, on=date(2026, 1, 1), purpose="evaluation")
        False
        >>> len(first), key
        (20, PseudonymKey())
    """
    stripped = identity.strip()
    if not stripped or not purpose:
        raise DisclosureError(f"{'purpose' if stripped else 'identity'}: expected some text, found none")
    # Lengths are part of the message, so that no two pairs of texts run together to the same bytes.
    parts = [part.encode() for part in (purpose, period_name(on, rotation), stripped)]
    message = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    number = int.from_bytes(blake2b(message, key=key.secret, digest_size=16).digest(), "big") >> 28
    return "".join(_LETTERS[number >> shift & 31] for shift in range(95, -1, -5))


def period_name(on: date, rotation: Rotation) -> str:
    """Return the name of the period that a day lies in.

    Raises:
        Nothing of its own.

    Example:
        >>> period_name(date(2025, 5, 6), Rotation.QUARTER)
        '2025-Q2'
    """
    match rotation:
        case Rotation.MONTH:
            return f"{on.year:04}-{on.month:02}"
        case Rotation.QUARTER:
            return f"{on.year:04}-Q{(on.month + 2) // 3}"
        case Rotation.YEAR:
            return f"{on.year:04}"
        case Rotation.NEVER:
            return ""

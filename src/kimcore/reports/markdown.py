"""Text from files in Markdown."""

_SPECIAL = "\\`*_[]<>#|"


def escape(text: str) -> str:
    r"""Return text from a file so that Markdown shows it as it is.

    Example:
        >>> print(escape("[Amt](b) | # 1"))
        \[Amt\](b) \| \# 1
    """
    flat = "".join(character if character.isprintable() else " " for character in text)
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in flat)

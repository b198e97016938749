"""Words of others on a terminal: one line, and nothing that the terminal would obey."""


def printable(text: str) -> str:
    r"""The text with every character that is not printed spelled as an escape.

    >>> printable("two\nlines")
    'two\\nlines'
    """
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)

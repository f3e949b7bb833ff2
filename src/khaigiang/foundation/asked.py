"""What an address or a form says, as the database can take it."""

DIGITS = 18  # as many as every number of so many digits fits the database's largest integers


def number_asked(text: str) -> int | None:
    """The key or number that was sent, as 12; None for whatever is none, however long it is."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else None

"""A check of theirs that fails; which words it uses nobody has promised."""


class Refusal(Exception):
    """Its text goes into the answer."""

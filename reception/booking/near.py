"""Branches by their distance."""

from collections.abc import Sequence
from math import cos, hypot, radians

from reception.catalogue import Catalogue


def by_distance(catalogue: Catalogue, branches: Sequence[int], near: tuple[float, float] | None) -> list[int]:
    """The nearest first, those without a pin last; the clinic's own order without a place."""
    if near is None:
        return list(branches)
    latitude, longitude = near

    def distance(branch: int) -> float:
        """On a flat map, which within one town orders as the globe does."""
        pin = catalogue.branches[branch].pin
        return hypot(pin[0] - latitude, (pin[1] - longitude) * cos(radians(latitude))) if pin else float("inf")

    return sorted(branches, key=distance)

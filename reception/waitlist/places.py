"""The places that a wish waits for, reckoned once for as long as the catalogue stays the same."""

from reception.booking.way import Way
from reception.catalogue import Catalogue, Place
from reception.waitlist.wish import offers_for


class Places:
    def __init__(self) -> None:
        self._catalogue: Catalogue | None = None
        self._known: dict[tuple[int, int, int, int], frozenset[Place]] = {}

    def of(self, catalogue: Catalogue, way: Way) -> frozenset[Place]:
        if catalogue is not self._catalogue:
            self._catalogue, self._known = catalogue, {}
        what = (way.branch, way.specialty, way.doctor, way.service)
        if what not in self._known:
            self._known[what] = frozenset(offer.place for offer in offers_for(catalogue, way))
        return self._known[what]

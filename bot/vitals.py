"""How the program fares: what it has done, for /metrics, and what is away. Nothing of anybody's person is in it."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.outages import Outages

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25)


class Vitals:
    """One of each program. Prometheus's own default registry is not used: it would be shared by all in a process."""

    def __init__(self, outages: Outages | None = None) -> None:
        self.outages = outages or Outages()
        self.registry = CollectorRegistry()
        self._updates = self._counter("updates", "Updates settled", "kind", "outcome")
        self._seconds = Histogram(
            "reception_update_seconds",
            "From the beginning of a turn to its end",
            buckets=SECONDS,
            registry=self.registry,
        )
        self._refused = self._counter("webhook_refused", "Deliveries that were not Telegram's, or no update", "reason")
        self._incidents = self._counter("incidents", "Neutral answers with an incident code")
        self._telegram = self._counter("telegram_calls", "Calls to the Bot API", "method", "outcome")
        self._crm = self._counter("crm_calls", "Calls to the clinic's system", "verb", "outcome")
        self._away = Gauge("reception_away", "1 while it is away", ["what"], registry=self.registry)
        self._inbox = Gauge("reception_inbox_waiting", "Updates waiting to be handled", registry=self.registry)
        self._oldest = Gauge("reception_inbox_oldest_seconds", "How long the oldest waits", registry=self.registry)
        self._unsent = Gauge("reception_outbox_oldest_seconds", "How long a message is due", registry=self.registry)
        self.outages.listeners.append(self._hear)

    def update(self, kind: str, outcome: str, seconds: float) -> None:
        """``outcome``: done or failed."""
        self._updates.labels(kind, outcome).inc()
        self._seconds.observe(seconds)

    def parked(self) -> None:
        self._updates.labels("any", "parked").inc()

    def refused(self, reason: str) -> None:
        self._refused.labels(reason).inc()

    def incident(self) -> None:
        self._incidents.inc()

    def telegram(self, method: str, outcome: str) -> None:
        self._telegram.labels(method, outcome).inc()

    def crm(self, verb: str, outcome: str) -> None:
        self._crm.labels(verb, outcome).inc()

    def page(self, waiting: float, oldest_seconds: float, unsent_seconds: float) -> bytes:
        """In Prometheus's text format."""
        self._inbox.set(waiting)
        self._oldest.set(oldest_seconds)
        self._unsent.set(unsent_seconds)
        return generate_latest(self.registry)

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"reception_{name}", told, labels, registry=self.registry)

    def _hear(self, what: str, *, away: bool) -> None:
        self._away.labels(what).set(away)

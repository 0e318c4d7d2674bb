"""What the front desk itself remembers: all of it, for whoever backs up, restores or seals anew takes it from here.

Columns named ``sealed`` hold encrypted JSON (db/cipher.py). The clinic's own system keeps patients and appointments;
here stand the phone's people, what is under way, and mirrors.
"""

from db.tables.admin import admin_invites, admins, edits
from db.tables.bookings import bookings
from db.tables.clinic import (
    availability,
    catalogue,
    clinic_file,
    clinics_system,
    faq_votes,
    key_proof,
    photo_files,
    staff_chat,
)
from db.tables.figures import counts, seen
from db.tables.handoff import dialogues, relays, topics
from db.tables.home_calls import home_calls
from db.tables.intake import inbox
from db.tables.messages import outbox, outbox_log, outbox_visits, ratings
from db.tables.people import accounts, audit, birth_date_tries, drafts, patients
from db.tables.visits import feed, looks, visits
from db.tables.waitlist import free_times, holds, watched, wishes

__all__ = [
    "accounts",
    "admin_invites",
    "admins",
    "audit",
    "availability",
    "birth_date_tries",
    "bookings",
    "catalogue",
    "clinic_file",
    "clinics_system",
    "counts",
    "dialogues",
    "drafts",
    "edits",
    "faq_votes",
    "feed",
    "free_times",
    "holds",
    "home_calls",
    "inbox",
    "key_proof",
    "looks",
    "outbox",
    "outbox_log",
    "outbox_visits",
    "patients",
    "photo_files",
    "ratings",
    "relays",
    "seen",
    "staff_chat",
    "topics",
    "visits",
    "watched",
    "wishes",
]

"""Every table that holds something about a person, and what becomes of it (docs/privacy.md).

Whoever adds a table adds its keeper here, or says why it is nobody's: a test looks at all of them.
"""

from db.personal.admin import CHANGES, SEAT
from db.personal.audit import DEEDS
from db.personal.drafts import DRAFT
from db.personal.handoff import DIALOGUES, PLACES, WRITTEN
from db.personal.home_calls import HOME_CALLS
from db.personal.inbox import INBOX
from db.personal.messages import MESSAGES, RATINGS, REQUESTS
from db.personal.people import ACCOUNT, PATIENTS, TRIES
from db.personal.visits import BOOKINGS, VISITS
from db.personal.waitlist import HOLDS, WISHES

KEEPERS = (
    *(ACCOUNT, PATIENTS, DRAFT, BOOKINGS, VISITS, WISHES, HOLDS, MESSAGES, RATINGS, REQUESTS),
    *(DIALOGUES, WRITTEN, PLACES, HOME_CALLS, INBOX, DEEDS, TRIES, SEAT, CHANGES),
)
NOBODYS = {
    "admin_invites": "hashes of links that nobody has used yet",
    "key_proof": "one known word, to tell a wrong key",
    "catalogue": "the clinic's directory",
    "availability": "free times, whosever they become",
    "watched": "where somebody waits for a time, whoever it is",
    "counts": "how many of what there were, by day",
    "faq_votes": "how many an answer helped, by day",
    "free_times": "what was free there at the last look",
    "photo_files": "doctors' photos at Telegram",
    "clinic_file": "the clinic's own",
    "staff_chat": "reception's group",
    "feed": "how far the clinic's system was followed",
    "clinics_system": "the name of the clinic's system",
}

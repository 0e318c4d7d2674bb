"""A doctor is asked to come: a task for the staff, for there are no home visits there (section 6, spzIBTaskCreate).

A task has no patient, and none is ever read back: an answer that was lost stays unknown.
"""

from crm.eleks.attempts import note_of
from crm.eleks.session import Session
from crm.eleks.values import is_number
from crm.errors import NotFound, no_right_to_this
from crm.model import HomeCall

NAME = "Виклик додому: {patient}"
URGENT = "ТЕРМІНОВО. "


async def request(session: Session, call: HomeCall) -> None:
    if not is_number(call.patient_id):
        raise NotFound("no such form of a patient's id")
    said = (call.address, call.phone, call.wanted, call.complaint, call.doctor_id, note_of(call.key))
    with no_right_to_this():
        await session.write(
            "spzIBTaskCreate",
            "taskid",
            TaskName=(URGENT if call.urgent else "") + NAME.format(patient=call.patient_id),
            TaskDesc="\n".join(line for line in said if line),
        )

// The door of the clinic's own program: what reception does there happens at once, inside the server.

import { actors, isActive, setSlot, settleSlots, slotsOf, takenFor } from './appointments.mjs';

export const DOORS = {
  '$reception-book': (repository, wish) => write(repository, { ...drafted(wish), id: repository.generateId() }),
  '$reception-move': (repository, { id, ...wish }) =>
    write(repository, { ...repository.one('Appointment', id), ...drafted(wish) }),
  '$reception-mark': (repository, { id, status }) => write(repository, { ...repository.one('Appointment', id), status }),
};

function drafted({ patient, doctor, branch, service, start, end }) {
  const there = [`Patient/${patient}`, `Practitioner/${doctor}`, `Location/${branch}`, `HealthcareService/${service}`];
  const participant = there.map((reference) => ({ actor: { reference }, status: 'accepted' }));
  return { resourceType: 'Appointment', status: 'booked', start, end, participant, slot: undefined };
}

function write(repository, wanted) {
  const taken = isActive(wanted) && takenFor(repository, wanted);
  if (taken) {
    return [409, { taken }];
  }
  const before = repository.one('Appointment', wanted.id);
  const slot = slotOf(repository, wanted);
  const found = slot ? { ...wanted, slot: [{ reference: `Slot/${slot.id}` }] } : wanted;
  repository.keep(found);
  const touched = [before, found].filter(Boolean);
  if (repository.ownsSlots) {
    settleSlots(repository, touched);
  } else {
    const slots = new Set(touched.map((one) => slotOf(repository, one)?.id).filter(Boolean));
    const status = (id) => (id === slot?.id && isActive(found) ? 'busy' : 'free');
    slots.forEach((id) => setSlot(repository, repository.one('Slot', id), status(id)));
  }
  return [200, repository.one('Appointment', wanted.id)];
}

// The doctor's Slot of exactly this time, at this branch and for this service.
function slotOf(repository, { start, end, participant }) {
  const there = actors({ participant }, ['Practitioner/', 'Location/', 'HealthcareService/']);
  const same = (a, b) => Date.parse(a) === Date.parse(b);
  return slotsOf(repository, there).find((slot) => same(slot.start, start) && same(slot.end, end));
}

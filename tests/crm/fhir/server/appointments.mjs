// What a clinic's own program knows of its appointments: who holds a doctor's or a patient's time.

const GIVEN_UP = ['cancelled', 'noshow', 'entered-in-error', 'waitlist'];
const BOTH = ['Practitioner/', 'Patient/'];

export const isActive = ({ status, start }) => Boolean(start) && !GIVEN_UP.includes(status);

export const overlap = (a, b) =>
  Date.parse(a.start) < Date.parse(b.end) && Date.parse(b.start) < Date.parse(a.end);

export const actors = ({ participant }, kinds = BOTH) =>
  participant
    .map(({ actor }) => actor?.reference)
    .filter((reference) => reference && kinds.some((kind) => reference.startsWith(kind)));

// Whose time is taken by somebody else's appointment: 'Practitioner', 'Patient' or nobody's.
export function takenFor(repository, wanted) {
  const whose = actors(wanted);
  const others = repository
    .all('Appointment')
    .filter((other) => other.id !== wanted.id && isActive(other) && overlap(other, wanted));
  const taken = others.flatMap((other) => actors(other).filter((actor) => whose.includes(actor)));
  return BOTH.map((kind) => taken.find((actor) => actor.startsWith(kind))?.split('/')[0]).find(Boolean);
}

// Each Slot of these appointments' doctors that overlaps one of them: busy where somebody holds it, else free.
export function settleSlots(repository, appointments) {
  for (const doctor of new Set(appointments.flatMap((one) => actors(one, ['Practitioner/'])))) {
    const held = repository.all('Appointment').filter((one) => isActive(one) && actors(one).includes(doctor));
    const touched = slotsOf(repository, [doctor]).filter((slot) => appointments.some((one) => overlap(one, slot)));
    touched.forEach((slot) => setSlot(repository, slot, held.some((one) => overlap(one, slot)) ? 'busy' : 'free'));
  }
}

// Those whose Schedule has all of these actors.
export function slotsOf(repository, wanted) {
  const fits = ({ actor }) => wanted.every((one) => actor.some(({ reference }) => reference === one));
  const schedules = repository.all('Schedule').filter(fits);
  const ids = schedules.flatMap(({ id }) => repository.slotsOf.get(`Schedule/${id}`) ?? []);
  return ids.map((id) => repository.one('Slot', id));
}

export function setSlot(repository, slot, status) {
  if (slot && slot.status !== status) {
    repository.keep({ ...slot, status });
  }
}

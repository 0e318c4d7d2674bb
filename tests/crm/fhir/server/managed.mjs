// A server that owns availability: who books is checked for overlap, Slots are set by the server and by nobody else.

import { OperationOutcomeError, conflict } from '@medplum/core';
import { isActive, settleSlots, takenFor } from './appointments.mjs';
import { Repository } from './repository.mjs';

export class Managed extends Repository {
  ownsSlots = true;

  async createResource(resource) {
    return resource.resourceType === 'Appointment'
      ? this.withTransaction(() => this.checked(resource, () => super.createResource(resource)))
      : super.createResource(resource);
  }

  async updateResource(resource, options) {
    if (resource.resourceType === 'Slot') {
      throw new OperationOutcomeError(conflict('Slots are the server\'s own', 'business-rule'));
    }
    return resource.resourceType === 'Appointment'
      ? this.withTransaction(() => this.checked(resource, () => super.updateResource(resource, options)))
      : super.updateResource(resource, options);
  }

  async checked(wanted, keep) {
    const before = this.one('Appointment', wanted.id);
    const taken = isActive(wanted) && takenFor(this, wanted);
    if (taken) {
      throw new OperationOutcomeError(conflict(`The time of the ${taken} is taken`));
    }
    const kept = await keep();
    settleSlots(this, [before, wanted].filter((one) => one?.start));
    return kept;
  }
}

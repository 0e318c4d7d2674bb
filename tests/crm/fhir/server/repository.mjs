// Medplum's repository in memory, with what a server of a clinic has and this one lacks.

import {
  OperationOutcomeError,
  deepClone,
  evalFhirPath,
  globalSchema,
  matchesSearchRequest,
  notFound,
} from '@medplum/core';
import { MemoryRepository } from '@medplum/fhir-router';
import { mustBeValid } from './definitions.mjs';

export class Repository extends MemoryRepository {
  // `isolated`: a transaction is kept as a whole or not at all. Else its steps are kept one by one, and others come
  // between what is looked at and what is written: there are `gap` milliseconds. `tick`: in steps of how many
  // milliseconds it tells times.
  constructor({ isolated = true, gap = 2, tick = 1 } = {}) {
    super();
    Object.assign(this, { isolated, gap, tick });
    this.slotsOf = new Map(); // ids by schedule: a clinic's month has many thousands
  }

  like(template) {
    this.restore(template.snapshot());
    return this;
  }

  // Resources are never changed, only replaced: copying the maps is enough.
  snapshot() {
    return {
      resources: new Map([...this.resources].map(([type, all]) => [type, new Map(all)])),
      history: new Map([...this.history].map(([type, all]) => [type, new Map(all)])),
      slotsOf: new Map(this.slotsOf),
    };
  }

  restore(snapshot) {
    this.clear();
    snapshot.resources.forEach((all, type) => this.resources.set(type, all));
    snapshot.history.forEach((all, type) => this.history.set(type, all));
    this.slotsOf = snapshot.slotsOf;
  }

  all(type) {
    return [...(this.resources.get(type)?.values() ?? [])];
  }

  one(type, id) {
    return this.resources.get(type)?.get(id);
  }

  // At once, before anybody else has a turn. `lastUpdated`: as if it had been kept then.
  keep(resource, lastUpdated = this.now()) {
    const { resourceType, id } = resource;
    const versions = this.history.get(resourceType)?.get(id);
    if (versions) {
      this.history.get(resourceType).set(id, [...versions]); // the old list may belong to a snapshot
    }
    const meta = { ...resource.meta, versionId: undefined, lastUpdated };
    const kept = super.createResource({ ...resource, meta });
    this.noteSlot(resource);
    return kept;
  }

  now() {
    return new Date(Math.floor(Date.now() / this.tick) * this.tick).toISOString();
  }

  noteSlot({ resourceType, id, schedule }) {
    const ids = this.slotsOf.get(schedule?.reference) ?? [];
    if (resourceType === 'Slot' && id && !ids.includes(id)) {
      this.slotsOf.set(schedule.reference, [...ids, id]);
    }
  }

  async createResource(resource) {
    const whole = { ...resource, id: resource.id ?? this.generateId() };
    mustBeValid(whole);
    await this.othersHaveATurn();
    return this.keep(whole);
  }

  async updateResource(resource, options) {
    mustBeValid(resource);
    await this.othersHaveATurn();
    if (!this.one(resource.resourceType, resource.id)) {
      throw new OperationOutcomeError(notFound);
    }
    this.mustMatch(resource, options?.ifMatch);
    return this.keep(resource);
  }

  async othersHaveATurn() {
    if (!this.isolated) {
      await new Promise((resolve) => setTimeout(resolve, this.gap));
    }
  }

  mustMatch(resource, version) {
    if (version && this.one(resource.resourceType, resource.id).meta.versionId !== version) {
      throw new OperationOutcomeError({
        resourceType: 'OperationOutcome',
        id: 'precondition-failed',
        issue: [{ severity: 'error', code: 'processing', details: { text: 'Precondition Failed' } }],
      });
    }
  }

  async readHistory(type, id) {
    const versions = this.history.get(type)?.get(id);
    if (!versions || !this.one(type, id)) {
      throw new OperationOutcomeError(notFound);
    }
    const entry = [...versions].reverse().map((version) => ({ resource: deepClone(version) }));
    return { resourceType: 'Bundle', type: 'history', total: entry.length, entry };
  }

  async search(request) {
    const found = this.candidates(request).filter((resource) => matchesSearchRequest(resource, request));
    for (const rule of [...(request.sortRules ?? [])].reverse()) {
      sort(found, rule);
    }
    const from = request.offset ?? 0;
    const page = found.slice(from, from + (request.count ?? found.length));
    const entry = page.map((resource) => ({ resource: deepClone(resource), search: { mode: 'match' } }));
    return { resourceType: 'Bundle', type: 'searchset', total: found.length, ...(entry.length ? { entry } : {}) };
  }

  candidates({ resourceType, filters }) {
    const schedules = resourceType === 'Slot' && filters?.find(({ code }) => code === 'schedule')?.value;
    if (!schedules) {
      return this.all(resourceType);
    }
    const ids = schedules.split(',').flatMap((schedule) => this.slotsOf.get(schedule) ?? []);
    return ids.map((id) => this.one('Slot', id)).filter(Boolean);
  }

  async withTransaction(work) {
    const before = this.isolated && this.snapshot();
    try {
      return await work();
    } catch (error) {
      if (before) {
        this.restore(before);
      }
      throw error;
    }
  }
}

function sort(found, { code, descending }) {
  const { expression, type } = globalSchema.types[found[0]?.resourceType]?.searchParams?.[code] ?? {};
  if (!expression) {
    return;
  }
  const key = (resource) => {
    const [value] = evalFhirPath(expression, resource);
    return type === 'date' ? Date.parse(value) : String(value);
  };
  const keys = new Map(found.map((resource) => [resource, key(resource)]));
  const order = (a, b) => (keys.get(a) < keys.get(b) ? -1 : Number(keys.get(a) > keys.get(b)));
  found.sort((a, b) => order(a, b) * (descending ? -1 : 1));
}

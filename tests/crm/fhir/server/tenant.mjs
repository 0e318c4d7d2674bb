// One clinic's server: its resources, its rules, and what it answers.

import { getStatus } from '@medplum/core';
import { FhirRouter } from '@medplum/fhir-router';
import { mustBeValid } from './definitions.mjs';
import { Door } from './login.mjs';
import { Managed } from './managed.mjs';
import { capabilities } from './metadata.mjs';
import { DOORS } from './reception.mjs';
import { Repository } from './repository.mjs';

const router = new FhirRouter();
const UNHEARD_OF = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-supported' }] };

export class Tenant {
  // `isolated`, `gap`, `tick`, `managed`: as Repository and Managed say. `door`: as Door says. `page`: no longer ones are given.
  // `deletes`, `history`, `writes`: whether anything may be deleted, old versions are shown, anything may be written.
  constructor({ managed = false, page = 10, deletes = true, history = true, writes = true, ...more } = {}, template) {
    Object.assign(this, { managed, page, deletes, history, writes });
    this.repository = new (managed ? Managed : Repository)(more).like(template);
    this.door = new Door(more.door);
    this.turn = Promise.resolve();
  }

  async answer(call) {
    const { method, path, headers, body, base } = call;
    const side = await this.besideFhir(method, path, headers, body, base);
    if (side) {
      return side;
    }
    if (!this.door.lets(headers)) {
      return [401, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'login' }] }];
    }
    return this.repository.isolated ? this.inTurn(() => this.fhir(call)) : this.fhir(call);
  }

  besideFhir(method, path, headers, body, base) {
    switch (path) {
      case '.well-known/smart-configuration':
        return this.door.client ? [200, this.door.configuration(base)] : [404, UNHEARD_OF];
      case 'token':
        return this.door.logIn(headers, body);
      case 'metadata':
        return [200, capabilities(this)];
      case '$logins':
        return [200, { logins: this.door.logins }];
      case '$forget-tokens':
        return [200, { forgot: this.door.forgetsTokens() ?? true }];
      case '$keep':
        return [200, { kept: JSON.parse(body).map((one) => this.repository.keep(one.resource, one.at ?? undefined)).length }];
      default:
        return method === 'POST' && DOORS[path]?.(this.repository, JSON.parse(body));
    }
  }

  // Whoever comes waits until the one before has been served.
  inTurn(work) {
    const turn = this.turn.then(work);
    this.turn = turn.catch(() => {});
    return turn;
  }

  async fhir({ method, path, query, headers, body, base }) {
    if (method === 'DELETE' && !this.deletes) {
      return [405, UNHEARD_OF];
    }
    if (method !== 'GET' && !this.writes) {
      return [422, UNHEARD_OF];
    }
    if (/^\w+\/_history$/.test(path) || (path.endsWith('/_history') && !this.history)) {
      return [404, UNHEARD_OF];
    }
    if (method === 'POST' && path === '') {
      mustBeValid(JSON.parse(body));
    }
    const search = method === 'GET' && /^\w+$/.test(path);
    const asked = search ? this.paged(query) : query;
    const [outcome, resource] = await router.handleRequest(
      {
        method,
        url: `${path}${asked.size ? `?${asked}` : ''}`,
        pathname: '',
        params: {},
        query: {},
        body: body ? JSON.parse(body) : undefined,
        headers,
        config: { transactions: true },
      },
      this.repository,
    );
    const answer = resource ?? outcome;
    return [getStatus(outcome), search && resource ? linked(resource, base, path, asked) : answer, tags(resource)];
  }

  paged(query) {
    const asked = new URLSearchParams(query);
    asked.set('_count', String(Math.min(this.page, Number(query.get('_count') ?? this.page))));
    asked.set('_offset', query.get('_offset') ?? '0');
    return asked;
  }
}

function linked(bundle, base, path, asked) {
  const next = new URLSearchParams(asked);
  const to = Number(asked.get('_offset')) + Number(asked.get('_count'));
  next.set('_offset', String(to));
  const link = [{ relation: 'self', url: `${base}/${path}?${asked}` }];
  if (to < bundle.total) {
    link.push({ relation: 'next', url: `${base}/${path}?${next}` });
  }
  return { ...bundle, link };
}

function tags(resource) {
  const { versionId, lastUpdated } = resource?.meta ?? {};
  return versionId ? { etag: `W/"${versionId}"`, 'last-modified': new Date(lastUpdated).toUTCString() } : {};
}

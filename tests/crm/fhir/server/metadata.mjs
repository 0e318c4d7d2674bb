// What the server says that it can do.

const READ = ['read', 'search-type', 'history-instance'];
const WRITTEN = { Appointment: ['create', 'update'], Patient: ['create', 'update', 'delete'], ServiceRequest: ['create'], Slot: ['update'] };
const SERVED = ['Appointment', 'HealthcareService', 'Location', 'Patient', 'Practitioner', 'PractitionerRole', 'Schedule', 'ServiceRequest', 'Slot'];

export function capabilities({ managed }) {
  const resource = SERVED.map((type) => ({
    type,
    interaction: [...READ, ...(managed && type === 'Slot' ? [] : (WRITTEN[type] ?? []))].map((code) => ({ code })),
    versioning: 'versioned-update',
    conditionalCreate: type in WRITTEN && type !== 'Slot',
  }));
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-01',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    software: { name: 'Reception\'s test server' },
    implementation: { description: 'Medplum\'s FHIR router in memory' },
    rest: [{ mode: 'server', resource, ...(managed ? {} : { interaction: [{ code: 'transaction' }] }) }],
  };
}

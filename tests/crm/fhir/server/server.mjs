// A FHIR R4 server for tests: many clinics side by side, each under a path of its own, all in memory.
//
// Prints its port once it listens, and ends when whoever started it is gone. POST /$template keeps a clinic's resources
// under a name, POST /$tenant opens a copy of them and tells its path, DELETE /<path> closes it.

import { createServer } from 'node:http';
import { mustBeValid } from './definitions.mjs';
import { Repository } from './repository.mjs';
import { Tenant } from './tenant.mjs';

const templates = new Map();
const tenants = new Map();
let opened = 0;

function keepTemplate({ name, resources }) {
  const template = new Repository();
  for (const resource of resources) {
    mustBeValid(resource);
    template.keep(resource);
  }
  templates.set(name, template);
  return [201, { name }];
}

function openTenant({ template, ...options }) {
  const path = `clinic-${(opened += 1)}`;
  tenants.set(path, new Tenant(options, templates.get(template)));
  return [201, { path }];
}

async function answer(request) {
  const url = new URL(request.url, `http://${request.headers.host}`);
  const [first, ...rest] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const body = await read(request);
  if (first === '$template') {
    return keepTemplate(JSON.parse(body));
  }
  if (first === '$tenant') {
    return openTenant(JSON.parse(body));
  }
  const tenant = tenants.get(first);
  if (!tenant) {
    return [404, {}];
  }
  if (request.method === 'DELETE' && rest.length === 0) {
    return [200, { closed: tenants.delete(first) }];
  }
  const { method, headers } = request;
  return tenant.answer({ method, headers, body, path: rest.join('/'), query: url.searchParams, base: `${url.origin}/${first}` });
}

async function read(request) {
  const pieces = [];
  for await (const piece of request) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

const server = createServer(async (request, response) => {
  const [status, body, headers = {}] = await answer(request).catch((error) => [
    error.outcome ? 400 : 500,
    error.outcome ?? { error: String(error) },
  ]);
  response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers });
  response.end(JSON.stringify(body));
});

server.keepAliveTimeout = 60_000;
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());

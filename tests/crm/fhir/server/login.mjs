// Who may come in: anybody, whoever bears a fixed token, or whoever has logged in by OAuth 2 (client credentials).

import { randomUUID } from 'node:crypto';

export class Door {
  // `token`: a fixed one. `client`, `secret`, `lifetime` (seconds): tokens are given out, each for so long.
  constructor({ token, client, secret, lifetime = 3600 } = {}) {
    Object.assign(this, { token, client, secret, lifetime });
    this.given = new Map();
    this.logins = 0; // tried, well or not
  }

  lets({ authorization = '' }) {
    if (!this.token && !this.client) {
      return true;
    }
    const shown = authorization.replace(/^Bearer /, '');
    return this.token ? shown === this.token : Date.now() < (this.given.get(shown) ?? 0);
  }

  configuration(base) {
    return {
      token_endpoint: `${base}/token`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      capabilities: ['client-confidential-symmetric'],
    };
  }

  logIn({ authorization = '' }, body) {
    this.logins += 1;
    const shown = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8');
    const asked = new URLSearchParams(body).get('grant_type');
    const right = `${encodeURIComponent(this.client)}:${encodeURIComponent(this.secret)}`;
    if (asked !== 'client_credentials' || shown !== right) {
      return [401, { error: 'invalid_client' }];
    }
    const access_token = randomUUID();
    this.given.set(access_token, Date.now() + this.lifetime * 1000);
    return [200, { access_token, token_type: 'Bearer', expires_in: this.lifetime }];
  }

  forgetsTokens() {
    this.given.clear();
  }
}

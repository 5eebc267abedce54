// The application under test: it creates proposals at SieSmart and reads them. Put yours in its place.

import { setTimeout as pause } from 'node:timers/promises';

/** A change of which nobody can tell whether it was made. */
export class OutcomeUnknown extends Error {}

export class Introducer {
  #variables;
  #token;

  /** @param variables addresses and credentials, under the names that `signoff mock siesmart` prints */
  constructor(variables) {
    this.#variables = variables;
  }

  /** Creates a proposal and returns its id. Where it cannot be told whether there is one now, it is not sent again. */
  async create(office) {
    let answer;
    try {
      answer = await this.#call('POST', '/proposals', { officeId: office });
    } catch (cause) {
      throw new OutcomeUnknown('the answer did not arrive', { cause });
    }
    if (answer.status >= 500) throw new OutcomeUnknown(`answered with ${answer.status}`);
    return (await expect(201, answer)).id;
  }

  /** The status of a proposal's decision. A server that is busy for some seconds is asked once more. */
  async status(proposal) {
    let answer = await this.#call('GET', `/proposals/${proposal}`);
    if (answer.status === 503) {
      await pause(Math.min(Number(answer.headers.get('Retry-After') ?? 1), 5) * 1000);
      answer = await this.#call('GET', `/proposals/${proposal}`);
    }
    return (await expect(200, answer)).decision.decisionStatus;
  }

  /** Sends with the token that there is, and once more with a new one where that is refused. */
  async #call(method, path, body) {
    this.#token ??= await this.#signIn();
    let answer = await this.#send(method, path, body);
    if (answer.status === 401) {
      this.#token = await this.#signIn();
      answer = await this.#send(method, path, body);
    }
    return answer;
  }

  #send(method, path, body) {
    return fetch(this.#variables.SIESMART_BASE_URL + path, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
  }

  async #signIn() {
    const answer = await fetch(this.#variables.SIESMART_TOKEN_URL, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        audience: 'https://api.siesmart.com/b2b',
        client_id: this.#variables.SIESMART_CLIENT_ID,
        client_secret: this.#variables.SIESMART_CLIENT_SECRET,
      }),
    });
    return (await expect(200, answer)).access_token;
  }
}

async function expect(status, answer) {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${await answer.text()}`);
  return answer.json();
}

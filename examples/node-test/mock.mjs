// A partner's mock for the tests of one file, started and steered over its control plane. It needs `signoff` on the path,
// or its place in the variable SIGNOFF.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export class Mock {
  #process;
  #control;

  /** What the application has to be given to call this mock. */
  variables;

  static async start(partner, ...options) {
    const mock = new Mock();
    const signoff = process.env.SIGNOFF ?? 'signoff';
    mock.#process = spawn(signoff, ['mock', partner, '--port', '0', '--json', '--quiet', ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // One line says that it is ready, and where.
    const ready = await Promise.race([
      once(createInterface(mock.#process.stdout), 'line'),
      once(mock.#process, 'exit').then(() => { throw new Error('the mock did not start; it says above why'); }),
    ]);
    const said = JSON.parse(ready[0]);
    mock.#control = `${said.origin}/_signoff`;
    mock.variables = said.mocks[partner].variables;
    return mock;
  }

  async stop() {
    const ended = once(this.#process, 'exit');
    this.#process.kill();
    await ended;
  }

  /** As at the start: no proposals, no faults, the real time. */
  reset() {
    return this.#ask('POST', '/reset', {});
  }

  /** Lets the next call of an operation meet a fault; `signoff mock --faults` lists them. */
  arm(name, operation, parameters = {}) {
    return this.#ask('POST', '/faults', { name, target: { operation }, parameters });
  }

  /** Lets time pass for the mock, at once. */
  advance(seconds) {
    return this.#ask('POST', '/clock', { advance: seconds });
  }

  /** The entities of a kind that the mock has. */
  async entities(kind) {
    return (await this.#ask('GET', `/state?kind=${kind}`)).kinds[0].entities;
  }

  /** The calls of an operation since the last reset. */
  async calls(operation) {
    return (await this.#ask('GET', `/requests?operation=${operation}`)).requests;
  }

  async #ask(method, path, json) {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(this.#control + path, { method, headers, body: json && JSON.stringify(json) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

// What the application does when the partner, or the network before it, does not do as it should:
//
//     node --test

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Introducer, OutcomeUnknown } from './introducer.mjs';
import { Mock } from './mock.mjs';

let mock;
let application;

before(async () => { mock = await Mock.start('siesmart'); });
after(() => mock?.stop());
beforeEach(async () => {
  await mock.reset();
  application = new Introducer(mock.variables);
});

test('a proposal is created and read', async () => {
  assert.equal(await application.status(await application.create(1)), 'NOT_AVAILABLE');
});

test('a change whose answer is lost is neither failed nor repeated', async () => {
  await mock.arm('answer-lost-after-change', 'proposals_create');
  await assert.rejects(application.create(1), OutcomeUnknown);
  assert.equal((await mock.entities('proposal')).length, 1);
  const calls = await mock.calls('proposals_create');
  assert.deepEqual(calls.map((call) => call.fault), ['answer-lost-after-change']);
});

test('a busy server is asked again when it says', async () => {
  const proposal = await application.create(1);
  await mock.arm('unavailable-retry-after', 'proposals_get', { seconds: 0 });
  assert.equal(await application.status(proposal), 'NOT_AVAILABLE');
  const calls = await mock.calls('proposals_get');
  assert.deepEqual(calls.map((call) => call.status), [503, 200]);
});

test('a token that expired is renewed', async () => {
  const proposal = await application.create(1);
  await mock.advance(24 * 60 * 60 + 1);
  assert.equal(await application.status(proposal), 'NOT_AVAILABLE');
});

test('nothing is left of the tests before', async () => {
  assert.deepEqual(await mock.entities('proposal'), []);
});

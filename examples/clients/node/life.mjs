// A life with each partner by the fetch of Node 18 or newer, without a library:
//
//     node life.mjs [siesmart] [smartbusiness] [simutek]
//
// It reads the variables that `signoff mock` prints and stops with words at the first answer that it did not expect.

import assert from 'node:assert/strict';

const variable = (name) => process.env[name] ?? assert.fail(`${name} is not set: see what signoff mock prints`);

/** A caller at `base`, with a bearer token once it has one. */
function caller(base) {
  let token;
  const call = async (expected, method, path, { json, form, version } = {}) => {
    const url = path.startsWith('http') ? path : base + path;
    const headers = {};
    if (token) headers.Authorization = `Bearer ${token}`;
    if (version) headers['If-Match'] = version;
    if (json) headers['Content-Type'] = 'application/json';
    const body = json ? JSON.stringify(json) : form && new URLSearchParams(form);
    const answer = await fetch(url, { method, headers, body });
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(answer.status, expected, `${method} ${url}: ${answer.status} instead of ${expected}: ${bytes}`);
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { version: answer.headers.get('etag'), body: isJson ? JSON.parse(bytes) : bytes };
  };
  const signIn = async (url, request) => { token = (await call(200, 'POST', url, request)).body.access_token; };
  return { call, signIn };
}

const customer = { registrationNumber: '00000001', sourceCountryCode: 'GB', companyType: 'LIMITED' };
const calculation = {
  operation: 'CALCULATE_PAYMENT',
  sheet: { introducerPricelistId: 1001, marketProductId: 11, paymentPeriod: 'MONTHLY', term: 36 },
};
const submission = { siemensMayContactCustomer: false, siemensMayRequestCreditData: false, prelease: false };

async function siesmart() {
  const { call, signIn } = caller(variable('SIESMART_BASE_URL'));
  await signIn(variable('SIESMART_TOKEN_URL'), {
    json: {
      grant_type: 'client_credentials',
      audience: 'https://api.siesmart.com/b2b',
      client_id: variable('SIESMART_CLIENT_ID'),
      client_secret: variable('SIESMART_CLIENT_SECRET'),
    },
  });

  const created = await call(201, 'POST', '/proposals', { json: { officeId: 1 } });
  const proposal = `/proposals/${created.body.id}`;
  const read = () => call(200, 'GET', proposal);
  assert.equal((await read()).version, created.version);

  // Every change names the version that it was made for, and is followed by a reading of the new one.
  const asset = { assetIacCode: 'ITE2201', condition: 'NEW', quantity: 10, valuePerAsset: 1250 };
  await call(201, 'POST', `${proposal}/assets`, { json: asset, version: created.version });
  await call(412, 'PUT', `${proposal}/customer`, { json: { customer }, version: created.version });
  const unchanged = await read();
  assert.ok(!unchanged.body.customer, 'the refused change was made');
  await call(200, 'PUT', `${proposal}/customer`, { json: { customer }, version: unchanged.version });
  await call(200, 'POST', `${proposal}/calculation`, { json: calculation, version: (await read()).version });

  assert.ok((await call(200, 'GET', `${proposal}/decision/check`)).body.requestAllowed);
  const version = (await read()).version;
  const decided = await call(200, 'POST', `${proposal}/decision`, { json: submission, version });
  assert.equal(decided.body.decision.decisionStatus, 'ACCEPTED');
  const documents = (await call(200, 'GET', `${proposal}/documents`)).body;
  const contract = documents.find((each) => each.id.type === 'CONTRACT');
  const file = await call(200, 'GET', `${proposal}/documents/CONTRACT/${contract.id.value}/download`);
  assert.equal(file.body.toString('latin1', 0, 5), '%PDF-');

  // A hundred computers are more than is decided at once: the request waits, and is withdrawn.
  const large = await call(201, 'POST', '/proposals', {
    json: { officeId: 1, customer, calculation, assets: [{ ...asset, quantity: 100 }] },
  });
  const decision = `/proposals/${large.body.id}/decision`;
  const waiting = await call(200, 'POST', decision, { json: submission, version: large.version });
  assert.equal(waiting.body.decision.decisionStatus, 'PENDING');
  const now = await call(200, 'GET', `/proposals/${large.body.id}`);
  await call(200, 'DELETE', decision, { version: now.version });
  assert.ok((await call(200, 'GET', `${decision}/check`)).body.requestAllowed);
  console.log('SieSmart: a proposal accepted, another withdrawn');
}

async function smartbusiness() {
  const base = variable('SMARTBUSINESS_BASE_URL');
  const { call, signIn } = caller(base);
  await signIn(`${base}/auth/access-tokens`, {
    form: {
      grant_type: 'client_credentials',
      client_id: variable('SMARTBUSINESS_CLIENT_ID'),
      client_secret: variable('SMARTBUSINESS_CLIENT_SECRET'),
      scope: 'contact invoice',
    },
  });

  const address = { country: 'CH', street: 'Musterweg', street_no: '7', postcode: '8000', city: 'Zürich' };
  const contact = (await call(201, 'POST', '/contacts', {
    json: { relation: ['CL'], type: 'C', name: 'Müller & Söhne', main_address: address },
  })).body.item;
  const invoice = (await call(201, 'POST', '/receivables/invoices', {
    json: {
      contact_id: contact.id, contact_address_id: contact.main_address_id,
      date: '2031-03-17', due: '2031-04-16', language: 'de', currency: 'CHF',
      positions: [
        { type: 'N', catalog_type: 'P', name: 'Label printer', price: 249.5, vat: 7.7, amount: 1, unit_id: 7 },
      ],
    },
  })).body.item;
  const filter = new URLSearchParams({ filter: JSON.stringify({ contact_id: contact.id }) });
  const found = await call(200, 'GET', `/receivables/invoices?${filter}`);
  assert.deepEqual(found.body.items.map((each) => each.id), [invoice.id]);
  const file = await call(200, 'GET', `/receivables/invoices/${invoice.id}/pdf`);
  assert.equal(file.body.toString('latin1', 0, 5), '%PDF-');
  await call(204, 'DELETE', `/receivables/invoices/${invoice.id}`);
  await call(404, 'GET', `/receivables/invoices/${invoice.id}`);
  await call(204, 'DELETE', `/contacts/${contact.id}`);
  console.log('SmartBusiness: an invoice written, found, printed and deleted');
}

async function simutek() {
  const { call, signIn } = caller(variable('SIMUTEK_BASE_URL'));
  await signIn(variable('SIMUTEK_TOKEN_URL'), {
    form: {
      grant_type: 'client_credentials',
      client_id: variable('SIMUTEK_CLIENT_ID'),
      client_secret: variable('SIMUTEK_CLIENT_SECRET'),
    },
  });

  const corporateIdentityNumber = '999999-0808';
  await call(200, 'POST', '/customers', {
    json: { name: 'Räksmörgås AB', number: null, invoiceEmail: null, corporateIdentityNumber },
  });
  const found = await call(200, 'GET', `/customers?${new URLSearchParams({ corporateIdentityNumber })}`);
  assert.equal(found.body.items[0].name, 'Räksmörgås AB');
  const order = { customerNumber: found.body.items[0].number, salesOrderLines: [{ articleNumber: 'VK-85x55', quantity: 500 }] };
  assert.ok((await call(200, 'POST', '/salesorders', { json: order })).body.salesOrderNumber);
  await call(404, 'POST', '/salesorders', { json: { ...order, customerNumber: 'nobody' } });
  console.log('Simutek: a customer entered, an order placed');
}

const lives = { siesmart, smartbusiness, simutek };
const named = process.argv.slice(2);
for (const partner of named.length ? named : Object.keys(lives)) {
  await (lives[partner] ?? (() => assert.fail(`no partner: ${partner}`)))();
}

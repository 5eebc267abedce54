// Who may call, and how a client is pointed here.

import {here} from "./api.js";
import {el, fill} from "./dom.js";
import {attempt, button, confirmed, copyButton, labelOf, table} from "./pieces.js";

const COLUMNS = [["Client id", "title"], ["Secret", "secret"], ["Rights", "what"], ["", "act"]];

const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** Lines for a shell. */
export const exports = (mock) => Object.entries(mock.variables).map(([name, value]) => `export ${name}=${quoted(value)}`).join("\n");

function block(title, text) {
  return el("div", {class: "block"}, el("div", {class: "head"}, el("h3", {}, title), copyButton(text, title.toLowerCase())),
    el("pre", {tabindex: "0", "aria-label": title}, text));
}

/** How to point a client here: variables, addresses, lines for a shell. */
export function guide(mock) {
  const origin = location.origin;
  const query = `?partner=${encodeURIComponent(mock.partner)}`;
  const steer = [
    `curl -s ${quoted(`${origin}/_signoff/mocks`)}`,
    `curl -s ${quoted(`${origin}/_signoff/requests${query}`)}`,
    `curl -s -H 'Content-Type: application/json' -d '{"advance": 86400}' ${quoted(`${origin}/_signoff/clock${query}`)}`,
  ].join("\n");
  return [
    el("dl", {class: "facts"}, el("dt", {}, "API"), el("dd", {}, el("code", {}, mock.base_url), " ", copyButton(mock.base_url, "address of the API")),
      el("dt", {}, "Tokens"), el("dd", {}, el("code", {}, mock.token_url), " ", copyButton(mock.token_url, "address of the token endpoint"))),
    block("Variables", exports(mock)),
    mock.curl?.length > 0 && block("A token, and a first call", mock.curl.join("\n")),
    block("Steering", steer),
  ];
}

export function clientsView(mock, changed) {
  const list = table("Clients", COLUMNS, "clients");
  const beside = el("div", {class: "guide"});
  const form = el("form", {class: "card", "aria-labelledby": "add-title", hidden: true});

  function draw() {
    const {clients, offers, client_details: details} = mock();
    const one = clients.length === 1;
    fill(list.body, clients.map((each, place) => list.row([
      [el("code", {}, each.client_id), " ", copyButton(each.client_id, `id of ${each.client_id}`), place === 0 && el("small", {class: "soft"}, "the one in the variables")],
      [el("code", {}, each.client_secret), " ", copyButton(each.client_secret, `secret of ${each.client_id}`)],
      each.summary || each.rights.join(", "),
      offers.includes("clients") && button("Remove", () => remove(each), {class: "small", disabled: one, "aria-label": `Remove ${each.client_id}`}),
    ])));
    fill(beside, guide(mock()));
    form.hidden = !offers.includes("clients");
    fill(form, el("h3", {id: "add-title"}, "Let one more client call"), el("div", {class: "fields"},
      labelOf("Client id", el("input", {name: "client_id", required: true, autocomplete: "off", maxlength: "200"})),
      labelOf("Secret", el("input", {name: "client_secret", required: true, autocomplete: "off", maxlength: "200"})),
      labelOf("Rights", el("input", {name: "rights", autocomplete: "off", placeholder: "all"}), "separated by spaces"),
      (details ?? []).map((name) => labelOf(name, el("input", {name: `d-${name}`, autocomplete: "off"}), "as JSON, or a text"))),
    el("div", {class: "actions"}, el("button", {type: "submit", class: "strong"}, "Add")));
  }

  form.onsubmit = (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const body = {client_id: given.get("client_id").trim(), client_secret: given.get("client_secret").trim()};
    const rights = given.get("rights").split(/[\s,]+/).filter(Boolean);
    if (rights.length > 0) body.rights = rights;
    const details = (mock().client_details ?? []).map((name) => [name, given.get(`d-${name}`).trim()]).filter((each) => each[1]);
    if (details.length > 0) body.details = Object.fromEntries(details.map(([name, text]) => [name, read(text)]));
    attempt(async () => { await here("POST", "/clients", {body}); await changed(); }, `${body.client_id} may call now`);
  };

  async function remove(client) {
    if (!await confirmed(`Remove ${client.client_id}?`, "Its tokens are revoked.", "Remove it")) return;
    await attempt(async () => {
      await here("DELETE", `/clients/${encodeURIComponent(client.client_id)}`);
      await changed();
    }, `${client.client_id} is removed`);
  }

  const view = el("section", {"aria-labelledby": "clients-title"},
    el("div", {class: "bar"}, el("h2", {id: "clients-title"}, "Clients"), el("p", {class: "soft told"}, "Synthetic credentials, worthless elsewhere.")),
    el("div", {class: "columns"}, el("div", {}, list.table, beside), form));
  return {view, open: async () => draw(), again: async () => draw()};
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// What the mock remembers: kinds, a page of their entities, one of them with its history.

import {here, partner} from "./api.js";
import {el, fill} from "./dom.js";
import {count, copyButton, facts, instant, json, labelOf, pager, plural, roving, selectOf, table} from "./pieces.js";

const LIMIT = 50;
const COLUMNS = [["Name", "title"], ["Status", "status"], ["Summary", "what"], ["Version", "version"]];

const statusOf = (status) => (status ? el("span", {class: "state"}, status) : "");

/** `mock` gives what is told of the mock that is shown, `requests` the log, for what was asked about an entity. */
export function stateView(mock, requests) {
  const kinds = el("ul", {class: "kinds", role: "list"});
  const list = table("Entities, the newest first", COLUMNS, "entities");
  const ensure = roving(list.body);
  const pages = pager((offset) => load(shown.kind, offset));
  const nothing = el("p", {class: "nothing"});
  const beside = el("section", {class: "beside", "aria-label": "The entity", hidden: true});
  const whose = el("div", {});
  const told = el("p", {class: "soft told"});
  const shown = {kind: "", offset: 0, client: "", id: null, entities: []};
  let turn = 0;

  function drawKinds(all) {
    fill(kinds, all.map((each) => el("li", {}, el("a", {
      href: `#/state/${encodeURIComponent(each.kind)}`, "aria-current": each.kind === shown.kind ? "true" : null,
    }, each.title, " ", el("span", {class: "soft"}, count(each.total))))));
  }

  function drawEntities(kind) {
    shown.entities = kind.entities;
    fill(list.body, kind.entities.map((each) => {
      const line = list.row([
        el("a", {class: "open", tabindex: "-1", href: `#/state/${encodeURIComponent(kind.kind)}/${encodeURIComponent(each.id)}`,
          "aria-current": each.id === shown.id ? "true" : null}, each.title),
        statusOf(each.status), each.summary, el("code", {}, each.version ?? ""),
      ]);
      line.addEventListener("click", (event) => {
        if (!event.target.closest("a") && String(getSelection()) === "") line.querySelector("a").click();
      });
      return line;
    }));
    list.table.classList.toggle("unversioned", kind.entities.every((each) => !each.version));
    list.table.classList.toggle("stateless", kind.entities.every((each) => !each.status));
    list.table.hidden = kind.entities.length === 0;
    nothing.hidden = kind.entities.length > 0;
    nothing.textContent = `${kind.title}: none yet.`;
    ensure();
  }

  async function load(kind = shown.kind, offset = 0) {
    const mine = turn += 1;
    const given = mock();
    if (!given.offers.includes("state")) {
      fill(kinds);
      list.table.hidden = true;
      pages.pager.hidden = true;
      nothing.textContent = "This mock does not tell what it remembers.";
      return;
    }
    const asked = {client: shown.client, limit: 1};
    const all = (await here("GET", "/state", {query: asked})).kinds;
    const wanted = all.find((each) => each.kind === kind) ?? all.find((each) => each.total > 0) ?? all[0];
    let page = wanted;
    if (wanted && wanted.total > 0) {
      const fitting = offset < wanted.total ? offset : 0;
      page = (await here("GET", "/state", {query: {...asked, kind: wanted.kind, limit: LIMIT, offset: fitting}})).kinds[0];
      shown.offset = fitting;
    }
    if (mine !== turn) return;
    shown.kind = wanted?.kind ?? "";
    drawKinds(all);
    told.textContent = plural(all.reduce((sum, each) => sum + each.total, 0), "entity", "entities");
    nothing.hidden = false;
    if (!page) {
      list.table.hidden = true;
      nothing.textContent = "Nothing is remembered yet.";
      return;
    }
    drawEntities(page);
    pages.set(shown.offset, LIMIT, page.total, page.entities.length);
    if (shown.id !== null) drawOne();
  }

  function drawOne() {
    const entity = shown.entities.find((each) => each.id === shown.id);
    if (!entity) {
      if (!beside.querySelector("h3")) fill(beside, head("Not here"), el("p", {}, `There is no ${shown.id} on this page of the list.`));
      return;
    }
    const stamp = JSON.stringify(entity);
    if (beside.dataset.stamp === stamp) return;
    beside.dataset.stamp = stamp;
    fill(beside, head(entity.title), detail(entity));
  }

  const head = (title) => el("div", {class: "head"}, el("h3", {tabindex: "-1"}, title),
    el("a", {href: `#/state/${encodeURIComponent(shown.kind)}`, class: "button small"}, "Close"));

  function about(id) {
    const parts = (each) => each.path.split("/").map((part) => { try { return decodeURIComponent(part); } catch { return part; } });
    return requests().filter((each) => parts(each).includes(id)).slice(0, 8);
  }

  function detail(entity) {
    const asked = about(entity.id);
    return [
      facts([
        ["Id", el("code", {}, entity.id), " ", copyButton(entity.id, "id")],
        entity.status && ["Status", statusOf(entity.status)],
        entity.version && ["Version", el("code", {}, entity.version), " ", copyButton(entity.version, "version")],
        ["Summary", entity.summary],
      ]),
      entity.history.length > 0 && [el("h4", {}, "History"), el("ol", {class: "history"}, entity.history.map((each) => el("li", {},
        instant(each.at), " ", el("b", {}, each.what), " ", statusOf(each.status),
        each.version && el("code", {class: "soft"}, each.version))))],
      asked.length > 0 && [el("h4", {}, "Asked lately"), el("ul", {class: "plain"}, asked.map((each) => el("li", {},
        el("a", {href: `#/requests/${each.number}`}, `${each.method} ${each.operation || each.path}`), " ",
        el("span", {class: "soft"}, each.status ?? "no answer"))))],
      el("h4", {}, "As remembered"),
      json(entity.detail),
    ];
  }

  async function open(kind, id) {
    const same = kind === undefined || decodeURIComponent(kind) === shown.kind;
    shown.id = id === undefined ? null : decodeURIComponent(id);
    delete beside.dataset.stamp;
    beside.hidden = shown.id === null;
    fill(beside);
    split.classList.toggle("opened", shown.id !== null);
    if (kind !== undefined) shown.kind = decodeURIComponent(kind);
    await load(shown.kind, same ? shown.offset : 0);
    if (shown.id !== null) beside.querySelector("h3")?.focus();
  }

  /** Whose state is shown, where each client has its own. */
  function arrange() {
    const given = mock();
    Object.assign(shown, {kind: "", offset: 0, client: "", id: null});
    if (!given.isolated) return fill(whose);
    const choice = selectOf([["", "common"], ...given.clients.map((each) => [each.client_id, each.client_id])], "");
    choice.addEventListener("input", () => { shown.client = choice.value; shown.offset = 0; load(); });
    return fill(whose, labelOf("State of", choice));
  }

  const split = el("div", {class: "split"},
    el("div", {class: "list"}, list.table, nothing, pages.pager), beside);
  const view = el("section", {"aria-labelledby": "state-title"},
    el("div", {class: "bar"}, el("h2", {id: "state-title"}, "State"), told, el("div", {class: "tools"}, whose)),
    el("div", {class: "sided"}, el("nav", {"aria-label": "Kinds"}, kinds), split));
  return {view, open, arrange, again: () => load(shown.kind, shown.offset), partner};
}

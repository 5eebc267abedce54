// The page as a whole: which mock, which view, whether the mock is there, what time it has.

import {call, choose, here, onToken, partner} from "./api.js";
import {clientsView, guide} from "./clients.js";
import {controlView} from "./control.js";
import {el, fill, find} from "./dom.js";
import {faultsView} from "./faults.js";
import {follow} from "./follow.js";
import {labelOf, plural, say, selectOf, span} from "./pieces.js";
import {requestsView, showRow} from "./requests.js";
import {stateView} from "./state.js";
import {askToken} from "./token.js";

const CLOCK_EVERY = 15;
const CHOSEN = "signoff-partner";
const NONE = {partner: "", title: "", offers: [], clients: [], variables: {}, seeds: [], base_url: "", token_url: ""};

let mocks = [];
let clock = null;
let turns = 0;
let heard = {requests: 0, refused: 0};

const mock = () => mocks.find((each) => each.partner === partner()) ?? NONE;
const operations = () => [...new Set([...(described[partner()] ?? []), ...views.requests.entries().map((each) => each.operation)])].filter(Boolean).sort();
const described = {};

const views = {};
views.requests = requestsView(() => [
  el("p", {}, el("b", {}, "No request yet."), " Point a client here, and its calls appear."), guide(mock()),
]);
views.state = stateView(mock, () => views.requests.entries());
views.faults = faultsView(mock, operations);
views.control = controlView(mock, operations, changed);
views.clients = clientsView(mock, changed);

const place = () => location.hash.replace(/^#\/?/, "").split("/");
let shown = "";
let before = "#/requests";

/** Show the view that the address names. */
async function route() {
  const [name, ...rest] = place();
  if (name === "rows") {
    await showRow(decodeURIComponent(rest[0] ?? ""));
    history.replaceState(null, "", before);
    return;
  }
  before = location.hash || "#/requests";
  const wanted = name in views ? name : "requests";
  if (wanted !== shown) {
    shown = wanted;
    for (const [each, view] of Object.entries(views)) view.view.hidden = each !== wanted;
    for (const link of document.querySelectorAll(".views a")) {
      if (link.getAttribute("href") === `#/${wanted}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
  document.title = `${find(".views [aria-current]").textContent} · ${mock().title || "Signoff mock"}`;
  if (mocks.length === 0) return;
  try {
    if (wanted === "faults" || wanted === "control") await describe();
    if (wanted === "clients") await learn();
    await views[wanted].open(...(wanted === "requests" ? [rest[0] ?? null] : rest));
  } catch (problem) {
    say(problem.message, "wrong");
  }
}

/** Learn the operations of the partner, to offer them where one is asked for. */
async function describe() {
  if (described[partner()] !== undefined) return;
  described[partner()] = [];
  try {
    const {paths} = await call("GET", `/description/${encodeURIComponent(partner())}.json`);
    described[partner()] = Object.values(paths).flatMap((path) => Object.values(path).map((each) => each?.operationId)).filter(Boolean);
  } catch {
    // A mock from elsewhere may have no description; the operations of the log are offered then.
  }
}

/** Learn which mocks there are; keep the one that was looked at. */
async function learn() {
  mocks = (await call("GET", "/mocks")).mocks;
  const wanted = partner() || sessionStorage.getItem(CHOSEN);
  choose((mocks.find((each) => each.partner === wanted) ?? mocks[0])?.partner ?? "");
  const name = find("#mocks");
  if (mocks.length > 1) {
    const choice = selectOf(mocks.map((each) => [each.partner, each.title]), partner());
    choice.addEventListener("input", () => switchTo(choice.value));
    fill(name, labelOf("Mock", choice));
  } else {
    fill(name, el("p", {}, mock().title));
  }
  find("#to-reference").href = `reference?partner=${encodeURIComponent(partner())}`;
  showClock(mock().clock);
}

async function switchTo(name) {
  choose(name);
  sessionStorage.setItem(CHOSEN, name);
  for (const view of [views.state, views.faults]) view.arrange();
  await loop.again();
  await route();
}

/** After a change that may touch all that is shown. */
async function changed() {
  const focus = document.activeElement?.id;
  await learn();
  await loop.now();
  await views[shown].again?.();
  if (focus) document.getElementById(focus)?.focus();
}

function showClock(given) {
  clock = given ? {...given, read: Date.now()} : null;
  drawClock();
}

function drawClock() {
  if (!clock) return fill(find("#clock"));
  const now = new Date(Date.parse(clock.now) + (clock.running ? Date.now() - clock.read : 0)).toISOString();
  const off = clock.ahead && Math.abs(clock.ahead) >= 1 ? `, ${span(clock.ahead)} ${clock.ahead < 0 ? "behind" : "ahead"}` : "";
  return fill(find("#clock"), el("a", {href: "#/control", title: "The clock of the mock"}, `${now.slice(0, 10)} ${now.slice(11, 19)}`),
    el("span", {class: "soft"}, ` ${clock.running ? "UTC" : "UTC, stopped"}${off}`));
}

function pulse(words, kind) {
  const line = find("#pulse");
  if (line.textContent !== words) line.textContent = words;
  line.className = `pulse ${kind}`;
}

function notice(...content) {
  const line = find("#notice");
  line.hidden = content.length === 0;
  fill(line, content);
}

/** New requests are told to those who do not see them, in sum and not too often. */
function announce(list) {
  heard.requests += list.length;
  heard.refused += list.filter((each) => each.verdict.refused).length;
}

setInterval(() => {
  if (heard.requests > 0 && shown === "requests") {
    fill(find("#heard"), `${plural(heard.requests, "new request")}${heard.refused ? `, ${heard.refused} refused` : ""}`);
  }
  heard = {requests: 0, refused: 0};
}, 4000);

const loop = follow({
  async connected(again) {
    await learn();
    if (again) say("The mock is back");
    for (const view of [views.state, views.faults]) view.arrange();
  },
  lost() {
    pulse("no answer", "lost");
    notice(el("b", {}, "The mock does not answer."), " It was stopped, or its address changed. What you see is what was there; this page goes on by itself as soon as the mock is back.");
  },
  requests(list, fresh) {
    views.requests.took(list, fresh);
    if (fresh) route();
    else announce(list);
    if (!fresh && list.length > 0 && (shown === "state" || shown === "faults")) views[shown].again().catch(() => {});
  },
  tick() {
    pulse("live", "on");
    notice();
    turns += 1;
    drawClock();
    if (turns % CLOCK_EVERY === 0 && mock().offers.includes("clock")) here("GET", "/clock").then(showClock).catch(() => {});
  },
  wrong(problem) {
    pulse("refused", "lost");
    notice(el("b", {}, "The mock refuses this page. "), problem.message);
  },
});

onToken(askToken);
fill(find("#view"), Object.values(views).map((each) => each.view));
for (const view of Object.values(views)) view.view.hidden = true;
find(".skip").addEventListener("click", (event) => { event.preventDefault(); find("#view").focus(); });
addEventListener("hashchange", route);
route();
loop.now();

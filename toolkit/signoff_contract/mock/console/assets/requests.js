// The live log: what was asked, what it was answered with and why; one of them in full beside it.

import {call, here} from "./api.js";
import {el, fill} from "./dom.js";
import {attempt, body, button, copyButton, count, facts, instant, labelOf, plural, roving, selectOf, show, table} from "./pieces.js";

const MOST = 500;
const AT_ONCE = 100;
const COLUMNS = [
  ["No.", "number"], ["Time", "time"], ["Request", "what"], ["Status", "status"], ["Verdict", "why"], ["Trace id", "trace"],
];
const SHOWN = [["all", "all"], ["refused", "refused"], ["fault", "with a fault"], ["remark", "with a warning"], ["failed", "failed (5xx, none)"]];

/** A badge of a status; words for those who do not see its colour are the number itself. */
export function statusOf(status) {
  if (status === null) return el("span", {class: "state none"}, "no answer");
  return el("span", {class: `state s${String(status)[0]}`}, status);
}

/** A link to a requirement row, which opens it. */
export function rowLink(id, attributes = {}) {
  return el("a", {href: `#/rows/${encodeURIComponent(id)}`, class: "row", ...attributes}, id);
}

/** A place in a partner's document. Its address is a link for a person to follow; nothing is loaded from there. */
function cited({document, section, title, address}) {
  const name = title ? `${document}, ${title}` : document;
  const link = /^https?:/.test(address) && el("a", {href: address, target: "_blank", rel: "noopener noreferrer"}, name);
  return [link || name, `: ${section}`];
}

export async function showRow(id) {
  await attempt(async () => {
    const row = await call("GET", `/rows/${encodeURIComponent(id)}`);
    show(`Requirement ${row.id}`, el("p", {class: "statement"}, row.text), facts([
      ["Source", el("ul", {class: "plain"}, row.cited.map((each) => el("li", {}, cited(each))))], ["Level", row.level], ["Binds", row.binds], ["Confidence", row.confidence], ["Partner", row.partner],
    ]));
  });
}

function told(each, linked) {
  const {verdict, remarks, fault} = each;
  return [
    fault && el("p", {class: "mark fault"}, el("b", {}, "fault "), fault),
    verdict.refused && el("p", {}, verdict.message || verdict.code),
    verdict.refused && verdict.requirement && el("p", {class: "because"},
      "because ", rowLink(verdict.requirement, linked), verdict.source && el("span", {class: "soft"}, `: ${verdict.source}`)),
    remarks.map((remark) => el("p", {class: "mark remark"}, el("b", {}, "warning "), remark)),
  ];
}

function fits(each, {kind, words}) {
  if (kind === "refused" && !each.verdict.refused) return false;
  if (kind === "fault" && !each.fault) return false;
  if (kind === "remark" && each.remarks.length === 0) return false;
  if (kind === "failed" && each.status !== null && each.status < 500) return false;
  const text = [each.method, each.path, each.operation, each.client, each.status, each.trace_id, each.fault, each.verdict.message,
    each.verdict.requirement, each.verdict.code, ...each.remarks].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The view, with `took(list, fresh)` for what the loop finds and `open(number)` for one of them. */
export function requestsView(empty) {
  const list = table("Requests, the newest first", COLUMNS, "log");
  const ensure = roving(list.body);
  const sum = el("p", {class: "soft told"});
  const words = el("input", {type: "search", placeholder: "path, operation, trace id, row …", autocomplete: "off", spellcheck: "false"});
  const kind = selectOf(SHOWN, "all");
  const nothing = el("div", {class: "nothing"});
  const beside = el("section", {class: "beside", "aria-label": "The request", hidden: true});
  let entries = [];
  let held = null;
  let asked = false;
  let limit = AT_ONCE;
  let opened = null;

  const pause = button("Pause", () => {
    held = held === null ? [] : release();
    pause.textContent = held === null ? "Pause" : "Go on";
    tell();
  });
  const forget = button("Forget all", () => attempt(async () => {
    await here("DELETE", "/requests");
    took([], true);
  }, "The log is empty now"));

  const filter = () => ({kind: kind.value, words: words.value.toLowerCase().split(/\s+/).filter(Boolean)});
  for (const each of [words, kind]) each.addEventListener("input", () => { limit = AT_ONCE; sift(); });

  const older = button("", () => { limit += 2 * AT_ONCE; sift(); }, {class: "older"});

  function lineOf(each) {
    const line = list.row([
      el("span", {class: "soft"}, each.number),
      instant(each.at, true),
      [el("a", {class: "open", href: `#/requests/${each.number}`, tabindex: "-1", "aria-current": each.number === opened ? "true" : null},
        el("b", {}, each.method || "?"), " ", el("span", {class: "path"}, each.path || "no HTTP request")),
      el("small", {class: "soft"}, [each.operation, each.client].filter(Boolean).join(" · "))],
      statusOf(each.status),
      told(each, {tabindex: "-1"}),
      el("code", {class: "trace"}, each.trace_id),
    ], {"data-number": each.number});
    line.addEventListener("click", (event) => {
      if (!event.target.closest("a, button") && String(getSelection()) === "") location.hash = `#/requests/${each.number}`;
    });
    return line;
  }

  const fitting = () => {
    const wanted = filter();
    return entries.filter((each) => fits(each, wanted));
  };

  /** New lines come above those that stand there, which stay where they are and keep the keyboard. */
  function add(found) {
    const wanted = filter();
    const newest = [...found].reverse();
    entries = [...newest, ...entries].slice(0, MOST);
    list.body.prepend(...newest.filter((each) => fits(each, wanted)).slice(0, limit).map(lineOf));
    while (list.body.childElementCount > limit) list.body.lastElementChild.remove();
  }

  function release() {
    const waiting = held;
    held = null;
    add(waiting);
    return null;
  }

  function sift() {
    fill(list.body, fitting().slice(0, limit).map(lineOf));
    tell();
  }

  function tell() {
    const all = fitting().length;
    const shown = list.body.childElementCount;
    const waiting = held === null ? "" : `; paused, ${plural(held.length, "request")} waiting`;
    sum.textContent = entries.length === 0 && !waiting ? ""
      : (all === entries.length ? plural(all, "request") : `${count(all)} of ${plural(entries.length, "request")}`) + waiting;
    older.hidden = all <= shown;
    older.textContent = `Show older ones, ${count(all - shown)} more`;
    list.table.hidden = shown === 0;
    nothing.hidden = shown > 0;
    if (!asked) fill(nothing);
    else if (entries.length === 0) fill(nothing, empty());
    else if (shown === 0) fill(nothing, el("p", {}, "No request fits. Change the words or the choice above."));
    ensure();
  }

  function took(found, fresh) {
    asked = true;
    if (fresh) {
      entries = [];
      held = held === null ? null : [];
      fill(list.body);
    }
    if (held === null) add(found);
    else held.push(...found);
    tell();
  }

  async function open(number) {
    opened = number === null ? null : Number(number);
    for (const each of list.body.querySelectorAll("[aria-current]")) each.removeAttribute("aria-current");
    beside.hidden = number === null;
    split.classList.toggle("opened", number !== null);
    if (number === null) return;
    list.body.querySelector(`tr[data-number="${opened}"] a.open`)?.setAttribute("aria-current", "true");
    const close = el("a", {href: "#/requests", class: "button small"}, "Close");
    try {
      const whole = await call("GET", `/requests/${Number(number)}`);
      fill(beside, el("div", {class: "head"}, el("h3", {tabindex: "-1"}, `Request ${whole.number}`), close), detail(whole));
    } catch (problem) {
      fill(beside, el("div", {class: "head"}, el("h3", {tabindex: "-1"}, `Request ${number}`), close),
        el("p", {}, problem.message));
    }
    beside.querySelector("h3").focus({preventScroll: false});
  }

  const split = el("div", {class: "split"}, el("div", {class: "list"}, list.table, older, nothing), beside);
  const view = el("section", {"aria-labelledby": "requests-title"},
    el("div", {class: "bar"}, el("h2", {id: "requests-title"}, "Requests"), sum,
      el("div", {class: "tools"}, labelOf("Search", words), labelOf("Show", kind), pause, forget)),
    split);
  tell();
  return {view, took, open, entries: () => entries, tell};
}

function message(title, whole) {
  if (!whole) return [el("h4", {}, title), el("p", {}, "The connection ended without one.")];
  return [
    el("h4", {}, title),
    el("dl", {class: "headers"}, whole.headers.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    whole.body === null ? el("p", {class: "soft"}, "The body is not shown: it is no text, too long, or holds credentials.")
      : whole.body === "" ? el("p", {class: "soft"}, "No body.") : body(whole.body),
  ];
}

function detail(whole) {
  const {verdict} = whole;
  return [
    el("p", {class: "line"}, el("b", {}, whole.method || "?"), " ",
      el("code", {}, whole.path + (whole.query ? `?${whole.query}` : "")), " ", statusOf(whole.status)),
    verdict.refused && el("div", {class: "verdict"},
      el("p", {}, el("b", {}, "Refused"), ", because ", verdict.requirement ? rowLink(verdict.requirement) : "of a habit of this mock's own",
        verdict.source && `: ${verdict.source}`),
      el("p", {}, verdict.message), verdict.text && el("p", {class: "statement"}, verdict.text)),
    whole.fault && el("p", {class: "mark fault"}, el("b", {}, "fault "), el("a", {href: "#/faults"}, whole.fault)),
    whole.remarks.map((remark) => el("p", {class: "mark remark"}, el("b", {}, "warning "), remark)),
    facts([
      ["At", instant(whole.at)],
      ["Operation", whole.operation],
      ["Client", whole.client],
      whole.trace_id && ["Trace id", el("code", {}, whole.trace_id), " ", copyButton(whole.trace_id, "trace id")],
      verdict.refused && ["Code", el("code", {}, verdict.code)],
    ]),
    message("Request", whole.request),
    message("Answer", whole.response),
  ];
}

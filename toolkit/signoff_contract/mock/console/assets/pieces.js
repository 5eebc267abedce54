// What the views are put together from.

import {el, fill, find} from "./dom.js";

/** Say something once, for eyes and ears. */
export function say(message, kind = "done") {
  const said = find("#said");
  const line = el("p", {class: kind}, message);
  fill(said, line);
  setTimeout(() => { if (line.parentNode === said) fill(said); }, kind === "wrong" ? 12000 : 5000);
}

/** Do something that a person asked for; what goes wrong is said. Gives whether it went well. */
export async function attempt(action, done) {
  try {
    const value = await action();
    if (done) say(typeof done === "function" ? done(value) : done);
    return true;
  } catch (problem) {
    const fields = (problem.fields || []).map((each) => `${each.place}: ${each.why}`);
    say([problem.message, ...fields].join("; "), "wrong");
    return false;
  }
}

export const button = (label, click, attributes = {}) =>
  el("button", {type: "button", ...attributes, on: {click}}, label);

export function copyButton(text, what) {
  return button("Copy", async (event) => {
    const pressed = event.currentTarget;
    try {
      await navigator.clipboard.writeText(typeof text === "function" ? text() : text);
      pressed.textContent = "Copied";
      say(`Copied: ${what}`);
      setTimeout(() => { pressed.textContent = "Copy"; }, 1500);
    } catch {
      say("The browser did not let the page copy; select the text instead", "wrong");
    }
  }, {class: "small", "aria-label": `Copy ${what}`});
}

let labelled = 0;

/** A labelled control. */
export function labelOf(label, control, hint) {
  control.id ||= `c${labelled += 1}`;
  const note = hint ? el("small", {id: `${control.id}-hint`}, hint) : null;
  if (note) control.setAttribute("aria-describedby", note.id);
  return el("div", {class: "labelled"}, el("label", {for: control.id}, label), control, note);
}

export function selectOf(options, value, attributes = {}) {
  const made = el("select", attributes, options.map(([given, label]) => el("option", {value: given}, label)));
  made.value = value;
  return made;
}

/** Ask before what cannot be taken back. Gives whether the person agrees. */
export function confirmed(title, text, action) {
  return new Promise((resolve) => {
    const dialog = el("dialog", {class: "ours", "aria-labelledby": "dialog-title"},
      el("form", {method: "dialog"},
        el("h2", {id: "dialog-title"}, title), el("p", {}, text),
        el("div", {class: "actions"},
          el("button", {value: "no", type: "submit"}, "Leave it"),
          el("button", {value: "yes", type: "submit", class: "strong"}, action))));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Show something in a window of its own; Escape, the button or a click beside it closes it. */
export function show(title, ...content) {
  const dialog = el("dialog", {class: "wide ours", "aria-labelledby": "dialog-title"},
    el("div", {class: "head"}, el("h2", {id: "dialog-title"}, title), button("Close", () => dialog.close())),
    content);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
}

/** Names and values. A value is a text, or nodes. */
export function facts(pairs) {
  return el("dl", {class: "facts"}, pairs.filter((each) => each && each[1] !== "" && each[1] !== null)
    .map(([name, ...value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

/**
 * A table that is one on a phone as well: roles are stated because the styles take it apart there.
 * A column is [name, class]; `row` gives the cells of an entry, in their order.
 */
export function table(caption, columns, kind = "") {
  const body = el("tbody", {role: "rowgroup"});
  const head = columns.map(([name, group]) => el("th", {scope: "col", role: "columnheader", class: group}, name));
  const made = el("table", {role: "table", class: kind},
    el("caption", {class: "unseen"}, caption),
    el("thead", {role: "rowgroup"}, el("tr", {role: "row"}, head)), body);
  return {table: made, body, row: (cells, attributes = {}) => el("tr", {role: "row", ...attributes},
    cells.map((cell, place) => el("td", {role: "cell", class: columns[place][1]}, cell)))};
}

/** One stop of the tabulator for all links of a list; the arrow keys go from one to the next. */
export function roving(body, selector = "a.open") {
  const links = () => [...body.querySelectorAll(selector)].filter((each) => !each.closest("[hidden]"));
  body.addEventListener("keydown", (event) => {
    const steps = {ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity};
    const all = links();
    const place = all.indexOf(document.activeElement);
    if (!(event.key in steps) || place < 0) return;
    event.preventDefault();
    all[Math.min(all.length - 1, Math.max(0, place + steps[event.key]))].focus();
  });
  body.addEventListener("focusin", (event) => {
    if (event.target.matches(selector)) stop(event.target);
  });
  const stop = (link) => {
    for (const each of body.querySelectorAll(`${selector}[tabindex="0"]`)) each.tabIndex = -1;
    if (link) link.tabIndex = 0;
  };
  return () => { if (!links().some((each) => each.tabIndex === 0)) stop(links()[0]); };
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const COLOURED = 100_000;

/** A JSON text laid out and coloured, its numbers and names as they stand there. */
export function layOut(text, label = "JSON") {
  const shown = el("pre", {tabindex: "0", "aria-label": label});
  if (text.length > COLOURED) return fill(shown, text);
  const tokens = text.match(TOKENS) ?? [];
  const parts = [];
  let depth = 0;
  const line = () => parts.push(`\n${"  ".repeat(depth)}`);
  tokens.forEach((token, place) => {
    const next = tokens[place + 1];
    if (token === "{" || token === "[") {
      parts.push(token);
      depth += 1;
      if (next !== "}" && next !== "]") line();
    } else if (token === "}" || token === "]") {
      depth -= 1;
      if (tokens[place - 1] !== "{" && tokens[place - 1] !== "[") line();
      parts.push(token);
    } else if (token === ",") {
      parts.push(token);
      line();
    } else if (token === ":") {
      parts.push(": ");
    } else {
      const kind = token[0] !== "\"" ? "plain" : next === ":" ? "name" : "text";
      parts.push(el("span", {class: kind}, token));
    }
  });
  return fill(shown, parts);
}

export const json = (value) => layOut(JSON.stringify(value) ?? "");

/** A body: laid out where it is JSON, else as it is. */
export function body(text) {
  try {
    JSON.parse(text);
  } catch {
    return el("pre", {tabindex: "0", "aria-label": "Text"}, text);
  }
  return layOut(text);
}

/** An instant as it is read: day and time in UTC, or the time alone where it is the day that is looked at. */
export function instant(text, short = false) {
  const [day, rest] = String(text).split("T");
  const time = (rest || "").replace(/(Z|\+00:00)$/, "").slice(0, short ? 12 : 8);
  return el("time", {datetime: text, title: `${text}`}, short ? time : `${day} ${time}`);
}

/** Seconds in words: "1 d 2 h". */
export function span(seconds) {
  const whole = Math.round(Math.abs(seconds));
  const parts = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
  const words = [];
  let left = whole;
  for (const [size, unit] of parts) {
    if (left >= size && words.length < 2) words.push(`${Math.floor(left / size)} ${unit}`);
    left %= size;
  }
  return words.join(" ") || "0 s";
}

export const count = (number) => Number(number).toLocaleString("en");
export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** Earlier and later pages of a long list. `go` is told the offset to show. */
export function pager(go) {
  const earlier = button("Previous", () => go(now.offset - now.limit), {class: "small"});
  const later = button("Next", () => go(now.offset + now.limit), {class: "small"});
  const told = el("span", {class: "soft"});
  const now = {offset: 0, limit: 50};
  const made = el("nav", {class: "pager", "aria-label": "Pages", hidden: true}, earlier, told, later);
  return {
    pager: made,
    set(offset, limit, total, shown) {
      Object.assign(now, {offset, limit});
      told.textContent = total === 0 ? "none" : `${count(offset + 1)} to ${count(offset + shown)} of ${count(total)}`;
      earlier.disabled = offset === 0;
      later.disabled = offset + shown >= total;
      made.hidden = total <= limit;
    },
  };
}

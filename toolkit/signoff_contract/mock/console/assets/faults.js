// The catalogue of faults, what is armed, and which calls took it.

import {here} from "./api.js";
import {el, fill} from "./dom.js";
import {attempt, button, instant, labelOf, plural, selectOf, table} from "./pieces.js";

const COLUMNS = [["Fault", "title"], ["Whom it hits", "what"], ["How often", "often"], ["Taken by", "taken"], ["", "act"]];

const often = (each) => [
  each.every && `every ${each.every}. call`,
  each.probability && `with probability ${each.probability}`,
  each.times === null ? (each.every || each.probability ? "" : "each call") : plural(each.times, "time"),
].filter(Boolean).join(", ");

const whom = (target) => {
  const parts = Object.entries(target ?? {}).filter((each) => each[1]);
  return parts.length === 0 ? "any call" : parts.map(([name, value]) => [`${name} `, el("code", {}, value), " "]);
};

/** What a person wrote, as the value that something of these `takes` stands for; `usual` is the value there is. */
export function valueOf(text, takes, usual) {
  if (text === "none" && takes.includes("none")) return null;
  if (/^(true|false)$/.test(text) && (typeof usual === "boolean" || /true or false/.test(takes))) return text === "true";
  const isNumber = text.trim() !== "" && Number.isFinite(Number(text));
  if (isNumber && (typeof usual === "number" || /number/.test(takes))) return Number(text);
  if (usual !== null && typeof usual === "object") return JSON.parse(text);
  return text;
}

/** A control for a value of these `takes` (words, or the values themselves). */
export function controlOf(name, takes, value) {
  const given = value === null || value === undefined ? "none" : typeof value === "object" ? JSON.stringify(value) : String(value);
  const words = takes.flatMap((each) => (each === "true or false" ? ["true", "false"] : [each]));
  const open = words.some((each) => /^a |^an /.test(each) || each === "");
  if (words.length === 0 || open) return el("input", {name, value: given, placeholder: takes.join(" or "), autocomplete: "off"});
  return selectOf([...new Set([...words, given])].map((each) => [each, each]), given, {name});
}

export function faultsView(mock, operations) {
  const list = table("Faults that are armed or were", COLUMNS, "faults");
  const nothing = el("p", {class: "nothing"}, "No fault is armed: every call is answered as it should be.");
  const form = el("form", {class: "card arm", "aria-labelledby": "arm-title", hidden: true});
  const known = el("datalist", {id: "operations"});
  const all = button("Disarm all", () => attempt(() => here("DELETE", "/faults").then(again), "No fault is armed"));
  const shelf = el("div", {class: "shelf"});
  let catalogue = [];

  function draw(faults) {
    list.table.hidden = faults.length === 0;
    nothing.hidden = faults.length > 0;
    all.disabled = faults.length === 0;
    fill(list.body, faults.map((each) => list.row([
      [el("b", {}, titleOf(each.name)), el("small", {class: "soft"}, parametersOf(each)), each.armed ? el("span", {class: "state s5"}, "armed") : el("span", {class: "state"}, "spent")],
      whom(each.target),
      often(each),
      each.taken.length === 0 ? el("span", {class: "soft"}, "nobody yet")
        : each.taken.slice(-5).reverse().map((took) => el("p", {}, el("a", {href: `#/requests/${took.number}`}, `request ${took.number}`),
          " ", took.operation, " ", el("span", {class: "soft"}, instant(took.at, true)))),
      button("Disarm", () => attempt(() => here("DELETE", `/faults/${encodeURIComponent(each.id)}`).then(again), `Disarmed: ${each.name}`),
        {class: "small", "aria-label": `Disarm ${each.name}`}),
    ])));
  }

  const titleOf = (name) => catalogue.find((each) => each.name === name)?.title ?? name;
  const parametersOf = (each) => [each.name, ...Object.entries(each.parameters).map(([name, value]) => `${name} ${value}`)].join(", ");

  function arrange() {
    form.hidden = false;
    if (!mock().offers.includes("faults")) {
      fill(form, el("h3", {id: "arm-title"}, "Arm a fault"), el("p", {}, "This mock takes no faults."));
      return;
    }
    const choice = selectOf(catalogue.map((each) => [each.name, each.title]), catalogue[0]?.name ?? "", {name: "name"});
    const meaning = el("p", {class: "meaning", id: "meaning"});
    const parameters = el("div", {class: "fields"});
    choice.setAttribute("aria-describedby", "meaning");
    const chosen = () => catalogue.find((each) => each.name === choice.value);
    const explain = () => {
      const fault = chosen();
      meaning.textContent = fault?.meaning ?? "";
      fill(parameters, (fault?.parameters ?? []).map((each) =>
        labelOf(each.name, controlOf(`p-${each.name}`, [each.takes].flat(), each.default), each.meaning)));
    };
    choice.addEventListener("input", explain);
    fill(shelf, el("h3", {}, "Catalogue"), el("dl", {class: "catalogue"}, catalogue.map((each) => [
      el("dt", {}, button(each.title, () => { choice.value = each.name; explain(); choice.focus(); }, {class: "plain"})),
      el("dd", {}, each.meaning, " ", el("code", {class: "soft"}, each.name))])));
    const clients = [["", "any"], ...mock().clients.map((each) => [each.client_id, each.client_id])];
    const input = (name, attributes = {}) => el("input", {name, autocomplete: "off", spellcheck: "false", ...attributes});
    fill(form, el("h3", {id: "arm-title"}, "Arm a fault"), labelOf("Fault", choice), meaning, parameters,
      el("fieldset", {}, el("legend", {}, "Whom it hits"), el("div", {class: "fields"},
        labelOf("Operation", input("operation", {list: "operations", placeholder: "any"}), "its id, as in the reference"),
        labelOf("Id of the object", input("object", {placeholder: "any"}), "a value in the path"),
        labelOf("Client", selectOf(clients, "", {name: "client"})),
        labelOf("Value in the body", input("value", {placeholder: "any"})))),
      el("fieldset", {}, el("legend", {}, "How often"), el("div", {class: "fields"},
        labelOf("Times at most", input("times", {inputmode: "numeric", pattern: "[0-9]*", placeholder: "1"}), "0 for any number"),
        labelOf("Every so many-th call", input("every", {inputmode: "numeric", pattern: "[0-9]*"})),
        labelOf("Probability", input("probability", {inputmode: "decimal"}), "more than 0, at most 1"))),
      known, el("div", {class: "actions"}, el("button", {type: "submit", class: "strong"}, "Arm")));
    form.onsubmit = (event) => {
      event.preventDefault();
      arm(new FormData(form), chosen());
    };
    explain();
  }

  function arm(given, fault) {
    const text = (name) => String(given.get(name) ?? "").trim();
    const target = Object.fromEntries(["operation", "object", "client", "value"].map((name) => [name, text(name)]).filter((each) => each[1]));
    const asked = {name: fault.name, target};
    if (text("times") === "0") asked.times = null;
    else if (text("times")) asked.times = Number(text("times"));
    for (const name of ["every", "probability"]) if (text(name)) asked[name] = Number(text(name));
    const parameters = fault.parameters.map((each) => [each.name, valueOf(text(`p-${each.name}`), [each.takes].flat().join(" or "), each.default), each.default]);
    const changed = parameters.filter(([, value, usual]) => JSON.stringify(value) !== JSON.stringify(usual));
    if (changed.length > 0) asked.parameters = Object.fromEntries(changed);
    attempt(() => here("POST", "/faults", {body: asked}).then(again), `Armed: ${fault.title}`);
  }

  async function again() {
    if (mock().offers.includes("faults")) draw((await here("GET", "/faults")).faults);
  }

  async function open() {
    fill(known, operations().map((each) => el("option", {value: each})));
    if (catalogue.length === 0) {
      if (mock().offers.includes("faults")) catalogue = (await here("GET", "/faults/catalogue")).faults;
      arrange();
    }
    await again();
  }

  const view = el("section", {"aria-labelledby": "faults-title"},
    el("div", {class: "bar"}, el("h2", {id: "faults-title"}, "Faults"), el("div", {class: "tools"}, all)),
    el("div", {class: "columns"}, el("div", {}, list.table, nothing, shelf), form));
  return {view, open, again, arrange: () => { catalogue = []; fill(form); form.hidden = true; fill(shelf); draw([]); }};
}

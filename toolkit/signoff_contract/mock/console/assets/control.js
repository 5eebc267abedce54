// Clock, tokens, switches, latency, and the state as a whole: saved, brought back, begun again.

import {here, partner} from "./api.js";
import {el, fill} from "./dom.js";
import {controlOf, valueOf} from "./faults.js";
import {attempt, button, confirmed, count, facts, instant, labelOf, plural, selectOf, span} from "./pieces.js";

const SPANS = [["1 min", 60], ["1 h", 3600], ["1 day", 86400], ["30 days", 2592000]];
const SHAPES = {
  fixed: ["milliseconds"], uniform: ["least", "most"], normal: ["mean", "deviation"], lognormal: ["median", "sigma"],
};
const USUAL = {milliseconds: 200, least: 100, most: 800, mean: 300, deviation: 80, median: 150, sigma: 0.5};

/** `changed` is called after whatever changes more than this view shows. */
export function controlView(mock, operations, changed) {
  const cards = el("div", {class: "cards"});
  const offers = (what) => mock().offers.includes(what);
  const card = (id, title, ...content) => el("section", {class: "card", "aria-labelledby": `${id}-title`}, el("h3", {id: `${id}-title`}, title), content);
  const form = (submit, ...content) => el("form", {on: {submit: (event) => { event.preventDefault(); submit(new FormData(event.target)); }}}, content);

  function clockCard(clock) {
    const set = (body, done) => attempt(async () => { await here("POST", "/clock", {body}); await changed(); }, done);
    return card("clock", "Clock",
      facts([["Now", instant(clock.now), " UTC"], ["State", clock.running ? "running" : "stopped"],
        Math.abs(clock.ahead) >= 1 && ["Against its own time", `${span(clock.ahead)} ${clock.ahead < 0 ? "behind" : "ahead"}`]]),
      el("p", {class: "soft"}, "Tokens, windows of the pace, decisions and signatures follow."),
      el("div", {class: "actions"},
        button(clock.running ? "Stop" : "Let it go on", () => set({running: !clock.running}, clock.running ? "The clock stands still" : "The clock goes on")),
        SPANS.map(([words, seconds]) => button(`+ ${words}`, () => set({advance: seconds}, `${words} later`), {"aria-label": `Advance by ${words}`}))),
      form((given) => set({advance: Number(given.get("seconds"))}, `${span(Number(given.get("seconds")))} later`),
        el("div", {class: "inline"}, labelOf("Advance by seconds", el("input", {name: "seconds", type: "number", min: "0", step: "any", required: true})),
          el("button", {type: "submit"}, "Advance"))));
  }

  function tokensCard(tokens) {
    const end = (how, more, done) => attempt(async () => {
      const answer = await here("POST", "/tokens", {body: {how, ...more}});
      await again();
      return answer;
    }, (answer) => `${plural(answer.ended, "token")} ${done}`);
    const whose = selectOf([["", "all clients"], ...mock().clients.map((each) => [each.client_id, each.client_id])], "");
    const more = () => (whose.value ? {client: whose.value} : {});
    return card("tokens", "Tokens",
      tokens.length === 0 ? el("p", {class: "soft"}, "No token counts at the moment.")
        : el("ul", {class: "plain"}, tokens.slice(0, 6).map((each) => el("li", {}, el("code", {title: "SHA-256 of the token"}, each.digest.slice(0, 10)), " ",
          each.client, " ", el("span", {class: "soft"}, `for ${span(each.expires_in)} more`))),
        tokens.length > 6 && el("li", {class: "soft"}, `and ${count(tokens.length - 6)} more`)),
      labelOf("Whose", whose),
      el("div", {class: "actions"}, button("Let them expire", () => end("expire", more(), "expired")),
        button("Revoke them", () => end("revoke", more(), "revoked"))));
  }

  function switchesCard(switches) {
    const controls = switches.map((each) => [each, controlOf(each.name, each.takes, each.value)]);
    return card("switches", "Switches", switches.length === 0 ? el("p", {class: "soft"}, "Nothing can be switched while it runs.") : form(() => attempt(async () => {
      const asked = controls.map(([each, control]) => [each.name, valueOf(control.value, each.takes.join(" or "), each.value), each.value])
        .filter(([, value, before]) => JSON.stringify(value) !== JSON.stringify(before));
      if (asked.length === 0) return "Nothing was changed";
      await here("PATCH", "/switches", {body: Object.fromEntries(asked)});
      await changed();
      return `Set: ${asked.map(([name]) => name).join(", ")}`;
    }, (words) => words), el("div", {class: "fields"}, controls.map(([each, control]) => labelOf(each.name, control,
      `${each.meaning}${JSON.stringify(each.value) === JSON.stringify(each.default) ? "" : ` At the start: ${each.default ?? "none"}.`}`))),
    el("div", {class: "actions"}, el("button", {type: "submit", class: "strong"}, "Set"))));
  }

  function latencyCard(delays) {
    const shape = selectOf(Object.keys(SHAPES).map((each) => [each, each]), "fixed", {name: "distribution"});
    const fields = el("div", {class: "fields"});
    const put = (list, done) => attempt(async () => {
      await (list.length > 0 ? here("PUT", "/latency", {body: {delays: list}}) : here("DELETE", "/latency"));
      await again();
    }, done);
    const draw = () => fill(fields, SHAPES[shape.value].map((name) =>
      labelOf(name === "sigma" ? "sigma" : `${name === "milliseconds" ? "delay" : name}, ms`, el("input", {name, type: "number", min: "0", step: "any", value: USUAL[name], required: true}))));
    shape.addEventListener("input", draw);
    draw();
    const words = (each) => `${each.distribution} ${SHAPES[each.distribution].map((name) => `${name} ${each[name]}`).join(", ")}`;
    return card("latency", "Latency",
      delays.length === 0 ? el("p", {class: "soft"}, "Every call is answered at once.")
        : el("ul", {class: "plain"}, delays.map((each, place) => el("li", {}, el("code", {}, each.operation || "any operation"), " ", words(each), " ",
          button("Remove", () => put(delays.filter((_, other) => other !== place), "Removed"), {class: "small", "aria-label": `Remove the delay of ${each.operation || "any operation"}`})))),
      form((given) => {
        const delay = {distribution: shape.value};
        if (given.get("operation")) delay.operation = given.get("operation").trim();
        for (const name of SHAPES[shape.value]) delay[name] = Number(given.get(name));
        put([...delays.filter((each) => (each.operation ?? "") !== (delay.operation ?? "")), delay], "Answers are held back now");
      }, el("div", {class: "fields"}, labelOf("Operation", el("input", {name: "operation", list: "operations-too", placeholder: "any", autocomplete: "off"})),
        labelOf("Distribution", shape)), fields, el("datalist", {id: "operations-too"}, operations().map((each) => el("option", {value: each}))),
      el("div", {class: "actions"}, el("button", {type: "submit"}, "Hold answers back"))));
  }

  async function save() {
    const snapshot = await here("GET", "/snapshot");
    const address = URL.createObjectURL(new Blob([JSON.stringify(snapshot)], {type: "application/json"}));
    const link = el("a", {href: address, download: `${partner() || "mock"}-snapshot.json`, hidden: true});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  async function restore(file, field) {
    const text = await file.text();
    field.value = "";
    if (!await confirmed("Bring this snapshot back?", `What ${mock().title} remembers now is replaced by what stands in ${file.name}.`, "Bring it back")) return;
    await attempt(async () => { await here("PUT", "/snapshot", {body: text}); await changed(); }, `Back to ${file.name}`);
  }

  const sure = async (title, text, action, work, done) => {
    if (await confirmed(title, text, action)) await attempt(async () => { await work(); await changed(); }, done);
  };

  function wholeCard() {
    const file = el("input", {type: "file", accept: "application/json,.json", on: {change: () => file.files[0] && restore(file.files[0], file)}});
    const {title, seed, seeds} = mock();
    const kind = selectOf((seeds ?? []).map((each) => [each, each]), seeds?.[0] ?? "", {name: "kind"});
    return card("whole", "State as a whole",
      offers("snapshot") && el("div", {class: "actions"}, button("Save a snapshot", () => attempt(save, "The snapshot is in the browser's downloads"))),
      offers("restore") && labelOf("Bring a snapshot back", file, "Asks before it does."),
      offers("seed") && seeds.length > 0 && form((given) => attempt(async () => {
        const made = await here("POST", "/seed", {body: {kind: kind.value, count: Number(given.get("count"))}});
        await changed();
        return made;
      }, (made) => `Made: ${plural(made.ids.length, "entity", "entities")}`),
      el("div", {class: "inline"}, labelOf("Make up", kind), labelOf("How many", el("input", {name: "count", type: "number", min: "1", max: "100000", value: "20", required: true})),
        el("button", {type: "submit"}, "Make"))),
      offers("reset") && form((given) => sure(`Begin ${title} again?`,
        "State, ids, tokens, clients, switches, pace, latency, faults and the log are as they were at the start.", "Begin again",
        () => here("POST", "/reset", {body: given.get("seed") === "" ? {} : {seed: Number(given.get("seed"))}}), "Begun again"),
      el("div", {class: "inline"}, labelOf("Seed", el("input", {name: "seed", type: "number", min: "0", step: "1", value: seed ?? "", placeholder: "as it is"})),
        el("button", {type: "submit", class: "grave"}, "Begin again …"))),
      offers("refresh") && el("div", {class: "actions"}, button("Refresh the database …", () => sure(`Refresh the database of ${title}?`,
        "As the partner does from time to time: what was made is gone, tokens stay valid.", "Refresh it", () => here("POST", "/refresh"), "Refreshed"), {class: "grave"})));
  }

  const part = async (what, path, member, draw) => (offers(what) ? draw((await here("GET", path))[member]) : null);

  async function again() {
    const made = await Promise.all([
      offers("clock") ? here("GET", "/clock").then(clockCard) : null,
      part("tokens", "/tokens", "tokens", tokensCard),
      part("switches", "/switches", "switches", switchesCard),
      part("latency", "/latency", "delays", latencyCard),
    ]);
    const focus = document.activeElement?.id;
    const whole = ["snapshot", "restore", "seed", "reset", "refresh"].some(offers) ? wholeCard() : null;
    const all = [made[0], whole, ...made.slice(1)].filter(Boolean);
    fill(cards, all.length > 0 ? all : el("p", {}, "This mock offers nothing to steer."));
    if (focus) document.getElementById(focus)?.focus();
  }

  const view = el("section", {"aria-labelledby": "control-title"},
    el("div", {class: "bar"}, el("h2", {id: "control-title"}, "Control")), cards);
  return {view, open: again, again};
}

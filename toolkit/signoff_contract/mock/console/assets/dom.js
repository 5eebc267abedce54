// Elements are made here and nowhere else. What was stored or sent becomes a text node, whatever it holds: no module
// parses markup, and neither handlers nor styles can be set as attributes.

const KNOWN = new Set([
  "accept", "autocomplete", "checked", "class", "colspan", "cols", "datetime", "disabled", "download", "for", "hidden",
  "href", "id", "inputmode", "list", "max", "maxlength", "method", "min", "multiple", "name", "open", "pattern",
  "placeholder", "readonly", "rel", "required", "role", "rows", "scope", "selected", "size", "spellcheck", "step",
  "tabindex", "target", "title", "type", "value",
]);

/** An element with attributes, listeners (`on: {click: …}`) and children; a child that is no node becomes text. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value === null || value === undefined || value === false) {
      continue;
    } else if (KNOWN.has(key) || key.startsWith("aria-") || key.startsWith("data-")) {
      element.setAttribute(key, value === true ? "" : String(value));
    } else {
      throw new TypeError(`no attribute ${key}`);
    }
  }
  element.append(...nodes(children));
  return element;
}

/** The children of an element instead of those it has. */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
  return element;
}

function nodes(children) {
  return children
    .flat(Infinity)
    .filter((each) => each !== null && each !== undefined && each !== false)
    .map((each) => (each instanceof Node ? each : document.createTextNode(String(each))));
}

export const find = (selector, within = document) => within.querySelector(selector);

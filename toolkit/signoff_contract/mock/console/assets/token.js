// Where the mock listens on more than this machine, its control plane asks for a token; a person gives it, for this tab.

import {el} from "./dom.js";
import {labelOf} from "./pieces.js";

let asked = null;

/** The token that a person writes. `wrong` says that the last one was not taken. */
export function askToken(wrong) {
  asked ??= new Promise((resolve) => {
    const field = el("input", {type: "password", autocomplete: "off", required: true});
    const dialog = el("dialog", {class: "ours", "aria-labelledby": "token-title"},
      el("form", {method: "dialog"},
        el("h2", {id: "token-title"}, "Control token"),
        el("p", {}, wrong ? "That was not it. " : "", "This mock can be reached from other machines, so it is steered with the token that it was started with (SIGNOFF_CONTROL_TOKEN)."),
        labelOf("Token", field),
        el("div", {class: "actions"}, el("button", {type: "submit", class: "strong"}, "Go on"))));
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => { dialog.remove(); asked = null; resolve(field.value); });
    document.body.append(dialog);
    dialog.showModal();
  });
  return asked;
}

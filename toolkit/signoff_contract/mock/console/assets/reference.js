// The partner's description with calls to try, rendered by Swagger UI. A token comes from the mock, for a client that is chosen.

import {call, choose, here, onToken, partner} from "./api.js";
import {el, fill, find} from "./dom.js";
import {attempt, button, labelOf, say, selectOf} from "./pieces.js";
import {askToken} from "./token.js";

let mocks = [];
let described = null;
const mock = () => mocks.find((each) => each.partner === partner());

/** Whatever server a description or a person names: this page calls the mock and nobody else. */
function toMock(request) {
  if (new URL(request.url, location.origin).origin !== location.origin) throw new Error("This page calls this mock only");
  return request;
}

async function authorize(ui, client) {
  await attempt(async () => {
    const issued = await here("POST", "/tokens/issue", {body: {client}});
    for (const [name, scheme] of Object.entries(described.components?.securitySchemes ?? {})) {
      if (scheme.type === "oauth2") {
        const flow = Object.keys(scheme.flows)[0];
        ui.authActions.authorizeOauth2({auth: {name, schema: ui.specSelectors.securityDefinitions().get(name), flow, scopes: []}, token: issued});
      } else if (scheme.type === "http") {
        ui.preauthorizeApiKey(name, issued.access_token);
      }
    }
  }, `Calls go with a token of ${client} now`);
}

function arrange(ui) {
  const clients = mock().clients;
  const whose = selectOf(clients.map((each) => [each.client_id, each.client_id]), clients[0]?.client_id ?? "");
  fill(find("#access"), labelOf("Call as", whose), button("Get a token", () => authorize(ui, whose.value), {class: "strong"}));
}

function dark() {
  document.documentElement.classList.toggle("dark-mode", matchMedia("(prefers-color-scheme: dark)").matches);
}

async function render() {
  described = await call("GET", `/description/${encodeURIComponent(partner())}.json`);
  const home = el("div", {});
  fill(find("#reference"), home);
  document.title = `Reference · ${mock().title}`;
  const ui = SwaggerUIBundle({
    spec: described, domNode: home, deepLinking: false, validatorUrl: null, requestInterceptor: toMock,
    docExpansion: "list", defaultModelsExpandDepth: 0, displayRequestDuration: true, persistAuthorization: false,
    tryItOutEnabled: true, showExtensions: false, filter: true, withCredentials: false,
    onComplete: () => { document.body.dataset.ready = "yes"; },
  });
  arrange(ui);
}

async function begin() {
  mocks = (await call("GET", "/mocks")).mocks;
  const asked = new URLSearchParams(location.search).get("partner");
  choose((mocks.find((each) => each.partner === asked) ?? mocks[0]).partner);
  const name = find("#mocks");
  if (mocks.length > 1) {
    const choice = selectOf(mocks.map((each) => [each.partner, each.title]), partner());
    choice.addEventListener("input", () => { location.search = `?partner=${encodeURIComponent(choice.value)}`; });
    fill(name, labelOf("Mock", choice));
  } else {
    fill(name, el("p", {}, mock().title));
  }
  await render();
}

onToken(askToken);
dark();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dark);
find(".skip").addEventListener("click", (event) => { event.preventDefault(); find("#reference").focus(); });
begin().catch((problem) => {
  say(problem.message, "wrong");
  fill(find("#reference"), el("p", {}, "The reference cannot be shown: ", problem.message));
});

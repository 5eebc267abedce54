// Calls of the control plane, openapi.yaml beside it. What changes something is sent as JSON, with or without a body.

const KEPT = "signoff-control-token";

/** The mock said no: `code` is for programs, `message` for people. */
export class Refused extends Error {
  constructor(status, answer) {
    super(answer?.message || `The mock answered ${status}`);
    this.status = status;
    this.code = answer?.code || "";
    this.fields = answer?.fields || [];
  }
}

/** No answer came. */
export class Unreachable extends Error {}

const chosen = {partner: "", asked: null};

export const partner = () => chosen.partner;
export const choose = (name) => { chosen.partner = name; };

/** `asks` is awaited where the mock wants its control token; it gives the token. */
export const onToken = (asks) => { chosen.asked = asks; };

function headers(method) {
  const given = method === "GET" ? {} : {"Content-Type": "application/json"};
  const token = sessionStorage.getItem(KEPT);
  return token ? {...given, "X-Signoff-Control-Token": token} : given;
}

function address(path, query) {
  const url = new URL(`/_signoff${path}`, location.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") url.searchParams.set(name, value);
  }
  return url;
}

async function send(method, path, {query = {}, body, signal} = {}) {
  try {
    return await fetch(address(path, query), {
      method, signal, headers: headers(method), cache: "no-store", redirect: "error",
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Unreachable("No answer came: the mock was stopped, or its address changed");
  }
}

/** The answer to a call as a value; null where it has no body. Raises Refused, or Unreachable. */
export async function call(method, path, options = {}) {
  let answer = await send(method, path, options);
  while (await wantsToken(answer)) {
    sessionStorage.setItem(KEPT, await chosen.asked(sessionStorage.getItem(KEPT) !== null));
    answer = await send(method, path, options);
  }
  const text = await answer.text();
  let value = null;
  try {
    value = text === "" ? null : JSON.parse(text);
  } catch {
    if (answer.ok) throw new Refused(answer.status, {message: "The answer is no JSON: is another server at this address?"});
  }
  if (!answer.ok) throw new Refused(answer.status, value);
  return value;
}

async function wantsToken(answer) {
  if (answer.status !== 401 || chosen.asked === null) return false;
  const value = await answer.clone().json().catch(() => null);
  return value?.code === "CONTROL_TOKEN";
}

/** The same with `partner`, for the calls that ask which mock. */
export function here(method, path, options = {}) {
  return call(method, path, {...options, query: {partner: chosen.partner, ...options.query}});
}

// The one loop that asks the mock what is new. It slows down while the mock is gone, and rests while nobody looks.

import {here, partner, Unreachable} from "./api.js";

const PAUSE = 1000;
const LONGEST = 8000;
const MOST = 500;

/** `told` has: connected(again), lost(), requests(list, fresh), wrong(problem). `fresh` says that numbers began again. */
export function follow(told) {
  let last = 0;
  let pause = PAUSE;
  let state = "new";
  let timer = null;
  let turn = 0;

  async function ask() {
    const mine = turn += 1;
    try {
      if (state !== "on") {
        await told.connected(state === "lost");
        last = 0;
      }
      const asked = partner();
      let answer = await here("GET", "/requests", {query: {after: last, limit: MOST}});
      const fresh = state !== "on" || answer.last < last;
      if (answer.last < last) answer = await here("GET", "/requests", {query: {limit: MOST}});
      if (mine !== turn) return;
      if (asked !== partner()) return plan();
      state = "on";
      pause = PAUSE;
      last = answer.last;
      if (fresh || answer.requests.length > 0) told.requests(answer.requests, fresh);
      told.tick();
    } catch (problem) {
      if (mine !== turn) return;
      if (problem instanceof Unreachable) {
        if (state !== "lost") told.lost();
        state = "lost";
      } else {
        told.wrong(problem);
      }
      pause = Math.min(LONGEST, pause * 2);
    }
    if (mine === turn) plan();
    return undefined;
  }

  function plan() {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, pause);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else now();
  });

  function now() {
    clearTimeout(timer);
    pause = PAUSE;
    return ask();
  }

  return {
    now,
    /** Begin again, for another mock. */
    again() {
      state = state === "lost" ? "lost" : "new";
      last = 0;
      return now();
    },
  };
}

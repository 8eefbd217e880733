// What the bindings of frameworks share: an attach, or a hash, as a state that changes.

import { attach, getHash } from "openrupt";

/** IDLE is the state without an attach. */
export const IDLE = Object.freeze({ status: "idle", reply: null, challenge: null });

const CALLBACKS = ["on_challenge", "on_limit_exceeded", "on_current_device_logout"];

/** keyOf is equal for options that need no new call. Callbacks do not count: the latest ones are called. */
export function keyOf(options) {
  try {
    return options ? JSON.stringify(options) : "";
  } catch {
    return "unreadable"; // attach says what is wrong with them
  }
}

/**
 * follow attaches with what latest() returns and sets every state, until the function that it returns is called. Without
 * options it sets IDLE.
 */
export function follow(latest, set) {
  return later(async (live) => {
    const options = latest();
    if (!options) return set(IDLE);
    let state = { ...IDLE, status: "attaching" };
    const change = (more) => live() && set((state = { ...state, ...more }));
    change();
    const reply = await attach({ ...options, ...callbacks(options, latest, change) });
    change({ status: reply ? "attached" : "unavailable", reply });
  });
}

/** callbacks are those that the options have, as the latest options have them, so that they see what the page shows. */
function callbacks(options, latest, change) {
  const calls = {};
  for (const name of CALLBACKS) {
    if (!options[name]) continue;
    calls[name] = async (event) => {
      const word = await latest()?.[name]?.(event);
      if (name === "on_challenge" && word === false) change({ challenge: event.challenge });
      return word;
    };
  }
  return calls;
}

/** followHash sets the hashes of this browser, unless latest() returns null; null where they cannot be had. */
export function followHash(latest, set) {
  return later(async (live) => {
    const options = latest();
    const hashes = options && (await getHash(options).catch(() => null));
    if (live()) set(hashes);
  });
}

/**
 * later runs task soon, unless the function that it returns is called first, and never on a server. Soon, because React's
 * StrictMode mounts everything twice, and hydration wants what the server rendered: both are over in a microtask.
 */
function later(task) {
  let live = typeof document !== "undefined";
  if (live) queueMicrotask(() => live && task(() => live));
  return () => void (live = false);
}

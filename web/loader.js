// The part of the SDK that is JavaScript: it fetches the WebAssembly modules, starts them, and turns every function into
// a promise that settles whatever happens. What the functions do is written in Go, in package attach; challenges are
// shown by a module of their own, which only those who are challenged download.

import { createGo } from "../internal/jsx/bridge.js";
import { createReach, turn } from "../fingerprint/collect/reach.js";

/** How long a call waits for the module, in milliseconds. */
const DEADLINE = 10_000;

/** The functions that fail open: the page goes on with null where others reject. */
const FAIL_OPEN = ["attach", "getFingerprint", "evaluate", "challenge"];

const FUNCTIONS = [
  ...FAIL_OPEN, "detach", "getHash", "getSignals", "getAttachedDevices", "identify",
  "getChallenge", "sendCode", "verifyCode", "listDevices", "kickDevice", "completeChallenge",
];

/** The functions that read the browser: what takes it long is begun while the module arrives. */
const COLLECTING = ["attach", "getHash", "getSignals", "getFingerprint", "evaluate", "identify"];

/** The file names of the modules. */
const NAMES = { sdk: SDK, challenge: CHALLENGE };

/** The id of the element by which the server's challenge page is known. */
const CHALLENGE_PAGE = "rupt-challenge-data";

/**
 * create makes the SDK. place.sdk and place.challenge list the addresses to try for the two modules; place.origin is the
 * API that served the SDK, or ""; place.nonce is the page's CSP nonce, or ""; place.sums are the modules' digests, for a
 * page that pins its script.
 */
export function create(place) {
  const running = {}; // the modules' promises; forgotten when one fails, so that the next call tries again
  let api = "", folder = ""; // what the page says

  // The API has the modules as well, for pages of bundlers that left them behind; their names tell their content.
  const places = (module) => [
    ...(folder ? [`${folder}/${NAMES[module]}`] : place[module]),
    ...(api ? [`${api}/${NAMES[module]}`] : []),
  ];
  const start = (module, options) => {
    // Of the options' own: a polluted Object.prototype names no server.
    const { api_url, domain, wasm_url } = { __proto__: null, ...options };
    api = bare(api_url || (domain ? `https://${domain}` : "")) || api;
    folder = bare(wasm_url) || folder;
    const from = { urls: () => places(module), integrity: place.sums?.[module] };
    return inTime((running[module] ??= boot(from, host, () => delete running[module])));
  };
  const prepare = (module) => void start(module).catch(() => {});

  /** What Go can call. */
  const host = {
    origin: place.origin,
    nonce: place.nonce,
    framed: typeof window !== "undefined" && window.top !== window,
    reach: createReach(),
    prepare: () => prepare("challenge"),
    open: async (dialog) => (await start("challenge")).ask("open", dialog, {}),
  };

  const sdk = { version: VERSION, BASE_URL: place.origin };
  for (const name of FUNCTIONS) {
    sdk[name] = (options) => call(start, host.reach, name, options);
  }
  return { sdk, preload: () => prepare(document.getElementById(CHALLENGE_PAGE) ? "challenge" : "sdk") };
}

/** call runs one function. It never throws, and rejects only where null would not do. */
async function call(start, reach, name, options) {
  let debug = false;
  try {
    debug = options?.debug === true;
    const text = JSON.stringify(options ?? {}, lists) ?? "{}"; // now: the page may change its object afterwards
    const { on_challenge, on_limit_exceeded, on_current_device_logout } = options ?? {};
    if (typeof document === "undefined") throw failure("no_dom", "The SDK works in browsers only.");
    const started = start("sdk", options);
    if (COLLECTING.includes(name) && options?.consent !== false && !options?.signals) reach.begin();
    const host = await started.catch((error) => {
      reach.forget();
      throw error;
    });
    return await host.ask(name, text, { on_challenge, on_limit_exceeded, on_current_device_logout });
  } catch (error) {
    if (!ours.has(error)) error = failure("invalid_options", `The options cannot be read: ${reason(error)}`);
    if (debug && !ours.get(error)) warn(`[rupt] ${error.code}: ${name}: ${error.message}`);
    if (FAIL_OPEN.includes(name)) return null;
    if (name === "detach") return { success: false, error: { code: error.code, message: error.message } };
    throw error;
  }
}

/** lists keeps arrays as they are, for JSON: old libraries give all arrays a toJSON, and they become texts. */
function lists(key, value) {
  return Array.isArray(this[key]) ? this[key] : value;
}

/** bare is an address without the slash at its end, or "". */
const bare = (url) => String(url ?? "").replace(/\/+$/, "");

/** boot fetches and starts a module. over is called when it has failed or died. */
async function boot(from, host, over) {
  try {
    const waiting = new Set();
    const module = { ...host };
    const stop = () => waiting.forEach((reject) => reject(failed()));
    const go = createGo(module, () => {
      over();
      module.call &&= stop; // for those who are on their way to it
      stop();
    });
    const instance = await instantiate(from, go.imports);
    await new Promise(turn); // let the page paint before Go starts
    go.run(instance);
    if (!module.call) throw failure("load_failed", "The WebAssembly module is not the SDK's.");
    module.ask = asker(module, waiting);
    await new Promise(turn); // before its first call
    return module;
  } catch (error) {
    over();
    throw ours.has(error) ? error : failure("load_failed", `The WebAssembly module did not start: ${reason(error)}`);
  }
}

/** asker is the way to call a module. Those who wait are rejected when it dies. */
const asker = (module, waiting) => async (name, text, callbacks) => {
  const [error, result] = await new Promise((resolve, reject) => {
    waiting.add(reject);
    module.call(name, text, callbacks, (...reply) => {
      waiting.delete(reject);
      resolve(reply);
    });
  });
  if (error === null) return JSON.parse(result);
  throw error ? rebuild(JSON.parse(error), true) : failed(); // "" is a panic
};

/** instantiate tries one address after the other, and says of each what was wrong. The page may name more meanwhile. */
async function instantiate({ urls, integrity }, imports) {
  const reasons = {};
  for (let url; (url = urls().find((url) => !reasons[url])); ) {
    try {
      return await load(url, integrity, imports);
    } catch (error) {
      if (ours.has(error)) throw error;
      reasons[url] = `${url}: ${error.message}`;
    }
  }
  const why = Object.values(reasons).join("; ") || "Pass api_url.";
  throw failure("load_failed", `The WebAssembly module could not be loaded. ${why}`);
}

async function load(url, integrity, imports) {
  const response = await fetch(url, { integrity }).catch((error) => {
    throw new Error(`${error.message}. Is its origin in the page's connect-src?`);
  });
  if (!response.ok) throw new Error(`status ${response.status}`);
  try {
    return (await compile(response, imports)).instance;
  } catch (error) {
    throw blocked(error) ?? error;
  }
}

/** compile streams where the server says that it sends WebAssembly, which streaming insists on. */
async function compile(response, imports) {
  const type = response.headers.get("content-type") ?? "";
  if (WebAssembly.instantiateStreaming && type.startsWith("application/wasm")) {
    return WebAssembly.instantiateStreaming(response, imports);
  }
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

/** blocked recognises a content security policy by what the browsers say, since there is no other way. */
function blocked(error) {
  if (typeof WebAssembly !== "undefined" && !/unsafe-eval|\bCSP\b|security policy/i.test(error?.message)) return null;
  return failure("wasm_blocked", "The page does not allow WebAssembly: add 'wasm-unsafe-eval' to script-src.");
}

function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(failure("timeout", "The WebAssembly module did not load in time.")), DEADLINE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const failure = (code, message) => rebuild({ code, message });

/** failed is our own fault. What has died is started anew by the next call. */
const failed = () => failure("internal", "The SDK failed; call it again.");

/**
 * ours are the errors that were made here, and whether Go has told debug about them. What a page's getters throw may be anything, and must not
 * even be looked at.
 */
const ours = new WeakMap();

/** rebuild makes an Error of {code, message, param?, attempts_left?, retry_after?}. */
function rebuild({ message, ...rest }, told) {
  const error = Object.assign(new Error(message), { name: "RuptError" }, rest);
  ours.set(error, told);
  return error;
}

/** reason is what an error of others says, if it can be asked. */
function reason(error) {
  try {
    return String(error?.message);
  } catch {
    return "";
  }
}

/** warn prints, where the page's console can. */
function warn(text) {
  try {
    console.warn(text);
  } catch {}
}

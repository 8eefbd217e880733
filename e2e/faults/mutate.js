// Runs in the page: calls every public function with options that no page would write, and says what should not have happened.

/** mutate makes `count` calls from a seed and resolves to {calls, settled, faults}. */
window.mutate = async (count, seed, clientID) => {
  let state = seed;
  const random = (n) => { // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
  const pick = (list) => list[random(list.length)];

  const huge = "x".repeat(100_000);
  const fail = () => { throw pick([new Error("thrown by a getter"), null, undefined, "text", Symbol("s"), { code: { toString() { throw 1; } } }, revoked(), new DOMException("d", "DataCloneError")]); };
  const revoked = () => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; };
  const cycle = () => { const o = { a: [] }; o.a.push(o); return o; };
  const trap = () => new Proxy({}, Object.fromEntries([pick(["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"])].map((name) => [name, fail])));
  const poison = () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
  const deep = () => { let o = {}; for (let i = 0; i < 2000; i++) o = { o }; return o; };
  const values = [
    () => undefined, () => null, () => true, () => NaN, () => -1, () => 1e308, () => 2 ** 53, () => "", () => "text", () => "\ud800\u0000\u2028", () => "javascript:alert(1)", () => "//evil.example",
    () => 10n, () => Symbol("s"), () => () => {}, () => [], () => [null, undefined, {}], () => ({}), () => new Date(NaN), () => new Map([[1, 2]]), () => new Uint8Array(9), () => /x/g, () => new Error("e"),
    () => Promise.resolve(1), () => document.body, () => window, revoked, cycle, trap, poison, deep, () => ({ toJSON: fail }), () => ({ toString: fail, valueOf: fail }), () => Object.create(null), () => Object.freeze({ id: 7 }),
    () => (random(200) ? "short" : huge), () => ({ then: fail }), () => ({ id: "g", name: {}, metadata: [] }), () => ({ success_url: "http://[", logout_url: 7 }), () => ({ overall_device_limit: -1, people_limit: "2" }),
  ];
  const names = ["client_id", "account", "user", "secret", "email", "phone", "metadata", "groups", "redirect_urls", "limit_config", "event", "tolerance", "on_challenge", "on_limit_exceeded", "on_current_device_logout",
    "challenge_mode", "channel", "lang", "language", "include_page", "device", "action", "success_url", "challenge_id", "challenge", "code", "__proto__", "constructor", "toJSON", "then", "x".repeat(300)];
  const options = () => {
    if (random(12) === 0) return pick(values)();
    const o = random(3) ? { client_id: clientID, account: "a" } : {};
    for (let i = random(5); i > 0; i--) {
      const name = pick(names), value = pick(values)();
      const how = random(8);
      if (how === 0) Object.defineProperty(o, name, { get: fail, enumerable: true, configurable: true });
      else if (how === 1) Object.defineProperty(o, name, { value, enumerable: false, configurable: true });
      else try { o[name] = value; } catch {}
    }
    return random(20) ? o : Object.freeze(o);
  };

  const { Rupt } = window;
  const all = Object.keys(Rupt).filter((name) => typeof Rupt[name] === "function");
  // Reading the browser and opening a page take long, and are the same whatever the options: one call in a hundred does.
  const slow = ["attach", "getHash", "getSignals", "getFingerprint", "evaluate", "identify", "challenge"];
  const faults = new Map(), note = (text) => faults.set(text, (faults.get(text) ?? 0) + 1);
  const called = {};
  let calls = 0, settled = 0;
  const one = async () => {
    const name = pick(all);
    const given = options();
    // With signals of its own, or without consent, nothing is read.
    if (slow.includes(name) && random(100) && given && typeof given === "object") try { given.signals ??= {}; given.consent ??= random(2) === 0 } catch {}
    calls++;
    called[name] = (called[name] ?? 0) + 1;
    let promise;
    try {
      promise = Rupt[name](given);
    } catch (error) {
      return note(`${name} throws`);
    }
    if (!(promise instanceof Promise)) return note(`${name} gives no promise`);
    try {
      await promise;
    } catch (error) {
      if (["attach", "detach", "getFingerprint", "evaluate", "challenge"].includes(name)) note(`${name} rejects: ${text(error)}`);
      else if (!(error instanceof Error) || typeof error.code !== "string") note(`${name} rejects with ${text(error)}`);
    }
    settled++;
  };
  const text = (error) => { try { return String(error?.stack ?? error).slice(0, 300); } catch { return typeof error; } };
  while (calls < count) await Promise.all(Array.from({ length: Math.min(200, count - calls) }, one));
  if ({}.polluted !== undefined) note("Object.prototype is polluted");
  return { calls, settled, called, faults: [...faults] };
};

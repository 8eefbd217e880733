// Damage to the APIs of a page, and what a collection makes of it. The functions run in the page, so each is whole in itself.

/** An API and what is done to it. */
export interface Harm {
  /** owner is a path from window: "Navigator.prototype", "Math", "window". */
  owner: string;
  member: string;
  kind: Kind;
}

/** hang and reject are for what gives promises; the others say what a property or a method gives instead. */
export const kinds = [
  "removed", "throwing", "undefined", "null", "NaN", "-1", "1e308", "text", "empty text", "huge text", "symbol", "bigint", "list", "endless list",
  "bare object", "hostile object", "proxy", "hanging", "rejecting",
] as const;
export type Kind = (typeof kinds)[number];

/** Outcome is what a collection with damaged APIs gave. */
export interface Outcome {
  /** hash is "" if there was none within half a minute. */
  hash: string;
  json: string;
  error: string;
  /** left are nodes that the page did not have before, lost those that are gone. */
  left: string[];
  lost: string[];
}

/** collectHarmed damages APIs, reads the browser and repairs them. */
export async function collectHarmed(harms: Harm[]): Promise<Outcome> {
  const values: Record<string, () => unknown> = {
    undefined: () => undefined,
    null: () => null,
    NaN: () => NaN,
    "-1": () => -1,
    "1e308": () => 1e308,
    text: () => "\ud800 <b>\0",
    "empty text": () => "",
    "huge text": () => "x".repeat(1 << 20),
    symbol: () => Symbol("s"),
    bigint: () => 10n ** 30n,
    list: () => [null, {}, "a"],
    "endless list": () => ({ length: 2 ** 53, 0: "a" }),
    "bare object": () => Object.create(null),
    "hostile object": () => {
      const fail = () => { throw new Error("hostile"); };
      return { toString: fail, valueOf: fail, toJSON: fail, [Symbol.toPrimitive]: fail, [Symbol.iterator]: fail, get length() { return fail(); } };
    },
    proxy: () => new Proxy(function () {}, { get: (target, name) => (name === Symbol.toPrimitive ? () => "proxy" : name === "then" ? undefined : values.proxy()), apply: () => values.proxy(), construct: () => values.proxy() as object }),
    hanging: () => new Promise(() => {}),
    rejecting: () => Promise.reject(new DOMException("no", "NotAllowedError")),
    throwing: () => { throw new DOMException("no", "NotAllowedError"); },
  };
  const nodes = () => [...document.querySelectorAll("*")];
  const before = nodes();
  const repairs: (() => void)[] = [];
  for (const { owner, member, kind } of harms) {
    const target = owner.split(".").reduce((object: any, name) => (name === "window" ? window : object?.[name]), window as any);
    const original = target && Object.getOwnPropertyDescriptor(target, member);
    if (!original?.configurable) continue;
    const give = () => {
      const value = values[kind]();
      if (value instanceof Promise) value.catch(() => {}); // a page that never asked is not to blame
      return value;
    };
    if (kind === "removed") delete target[member];
    else if (typeof original.value === "function") Object.defineProperty(target, member, { value: function () { return give(); }, configurable: true, writable: true });
    else Object.defineProperty(target, member, { get: give, set: kind === "throwing" ? give : () => {}, configurable: true });
    repairs.unshift(() => Object.defineProperty(target, member, original));
  }
  let answer = { hash: "", json: "" };
  let error = "";
  try {
    const late = new Promise((_, reject) => setTimeout(reject, 30_000, "no answer"));
    answer = await Promise.race([(window as any).collectSignals(true), late]);
  } catch (thrown) {
    error = String(thrown);
  }
  for (const repair of repairs) repair();
  const after = nodes();
  const left = after.filter((node) => !before.includes(node));
  for (const node of left) node.remove();
  return { ...answer, error, left: left.map((node) => node.localName), lost: before.filter((node) => !after.includes(node)).map((node) => node.localName) };
}

/** surfaces lists the members of what the signals rest on that may be damaged. */
export function surfaces(owners: string[]): [owner: string, member: string][] {
  const all: [string, string][] = [];
  for (const owner of owners) {
    const target = owner.split(".").reduce((object: any, name) => object?.[name], window as any);
    if (!target) continue;
    for (const [member, { configurable }] of Object.entries(Object.getOwnPropertyDescriptors(target))) {
      if (configurable && member !== "constructor") all.push([owner, member]);
    }
  }
  return all;
}

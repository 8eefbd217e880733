// The JavaScript half of package jsx, and what the Go runtime asks of its host. It takes the place of Go's wasm_exec.js: what Go imports crosses
// as numbers, strings are bytes in its memory, and values live in scopes that Go closes, so that nothing needs a finalizer.

import { createTools } from "./tools.js";

// A handle has the kind of its value in the low three bits, then 13 of the scope and 16 of the slot there; see value.go.
const UNDEFINED = 0, NULL = 1, BOOLEAN = 2, THROWN = 5, OBJECT = 6;
const KINDS = { number: 3, string: 4, function: 7 };
const SCOPES = 1 << 13, SLOTS = 1 << 16;

/** Where Go looks for its arguments and environment: below its own data, in memory that is still empty. */
const ARGUMENTS = 4096;

/** What a method or constructor that is not there throws. */
const ABSENT = "absent";

/** What Go can do to a value, in the order of the verbs in call.go. */
const VERBS = [
  (target, path) => path.split(".").reduce((value, name) => value?.[name], target),
  (target, name, [value]) => void Reflect.set(target, name, value),
  (target, name, args) => Reflect.apply(callable(name ? target?.[name] : target), target, args),
  (target, _, args) => new (callable(target))(...args),
  (target) => String(target),
  (target, _, [other]) => target === other,
  (_target, _, [value]) => value,
];

function callable(f) {
  if (typeof f !== "function") throw ABSENT;
  return f;
}

/** createGo makes a Go program that can reach host. over is called once, when it has ended or failed. */
export function createGo(host, over) {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const endings = new Set();
  const lasting = (end) => {
    endings.add(end);
    return () => {
      endings.delete(end);
      end();
    };
  };
  const root = [globalThis, host, createTools(lasting)];
  const scopes = new Map([[0, []]]);
  const timeouts = new Map();
  const epoch = Date.now() - performance.now();
  let exports, view, bytes, event;
  let last = 0; // the newest of the scopes and of the timeouts
  let timeout = 0;
  let dead = false;

  const end = () => {
    if (dead) return;
    dead = true;
    for (const end of endings) end();
    over();
  };

  /** resume lets Go run until it waits again. Nobody hears late events of a program that has ended. */
  const resume = () => {
    try {
      if (!dead) exports.resume();
    } catch {
      end();
    }
  };

  const remap = () => {
    view = new DataView(exports.mem.buffer);
    bytes = new Uint8Array(exports.mem.buffer);
  };
  const text = (at, size) => decoder.decode(bytes.subarray(at, at + size));
  const pointer = (at) => view.getUint32(at, true); // Go's pointers have 64 bits, WebAssembly's memory 32
  const long = (at, value) => {
    view.setUint32(at, value, true);
    view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
  };

  /** Constants are of no scope. What comes of them, an exception, is in scope 0, which keeps only the newest. */
  const scopeOf = (handle) => ((handle & 7) > BOOLEAN ? (handle >>> 3) % SCOPES : 0);
  const store = (kind, scope, value) => {
    const slots = scopes.get(scope) ?? []; // a closed one gives nothing back
    if (scope === 0) slots.length = 0;
    if (slots.length === SLOTS) throw new Error("scope is full");
    return kind | (scope << 3) | ((slots.push(value) - 1) << 16);
  };
  const keep = (scope, value) => {
    if (value === undefined) return UNDEFINED;
    if (value === null) return NULL;
    if (typeof value === "boolean") return BOOLEAN | (value << 3);
    return store(KINDS[typeof value] ?? OBJECT, scope, value);
  };
  const load = (handle) => {
    switch (handle & 7) {
      case UNDEFINED: return undefined;
      case NULL: return null;
      case BOOLEAN: return handle !== BOOLEAN;
    }
    return scopes.get(scopeOf(handle))?.[handle >>> 16];
  };

  const open = () => {
    do last = (last % (SCOPES - 1)) + 1; while (scopes.has(last));
    scopes.set(last, [...root]);
    return last;
  };

  /** listener is a function that has Go handle its calls, each in a scope of its own. */
  const listener = (id) => (...args) => {
    event = keep(open(), [id, ...args]);
    resume();
  };

  /** The ways in which call.go writes down an argument. */
  const FORMS = [
    (at) => load(pointer(at + 8)),
    (at) => view.getFloat64(at + 8, true),
    (at) => text(pointer(at + 8), pointer(at + 4)),
    (at) => bytes.slice(pointer(at + 8), pointer(at + 8) + pointer(at + 4)),
    (at) => JSON.parse(text(pointer(at + 8), pointer(at + 4))),
    (at) => listener(pointer(at + 8)),
  ];

  const rupt = {
    /** do does one thing to a value. What it throws is a value of its own kind. */
    do(verb, handle, name, size, at, count) {
      let result;
      try {
        const args = [];
        for (let i = 0; i < count; i++, at += 16) args.push(FORMS[pointer(at)](at));
        result = keep(scopeOf(handle), VERBS[verb](load(handle), text(name, size), args));
      } catch (error) {
        result = store(THROWN, scopeOf(handle), error);
      }
      if (dead) throw ABSENT; // it ended while we were away, and must not go on
      return result;
    },
    number: load,
    /** text writes a string if there is room for it, and returns how many bytes it takes. */
    text(handle, at, room) {
      const string = String(load(handle));
      const { read, written } = encoder.encodeInto(string, bytes.subarray(at, at + room));
      return read === string.length ? written : encoder.encode(string).length;
    },
    /** bytes copies what an array or a view of one holds, as far as there is room, and returns how much that was. */
    bytes(handle, at, room) {
      try {
        const { buffer, byteOffset, byteLength } = load(handle);
        const size = Math.min(room, byteLength);
        bytes.set(new Uint8Array(buffer, byteOffset, size), at);
        return size;
      } catch {
        return 0; // no view, or one that lies
      }
    },
    open,
    close: (scope) => void scopes.delete(scope),
    /** event is what listener was called with, or undefined. */
    event() {
      const handle = event;
      event = UNDEFINED;
      return handle;
    },
  };

  // The runtime's own imports have one argument, the address of their frame on Go's stack, with arguments from the second word on.
  const gojs = {
    "runtime.wasmExit": end,
    "runtime.wasmWrite": (sp) => console.error(text(pointer(sp + 16), pointer(sp + 24))),
    "runtime.resetMemoryDataView": remap,
    "runtime.nanotime1": (sp) => long(sp + 8, (epoch + performance.now()) * 1e6),
    "runtime.walltime": (sp) => {
      const now = Date.now();
      long(sp + 8, now / 1000);
      view.setInt32(sp + 16, (now % 1000) * 1e6, true);
    },
    "runtime.scheduleTimeoutEvent": (sp) => {
      const id = ++timeout;
      const fire = () => {
        do resume(); while (timeouts.has(id) && !dead); // a clock that runs slow makes Go miss it
      };
      timeouts.set(id, setTimeout(fire, pointer(sp + 8)));
      view.setInt32(sp + 16, id, true);
    },
    "runtime.clearTimeoutEvent": (sp) => {
      const id = pointer(sp + 8);
      clearTimeout(timeouts.get(id));
      timeouts.delete(id);
    },
    "runtime.getRandomData": (sp) => void crypto.getRandomValues(bytes.subarray(pointer(sp + 8), pointer(sp + 8) + pointer(sp + 16))),
  };

  /** run starts the program, which returns when main waits for the first time. */
  const run = (instance) => {
    exports = instance.exports;
    remap();
    // Memory of WebAssembly never shrinks, so its peak is for good: collect garbage early.
    bytes.set(encoder.encode("js\0GOGC=50\0"), ARGUMENTS);
    const list = ARGUMENTS + 16;
    [ARGUMENTS, 0, ARGUMENTS + 3, 0].forEach((address, i) => long(list + 8 * i, address));
    try {
      exports.run(1, list);
    } catch {
      end();
    }
  };

  return { imports: { gojs, rupt }, run };
}

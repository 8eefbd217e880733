// openrupt/svelte: attach and hash as stores.

import { readable } from "svelte/store";
import { IDLE, follow, followHash, keyOf } from "./follow.js";

/** attached is a store that attaches, as svelte.d.ts says, and has the state of that. */
export const attached = (options) => followed(follow, options, IDLE);

/** hash is a store of this browser's hashes, or null. */
export const hash = (options = {}) => followed(followHash, options, null);

function followed(start, options, initial) {
  const source = options?.subscribe ? options : readable(options);
  return readable(initial, (set) => {
    let key, latest;
    let stop = () => {};
    const leave = source.subscribe((given) => {
      latest = given;
      if (key === keyOf(given)) return;
      key = keyOf(given);
      stop();
      stop = start(() => latest, set);
    });
    return () => {
      leave();
      stop();
    };
  });
}

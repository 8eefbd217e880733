// openrupt/react: attach and hash as hooks.

import { useEffect, useRef, useState } from "react";
import { IDLE, follow, followHash, keyOf } from "./follow.js";

/** useAttach attaches, as react.d.ts says, and is the state of that. */
export const useAttach = (options) => useFollowed(follow, options, IDLE);

/** useHash is this browser's hashes, or null. */
export const useHash = (options = {}) => useFollowed(followHash, options, null);

function useFollowed(start, options, initial) {
  const [state, set] = useState(initial);
  const latest = useRef(options);
  useEffect(() => void (latest.current = options));
  useEffect(() => start(() => latest.current, set), [keyOf(options)]);
  return state;
}

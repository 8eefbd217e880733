// openrupt/react: attach and hash as hooks.

import { useEffect, useRef, useState } from "react";
import { IDLE, follow, followHash, keyOf } from "./follow.js";

export const useAttach = (options) => useFollowed(follow, options, IDLE);

export const useHash = (options = {}) => useFollowed(followHash, options, null);

function useFollowed(start, options, initial) {
  const [state, set] = useState(initial);
  const latest = useRef(options);
  useEffect(() => void (latest.current = options));
  useEffect(() => start(() => latest.current, set), [keyOf(options)]);
  return state;
}

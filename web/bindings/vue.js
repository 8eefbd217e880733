// openrupt/vue: attach and hash as composables.

import { shallowRef, toValue, watch } from "vue";
import { IDLE, follow, followHash, keyOf } from "./follow.js";

/** useAttach attaches, as vue.d.ts says, and is a ref of the state of that. */
export const useAttach = (options) => useFollowed(follow, options, IDLE);

/** useHash is a ref of this browser's hashes, or null. */
export const useHash = (options = {}) => useFollowed(followHash, options, null);

function useFollowed(start, options, initial) {
  const state = shallowRef(initial);
  const latest = () => toValue(options);
  const restart = (_key, _old, onCleanup) => onCleanup(start(latest, (next) => (state.value = next)));
  watch(() => keyOf(latest()), restart, { immediate: true });
  return state;
}

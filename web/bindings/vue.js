// openrupt/vue: attach and hash as composables.

import { shallowRef, toValue, watch } from "vue";
import { IDLE, follow, followHash, keyOf } from "./follow.js";

export const useAttach = (options) => useFollowed(follow, options, IDLE);

export const useHash = (options = {}) => useFollowed(followHash, options, null);

function useFollowed(start, options, initial) {
  const state = shallowRef(initial);
  const latest = () => toValue(options);
  const restart = (_key, _old, onCleanup) => onCleanup(start(latest, (next) => (state.value = next)));
  watch(() => keyOf(latest()), restart, { immediate: true });
  return state;
}

// What the visitor chose to see: kept for this window's origin.

const KEY = "nightjar.options";
const defaults = { pretend: false, mode: "redirect", channel: "" };

/** options are what was chosen, with the defaults of the rest. */
export const options = () => ({ ...defaults, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") });

/** choose changes some of them. */
export const choose = (change) => localStorage.setItem(KEY, JSON.stringify({ ...options(), ...change }));

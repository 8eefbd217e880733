// What the visitor chose to see: kept for this window's origin.

const KEY = "nightjar.options";
const defaults = { pretend: false, mode: "redirect", channel: "" };

export const options = () => ({ ...defaults, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") });

export const choose = (change) => localStorage.setItem(KEY, JSON.stringify({ ...options(), ...change }));

export { rupt, type RuptPlugin } from "./plugin.js";
export type { Fields, Settings } from "./settings.js";
export type { Event, Traits } from "./segment.js";

import type { AttachOptions, AttachState, Hashes, LoadOptions, Maybe } from "./index.js";

/**
 * Attaches this browser to the account of the signed-in user for as long as the page lives, and tells how it went. Use it
 * once, near the root. Other options attach again; callbacks may change with every render.
 *
 * @param options `null`, `false` or `""` while nobody is signed in, or has consented: nothing is read, sent or stored.
 */
export function useAttach(options: Maybe<AttachOptions>): AttachState;

/**
 * This browser's hashes, for a form that asks your back end: `null` until they are made, or where they cannot be had.
 *
 * @param options `null`, `false` or `""` reads nothing.
 */
export function useHash(options?: Maybe<LoadOptions>): Hashes | null;

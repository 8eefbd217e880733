import type { Readable } from "svelte/store";
import type { AttachOptions, AttachState, Hashes, LoadOptions, Maybe } from "./index.js";

/**
 * A store that attaches this browser to the account of the signed-in user when it is first subscribed to, and tells how it
 * went. Other options, from a store, attach again.
 *
 * @param options `null`, `false` or `""` while nobody is signed in, or has consented: nothing is read, sent or stored.
 */
export function attached(options: Maybe<AttachOptions> | Readable<Maybe<AttachOptions>>): Readable<AttachState>;

/**
 * This browser's hashes, for a form that asks your back end: `null` until they are made, or where they cannot be had.
 *
 * @param options `null`, `false` or `""` reads nothing.
 */
export function hash(options?: Maybe<LoadOptions> | Readable<Maybe<LoadOptions>>): Readable<Hashes | null>;

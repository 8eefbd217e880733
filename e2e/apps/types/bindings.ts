// What customers write with frameworks, and the mistakes that the types catch.

import { useAttach, useHash } from "openrupt/react";
import * as vue from "openrupt/vue";
import { attached, hash } from "openrupt/svelte";
import { ref } from "vue";
import { writable } from "svelte/store";
import type { AttachOptions, AttachState } from "openrupt";

const options: AttachOptions = { client_id: "11111111-1111-4111-8111-111111111111", account: "42" };

export function react(user: { id: string } | null) {
  const state: AttachState = useAttach(user && { ...options, account: user.id });
  const hashes = useHash(user ? { wasm_url: "/rupt" } : null);
  const device: string | undefined = state.reply?.device_id;
  return [state.status === "attached" ? state.reply.attached_devices : 0, device, state.challenge, hashes?.[0].length, useHash()];
}

export function composables() {
  const user = ref<string | null>(null);
  const state = vue.useAttach(() => user.value && { ...options, account: user.value });
  vue.useAttach(ref(options));
  vue.useAttach(options);
  return state.value.status === "attached" && state.value.reply.new_device && vue.useHash().value?.[1];
}

export const stores = [attached(options), attached(writable<AttachOptions | null>(null)), hash(), hash(null)];

// @ts-expect-error an account is required
useAttach({ client_id: "c" });
// @ts-expect-error there is no reply yet
export const early = (state: AttachState) => state.reply.device_id;
// @ts-expect-error no such status
export const named = (state: AttachState) => state.status === "failed";
// @ts-expect-error the state is the binding's
vue.useAttach(options).value = { status: "idle", reply: null, challenge: null };
// @ts-expect-error a store of something else
attached(writable(42));
// @ts-expect-error the state is the binding's
attached(options).set(null);

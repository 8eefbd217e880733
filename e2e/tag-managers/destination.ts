// Segment's own destination "Rupt (Actions)", as its code on Segment's CDN behaves: Segment's runtime for destinations
// with this destination's settings, its one action, and the address that it loads. The spec bundles it.

import { browserDestination } from "@segment/browser-destination-runtime/shim";
import type { BrowserDestinationDefinition } from "@segment/browser-destination-runtime/types";

interface Settings {
  client_id: string;
  new_account_url: string;
  logout_url?: string;
  success_url?: string;
  suspended_url?: string;
}

interface Rupt {
  attach(options: object): unknown;
}

const script = "https://cdn.rupt.dev/js/rupt.js";
const hosted = window as unknown as { Rupt: Rupt; ruptDestination: unknown };
const setting = { label: "", description: "", type: "string" } as const;

const definition: BrowserDestinationDefinition<Settings, Rupt> = {
  name: "Rupt",
  mode: "device",
  settings: { client_id: setting, new_account_url: setting, logout_url: setting, success_url: setting, suspended_url: setting },
  async initialize(_, { loadScript, resolveWhen }) {
    await loadScript(script);
    await resolveWhen(() => Object.hasOwn(window, "Rupt"), 1000);
    return hosted.Rupt;
  },
  actions: {
    attach: {
      title: "Attach Device",
      description: "",
      platform: "web",
      fields: {},
      // Fields that nobody filled in are there, as undefined.
      perform(rupt, { payload, settings }) {
        const { account, email, phone, metadata, include_page } = payload as Record<string, unknown>;
        const { client_id, new_account_url, success_url, suspended_url, logout_url } = settings;
        const redirect_urls = { new_account_url, success_url, suspended_url, logout_url };
        rupt.attach({ client_id, account, email, phone, metadata, include_page, redirect_urls });
      },
    },
  },
};

hosted.ruptDestination = browserDestination(definition);

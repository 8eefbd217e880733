// rupt.js: the SDK for a script tag, as window.Rupt.

import { create } from "./loader.js";

if (typeof document !== "undefined" && !window.Rupt) {
  const script = document.currentScript ?? document.querySelector('script[src*="/rupt.js"]');
  const base = new URL(script?.src || location.href);
  const { sdk, preload } = create({
    // Beside the script or, for its alias /js/rupt.js, at the root.
    wasm: [...new Set([new URL(WASM, base).href, new URL(`/${WASM}`, base).href])],
    origin: script?.src ? base.origin : "",
    nonce: script?.nonce ?? "",
  });
  window.Rupt = sdk;
  preload();
}

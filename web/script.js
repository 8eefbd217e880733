// rupt.js: the SDK for a script tag, as window.Rupt.

import { create } from "./loader.js";

if (typeof document !== "undefined" && !window.Rupt?.attach) { // an element with the id Rupt is window.Rupt, too
  const script = document.currentScript ?? document.querySelector('script[src*="/rupt.js"]');
  const base = new URL(script?.src || location.href);
  // Beside the script or, for its alias /js/rupt.js, at the root.
  const places = (name) => [new URL(name, base).href, new URL(`/${name}`, base).href];
  const { sdk, preload } = create({
    sdk: places(SDK),
    challenge: places(CHALLENGE),
    origin: script?.src ? base.origin : "",
    nonce: script?.nonce ?? "",
    // Whoever pins the script means its modules too. It costs their streaming, so nobody else pays for it.
    sums: script?.integrity && { sdk: SDK_SUM, challenge: CHALLENGE_SUM },
  });
  window.Rupt = sdk;
  preload();
}

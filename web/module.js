// rupt.mjs: the SDK as an ES module. Importing it does nothing yet, so that servers can import it too.

import { create } from "./loader.js";

// Bundlers recognise these expressions and take the modules along.
const sdkURL = beside(() => new URL(SDK_BESIDE, import.meta.url));
const challengeURL = beside(() => new URL(CHALLENGE_BESIDE, import.meta.url));

const { sdk } = create({
  sdk: sdkURL ? [sdkURL.href] : [],
  challenge: challengeURL ? [challengeURL.href] : [],
  // Only a server of ours serves it under this name at the root; from a bundle the page has to say where the API is.
  origin: sdkURL && new URL(import.meta.url).pathname === "/rupt.mjs" ? sdkURL.origin : "",
  nonce: "",
});

/** beside is null in a bundle that is no module and does not know its address: importing it must not stop the page. */
function beside(url) {
  try {
    return url();
  } catch {
    return null;
  }
}

export const {
  attach, detach, getHash, getFingerprint, getSignals, evaluate, challenge, getAttachedDevices, identify,
  getChallenge, sendCode, verifyCode, listDevices, kickDevice, completeChallenge, version, BASE_URL,
} = sdk;
export default sdk;

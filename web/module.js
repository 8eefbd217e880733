// rupt.mjs: the SDK as an ES module. Importing it does nothing yet, so that servers can import it too.

import { create } from "./loader.js";

// Bundlers recognise these expressions and take the modules along.
const module = new URL(SDK_BESIDE, import.meta.url);
const dialog = new URL(CHALLENGE_BESIDE, import.meta.url);

const { sdk } = create({
  sdk: [module.href],
  challenge: [dialog.href],
  // Only a server of ours serves it under this name at the root; from a bundle the page has to say where the API is.
  origin: new URL(import.meta.url).pathname === "/rupt.mjs" ? module.origin : "",
  nonce: "",
});

export const {
  attach, detach, getHash, getFingerprint, getSignals, evaluate, challenge, getAttachedDevices, identify,
  getChallenge, sendCode, verifyCode, listDevices, kickDevice, completeChallenge, version, BASE_URL,
} = sdk;
export default sdk;

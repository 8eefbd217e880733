import { options } from "./options.js";

/** show attaches and shows what became of it, as the pages of frameworks do. */
export async function show(Rupt, more) {
  document.body.innerHTML = '<main><output id="status"></output> <output id="device"></output> <output id="hash"></output></main>';
  const put = (id, text) => (document.getElementById(id).textContent = text);
  const [hash] = await Rupt.getHash(more);
  put("hash", hash);
  const reply = await Rupt.attach({ ...options(), ...more });
  put("status", reply ? "attached" : "unavailable");
  put("device", reply?.device_id);
}

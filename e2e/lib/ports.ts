import { once } from "node:events";
import { createServer } from "node:net";

// Below 32768, where systems begin to take the ports of outgoing connections: a browser of another test could take one of those
// between freePort and the server that listens there, or while a server is down.
const LOWEST = 10_000;
const HIGHEST = 32_767;

/** freePort is a port of this machine that nobody listens on. All tests listen at this one address, so that no two share a port. */
export async function freePort(): Promise<number> {
  for (let i = 0; i < 100; i++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST + 1));
    if (await listens(port)) return port;
  }
  throw new Error(`no free port between ${LOWEST} and ${HIGHEST}`);
}

async function listens(port: number): Promise<boolean> {
  const probe = createServer().listen(port, "127.0.0.1");
  const listening = await once(probe, "listening").then(() => true, () => false);
  if (listening) {
    probe.close();
    await once(probe, "close");
  }
  return listening;
}

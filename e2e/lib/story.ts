import { type Server } from "./server.ts";

/** stories are the names of every state of the challenge, as the story page lists them; languages all of its languages. */
export async function stories(server: Server): Promise<{ names: string[]; languages: string[] }> {
  const html = await (await fetch(`${server.origin}/dev/story`)).text();
  const found = (pattern: RegExp) => [...new Set([...html.matchAll(pattern)].map((m) => m[1]!))];
  return { names: found(/\/dev\/story\/([a-z-]+)\?/g), languages: found(/[?&]lang=([A-Za-z-]+)/g) };
}

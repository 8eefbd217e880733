// Serves the contestants' files, brotli-compressed and cacheable, and a blank page.
import { createServer } from "node:http";

/** @returns {Promise<{origin: string, close: () => void}>} */
export async function serve(files) {
  const byPath = new Map(files.map((file) => [`/${file.path}`, file]));
  const server = createServer((request, response) => {
    const file = byPath.get(new URL(request.url, "http://localhost").pathname);
    if (file) {
      response.writeHead(200, { "content-type": file.type, "content-encoding": "br", "content-length": file.body.length, "cache-control": "public, max-age=31536000, immutable" });
      response.end(file.body);
    } else {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
      response.end("<!doctype html><title>bench</title><link rel=icon href=data:,><p>Idle.");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://localhost:${server.address().port}`, close: () => (server.closeAllConnections(), server.close()) };
}

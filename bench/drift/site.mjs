// A site with one page for each contestant, plain or disguised.
import { createServer } from "node:http";
import { brotliDecompressSync } from "node:zlib";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'";
const STYLES = "* { font: 40px cursive !important; letter-spacing: 3px; } iframe, canvas { display: none !important; zoom: 1.3; }";

/**
 * Serves pages at /page?who=NAME that put their hash into window.answer. &csp has a strict policy, &styles another stylesheet; /frame?who=NAME&of=ORIGIN
 * shows the page in a frame.
 * @returns {Promise<{port: number, close: () => void}>}
 */
export async function serveSite(contestants) {
  const files = new Map(contestants.flatMap((contestant) => contestant.files).map((file) => [`/${file.path}`, file]));
  const calls = new Map(contestants.map(({ name, call }) => [`/run/${name}.js`, `window.answer = (async () => ${call})();`]));
  const scripts = new Map(contestants.map(({ name, files }) => [name, `<script src="/${files[0].path}"></script><script src="/run/${name}.js"></script>`]));
  const server = createServer((request, response) => {
    const { pathname, searchParams: query } = new URL(request.url, "http://site");
    const html = (body) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(`<!doctype html><title>site</title><link rel=icon href=data:,>${body}`);
    const file = files.get(pathname);
    if (file) {
      const brotli = /\bbr\b/.test(request.headers["accept-encoding"]); // not over plain http
      return response.writeHead(200, { "content-type": file.type, ...(brotli && { "content-encoding": "br" }) }).end(brotli ? file.body : brotliDecompressSync(file.body));
    }
    if (calls.has(pathname)) return response.writeHead(200, { "content-type": "text/javascript" }).end(calls.get(pathname));
    if (pathname === "/frame") return html(`<iframe src="${query.get("of")}/page?who=${query.get("who")}"></iframe>`);
    if (pathname !== "/page") return response.writeHead(404).end();
    if (query.has("csp")) response.setHeader("content-security-policy", POLICY);
    html(`${query.has("styles") ? `<style>${STYLES}</style>` : ""}<body><p>site</p>${scripts.get(query.get("who"))}`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: server.address().port, close: () => (server.closeAllConnections(), server.close()) };
}

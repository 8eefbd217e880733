import { readFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../site");
const types: Record<string, string> = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8" };

/** How a page of the site loads the SDK: by a script tag, by one whose errors it hears, or not, which a test does later. */
const tags = {
  script: `<script src="{{rupt}}/rupt.js" async></script>`,
  heard: `<script src="{{rupt}}/rupt.js" crossorigin async></script>`,
  late: "",
};

/** A customer's site, on an origin of its own as in life: pages of e2e/site with the SDK's origin filled in. */
export class Site {
  readonly origin: string;
  readonly #http: HttpServer;
  readonly #pages: Map<string, string>;

  private constructor(http: HttpServer, pages: Map<string, string>) {
    this.#http = http;
    this.#pages = pages;
    this.origin = `http://localhost:${(http.address() as AddressInfo).port}`;
  }

  static async start(rupt: string): Promise<Site> {
    const pages = new Map<string, string>();
    const http = createServer(async (request, response) => {
      const url = new URL(request.url!, "http://site");
      const name = url.pathname.endsWith(".js") ? url.pathname : url.searchParams.get("page") ?? "/page.html";
      const text = pages.get(url.pathname) ?? (await readFile(join(folder, name), "utf8").catch(() => null));
      if (text === null) return void response.writeHead(404).end();
      const csp = url.searchParams.get("csp");
      if (csp) response.setHeader("Content-Security-Policy", csp);
      response.setHeader("Content-Type", types[name.split(".").pop()!]);
      const tag = tags[(url.searchParams.get("sdk") ?? "script") as keyof typeof tags];
      response.end(text.replace("{{sdk}}", tag).replaceAll("{{rupt}}", rupt));
    }).listen(0, "127.0.0.1");
    await once(http, "listening");
    return new Site(http, pages);
  }

  /** put adds a page of a test's own, and returns its address. */
  put(path: string, html: string): string {
    this.#pages.set(path, html);
    return this.url(path);
  }

  /** url is an address of the site; `attach` are the options that the page attaches with, `sdk` is how it has the SDK. */
  url(path: string, { attach, ...query }: { attach?: object; sdk?: keyof typeof tags } & Record<string, unknown> = {}): string {
    const url = new URL(path, this.origin);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, String(value));
    if (attach) url.searchParams.set("attach", JSON.stringify(attach));
    return url.href;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    this.#http.close();
    await once(this.#http, "close");
  }
}

import { test as base, type BrowserContext, type Page } from "@playwright/test";
import { type Device, emulate } from "./devices.ts";
import { CLIENT_ID, Server } from "./server.ts";
import { Site } from "./site.ts";

/** A callback of the page that fired. */
export interface Fired {
  name: string;
  detail: any;
}

/** A browser on a device, with what happened in its pages. */
export class Visitor {
  readonly context: BrowserContext;
  readonly fired: Fired[] = [];
  readonly console: string[] = [];
  readonly violations: string[] = [];

  constructor(context: BrowserContext) {
    this.context = context;
  }

  /** has says that a callback of that name fired. */
  has(name: string): boolean {
    return this.fired.some((f) => f.name === name);
  }

  /** said is what the pages printed; that there is no GPU is the machine's word. */
  get said(): string[] {
    return this.console.filter((line) => line !== "warning: No available adapters.");
  }

  detail(name: string): any {
    return this.fired.find((f) => f.name === name)?.detail;
  }

  async open(url: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(url);
    return page;
  }
}

/** What every test may ask for. */
export interface Fixtures {
  /** server is a server for this test alone, since some limits count by IP. */
  server: Server;
  site: Site;
  /** visitor makes a browser with empty storage on a device. */
  visitor: (device: Device, options?: { javaScriptEnabled?: boolean }) => Promise<Visitor>;
  /** attachOptions are those of a customer whose account is for one device. */
  attachOptions: (account: string, more?: object) => { account: string };
}

/** test is Playwright's, with a server, a site and visitors of its own each time. */
export const test = base.extend<Fixtures>({
  server: async ({}, use, info) => {
    const server = await Server.start();
    await use(server);
    await server.dispose();
    if (info.status !== info.expectedStatus) await info.attach("server log", { body: server.log, contentType: "text/plain" });
  },

  site: async ({ server }, use) => {
    const site = await Site.start(server.origin);
    await use(site);
    await site.stop();
  },

  visitor: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (device, options = {}) => {
      const context = await browser.newContext({ ...device.context, ...options });
      contexts.push(context);
      await context.addInitScript(emulate, device.hardware);
      return watch(new Visitor(context));
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  attachOptions: async ({ site }, use) => {
    await use((account, more = {}) => ({
      client_id: CLIENT_ID,
      account,
      email: `${account}@example.com`,
      phone: "+12015550123",
      lang: "en", // devices speak their own languages; tests find buttons by their English names
      limit_config: { overall_device_limit: 1 },
      redirect_urls: {
        success_url: site.url("/welcome"),
        logout_url: site.url("/goodbye"),
        new_account_url: site.url("/new"),
        suspended_url: site.url("/suspended"),
        upgrade_url: site.url("/upgrade"),
      },
      ...more,
    }));
  },
});

/** watch keeps what pages report: callbacks, console lines and policy violations, across redirects. */
export async function watch(visitor: Visitor): Promise<Visitor> {
  await visitor.context.exposeFunction("happened", (name: string, detail: unknown) => void visitor.fired.push({ name, detail }));
  await visitor.context.exposeFunction("violated", (text: string) => void visitor.violations.push(text));
  await visitor.context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => {
      (window as any).violated(`${e.violatedDirective}: ${e.blockedURI} in ${e.sourceFile}:${e.lineNumber}`);
    });
  });
  visitor.context.on("console", (message) => visitor.console.push(`${message.type()}: ${message.text()}`));
  visitor.context.on("weberror", (error) => visitor.console.push(`uncaught: ${error.error().message}`));
  return visitor;
}

export { expect } from "@playwright/test";

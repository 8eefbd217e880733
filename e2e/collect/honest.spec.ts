import { chromium } from "@playwright/test";
import type { ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, startScreen } from "../lib/screen.ts";
import { expect, read, test } from "./bench.ts";

// A browser that a person uses is neither automated nor tampered with, however odd. These are windows on a screen, with the switch off by
// which Chromium tells pages of its driver, and without a GPU, as in virtual machines and remote desktops: that alone is noticed in all.

interface Oddity {
  args?: string[];
  preferences?: object;
  /** evidence is what else is noticed; it is not enough. */
  evidence?: string;
}

const oddities: Record<string, Oddity> = {
  "a plain window": {},
  "no PDF viewer": { preferences: { plugins: { always_open_pdf_externally: true } }, evidence: "no-plugins" },
  "the whole screen, without a taskbar": { args: ["--kiosk"], evidence: "no-taskbar-no-frame" },
  "a small window": { args: ["--window-size=500,400"] },
  "a private window": { args: ["--incognito"] },
  "languages of its own": { args: ["--accept-lang=de-CH,fr,it"] },
};

const software = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

for (const [name, { args = [], preferences, evidence }] of Object.entries(oddities)) {
  test(name, async ({ bench }) => {
    const profile = await mkdtemp(join(tmpdir(), "honest-"));
    const processes: ChildProcess[] = [];
    try {
      if (preferences) {
        await mkdir(join(profile, "Default"));
        await writeFile(join(profile, "Default/Preferences"), JSON.stringify(preferences));
      }
      const context = await chromium.launchPersistentContext(profile, {
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        headless: false,
        viewport: null,
        args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-sync", "--disable-blink-features=AutomationControlled", ...software, ...args],
        ignoreDefaultArgs: ["--enable-automation", "--hide-scrollbars", "--disable-extensions"],
        env: { ...process.env, DISPLAY: await startScreen(processes), TZ: "America/New_York" },
      });
      const page = await context.newPage();
      await page.goto(bench.url());
      const { signals } = await read(page);
      await context.close();
      expect(signals.automation.value).toMatchObject({ level: "none", evidence: [evidence, "software-gpu"].filter(Boolean) });
      expect(signals.tampering.value).toEqual({ level: "none", score: 0, evidence: [] });
    } finally {
      await end(processes);
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  });
}

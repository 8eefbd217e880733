// See scripts/screenshots.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";

const OUT = resolve("bin/screenshots");
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const PER_SHEET = { phone: { images: 12, columns: 6, width: 300 }, desktop: { images: 9, columns: 3, width: 620 } };

const README = process.argv.includes("--readme");

const data = await mkdtemp(join(tmpdir(), "rupt-screenshots-"));
const server = spawn("bin/rupt", ["dev", "--addr", "localhost:0", "--data", data], { stdio: ["ignore", "pipe", "inherit"] });
const origin = await said(server.stdout, /http:\/\/localhost:\d+/);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-quic"] });
try {
  await (README ? readme() : everything());
} finally {
  await browser.close();
  server.kill();
  await rm(data, { recursive: true, force: true });
}

/** said is the first match in what a program prints. */
async function said(stdout, pattern) {
  let text = "";
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    const found = pattern.exec((text += chunk));
    if (found) return found[0];
  }
  throw new Error("the server did not start");
}

/** everything is every state in every dress, with contact sheets. */
async function everything() {
  const html = await (await fetch(`${origin}/dev/story`)).text();
  const wanted = (name) => process.argv.length === 2 || process.argv.slice(2).some((part) => name.includes(part));
  const names = [...new Set([...html.matchAll(/\/dev\/story\/([a-z-]+)\?/g)].map((m) => m[1]))].filter(wanted);
  const mails = (await readdir("server/courier/testdata")).filter((file) => file.endsWith(".html")).filter(wanted);
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });

  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["light", "dark"]) {
      for (const lang of ["en", "ar"]) {
        for (const modal of ["", "-modal"]) {
          const pages = names.map((name) => [name, `${origin}/dev/story/${name}?lang=${lang}${modal && "&modal=1"}`]);
          if (!modal && lang === "en") {
            pages.push(...mails.map((file) => [`mail-${file.replace(".html", "")}`, `file://${resolve("server/courier/testdata", file)}`]));
          }
          await shoot(`${size}-${colorScheme}-${lang}${modal}`, size, { viewport, colorScheme }, pages);
        }
      }
    }
  }
}

/** readme takes the picture at the top of README.md: the three screens of the way that most people go. */
async function readme() {
  const context = await browser.newContext({ viewport: { width: 390, height: 578 }, deviceScaleFactor: 2, colorScheme: "dark" });
  const page = await context.newPage();
  const shots = [];
  for (const name of ["choose", "code", "devices"]) {
    await page.goto(`${origin}/dev/story/${name}?lang=en`);
    if (name === "code") await page.getByRole("textbox").pressSequentially("029");
    shots.push(`<img src="data:image/png;base64,${(await page.screenshot({ caret: "initial" })).toString("base64")}">`);
  }
  const board = await context.newPage(); // one without the server's policy
  await board.setViewportSize({ width: 1506, height: 744 });
  await board.setContent(`<style>body{margin:0;padding:41px 43px;display:flex;justify-content:space-between;background:#e8e4dc}
img{width:446px;border-radius:36px;display:block}</style>${shots.join("")}`);
  await board.screenshot({ path: "docs/images/challenge.png", scale: "css" });
  await context.close();
}

/** shoot takes a picture of every page, and lays them out on sheets. */
async function shoot(set, size, options, pages) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const shots = [];
  for (const [name, url] of pages) {
    await page.goto(url);
    const path = join(OUT, `${set}-${name}.png`);
    await page.screenshot({ path });
    shots.push({ name, path });
  }
  await context.close();
  const { images, columns, width } = PER_SHEET[size];
  for (let i = 0; i < shots.length; i += images) await sheet(join(OUT, `sheet-${set}-${i / images + 1}.png`), shots.slice(i, i + images), columns, width);
}

async function sheet(path, shots, columns, width) {
  const figures = await Promise.all(
    shots.map(async ({ name, path }) => `<figure><img src="data:image/png;base64,${await readFile(path, "base64")}"><figcaption>${name}</figcaption></figure>`),
  );
  const page = await browser.newPage({ viewport: { width: columns * (width + 16) + 16, height: 100 } });
  await page.setContent(`<style>body{margin:16px;display:grid;grid-template-columns:repeat(${columns},${width}px);gap:16px;background:#889;font:14px sans-serif}
figure{margin:0}img{width:100%;display:block}</style>${figures.join("")}`);
  await page.screenshot({ path, fullPage: true });
  await page.close();
}

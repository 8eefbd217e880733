// What may happen to a browser while the device stays: one row each.

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {number} bar the least similarity wanted: 1 where nothing of the device or its settings changed
 * @property {boolean} [kept] whether it is the profile of the first reading, started again; else it is a new one
 * @property {string[]} [args] of the browser's command line
 * @property {object} [env] environment variables
 * @property {object} [context] options of Playwright's launchPersistentContext
 * @property {(visit: import("./visit.mjs").Visit) => Promise<string>} [read] gives the hash; by default that of a page
 */

const network = { offline: false, latency: 400, downloadThroughput: 100_000, uploadThroughput: 100_000 };

/** The next release, as it would name itself. */
const nextVersion = (agent, hints, major) => ({
  userAgent: agent.replace(/(Chrome\/)\d+/, `$1${major}`),
  userAgentMetadata: {
    ...hints,
    brands: hints.brands.map(({ brand, version }) => ({ brand, version: /Not/.test(brand) ? "24" : String(major) })),
    fullVersionList: hints.fullVersionList?.map(({ brand }) => ({ brand, version: `${major}.0.1.2` })),
  },
});

const zoomed = (factor) => async (visit) => {
  await visit.open();
  await visit.zoom(factor);
  await visit.page.reload();
  return visit.answer();
};

/** @type {Row[]} */
export const rows = [
  { name: "reload", bar: 1, kept: true, read: async (visit) => (await visit.open(), await visit.page.reload(), visit.answer()) },
  { name: "new tab", bar: 1, kept: true, read: async (visit) => (await visit.open(), await visit.newTab(), visit.open()) },
  { name: "storage cleared", bar: 1, kept: true, read: async (visit) => {
    await visit.open();
    await visit.send("Storage.clearDataForOrigin", { origin: visit.origin, storageTypes: "all" });
    await visit.page.reload();
    return visit.answer();
  } },
  { name: "browser restarted", bar: 1, kept: true },
  { name: "new profile", bar: 1 },
  { name: "private window", bar: 1, args: ["--incognito"] },
  { name: "window resized", bar: 1, read: async (visit) => (await visit.open(), await visit.resize(700, 520), await visit.page.reload(), visit.answer()) },
  { name: "zoom 110 %", bar: 0.93, read: zoomed(1.1) },
  { name: "zoom 150 %", bar: 0.93, read: zoomed(1.5) },
  { name: "zoom 67 %", bar: 0.93, read: zoomed(0.67) },
  { name: "another stylesheet", bar: 1, read: (visit) => visit.open("&styles") },
  { name: "strict content security policy", bar: 1, read: (visit) => visit.open("&csp") },
  { name: "in a frame", bar: 1, read: (visit) => visit.frame(visit.origin) },
  { name: "in a frame of another site", bar: 0.93, read: (visit) => visit.frame(visit.otherOrigin) },
  { name: "another origin", bar: 1, read: (visit) => visit.open("", visit.otherOrigin) },
  { name: "plain http", bar: 0.93, read: (visit) => visit.open("", visit.insecureOrigin) },
  { name: "slow network", bar: 1, read: async (visit) => {
    await visit.send("Network.enable");
    await visit.send("Network.emulateNetworkConditions", network);
    return visit.open();
  } },
  { name: "processor 6 times slower", bar: 1, read: async (visit) => (await visit.send("Emulation.setCPUThrottlingRate", { rate: 6 }), visit.open()) },
  { name: "dark mode", bar: 0.93, context: { colorScheme: "dark" } },
  { name: "language added", bar: 1, args: ["--accept-lang=en-US,fr"] },
  { name: "main language changed", bar: 0.93, context: { locale: "de-DE" } },
  { name: "time zone changed", bar: 0.93, env: { TZ: "America/New_York" } },
  { name: "second monitor plugged in", bar: 1, args: ["--screen-info={1920x1080}{2560x1440}"] },
  { name: "on the second monitor", bar: 0.93, args: ["--screen-info={1920x1080}{2560x1440}", "--window-position=2000,50"] },
  { name: "HiDPI display", bar: 0.93, args: ["--screen-info={3840x2160 devicePixelRatio=2.0}"] },
  { name: "camera plugged in", bar: 1, args: ["--use-fake-device-for-media-stream"] },
  { name: "permissions granted", bar: 1, args: ["--use-fake-device-for-media-stream"], read: async (visit) => {
    await visit.context.grantPermissions(["geolocation", "notifications", "camera", "microphone"]);
    await visit.open();
    await visit.page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true, video: true }));
    await visit.page.reload();
    return visit.answer();
  } },
  { name: "next browser version", bar: 0.93, read: async (visit) => {
    await visit.open();
    const { agent, hints } = await visit.page.evaluate(async () => ({
      agent: navigator.userAgent,
      hints: await navigator.userAgentData.getHighEntropyValues(["architecture", "bitness", "model", "platformVersion", "fullVersionList"]),
    }));
    const major = Number(/Chrome\/(\d+)/.exec(agent)[1]) + 1;
    await visit.send("Emulation.setUserAgentOverride", nextVersion(agent, hints, major));
    return visit.open();
  } },
];

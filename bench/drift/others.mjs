// Other devices that a server knows beside ours, of the same browser and system: what Chromium says when it is made to look like them.

/** Playwright's context options, and what a context cannot set. */
export const others = [
  { context: { timezoneId: "Europe/Berlin" }, hardware: { hardwareConcurrency: 8, deviceMemory: 16 } },
  { context: { timezoneId: "Europe/Berlin", locale: "de-DE" }, hardware: { hardwareConcurrency: 4, deviceMemory: 8 } },
  { context: { timezoneId: "Europe/Paris", locale: "fr-FR", screen: { width: 1440, height: 900 }, viewport: { width: 1300, height: 700 } }, hardware: { hardwareConcurrency: 12, deviceMemory: 32 } },
  { context: { timezoneId: "America/New_York", screen: { width: 2560, height: 1440 }, viewport: { width: 1300, height: 700 } }, hardware: { hardwareConcurrency: 16, deviceMemory: 8 } },
];

/** Runs in a page before its scripts. */
export function pretend(hardware) {
  for (const [name, value] of Object.entries(hardware)) Object.defineProperty(Navigator.prototype, name, { get: () => value, configurable: true });
}

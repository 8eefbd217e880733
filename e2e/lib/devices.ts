import { type BrowserContextOptions, devices as profiles } from "@playwright/test";

/** A device that Chromium is made to look like. What the server makes of it is left alone. */
export interface Device {
  context: BrowserContextOptions;
  hardware: Hardware;
}

interface Hardware {
  cores: number;
  memory: number;
  touchPoints: number;
  gpuVendor: string;
  gpuRenderer: string;
}

/** desk is a computer on a desk in New York. */
export const desk: Device = {
  context: { viewport: { width: 1280, height: 800 }, screen: { width: 1920, height: 1080 }, locale: "en-US", timezoneId: "America/New_York" },
  hardware: {
    cores: 16, memory: 16, touchPoints: 0,
    gpuVendor: "Google Inc. (NVIDIA)", gpuRenderer: "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)",
  },
};

/** phone is a phone in Berlin. */
export const phone: Device = {
  context: { ...profiles["Pixel 7"], locale: "de-DE", timezoneId: "Europe/Berlin" },
  hardware: { cores: 8, memory: 8, touchPoints: 5, gpuVendor: "Google Inc. (ARM)", gpuRenderer: "ANGLE (ARM, Mali-G710, OpenGL ES 3.2)" },
};

/** laptop is a small computer in Paris, of the same kind as desk. */
export const laptop: Device = {
  context: { viewport: { width: 1100, height: 700 }, screen: { width: 1440, height: 900 }, deviceScaleFactor: 2, locale: "fr-FR", timezoneId: "Europe/Paris" },
  hardware: { cores: 8, memory: 8, touchPoints: 10, gpuVendor: "Google Inc. (Intel)", gpuRenderer: "ANGLE (Intel, Intel(R) Iris(R) Xe Graphics, OpenGL 4.6)" },
};

/** emulate runs in the page before its scripts, with what a context cannot set. */
export function emulate({ cores, memory, touchPoints, gpuVendor, gpuRenderer }: Hardware): void {
  const values = { hardwareConcurrency: cores, deviceMemory: memory, maxTouchPoints: touchPoints };
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(Navigator.prototype, name, { get: () => value, configurable: true });
  }
  const answers: Record<number, string> = { 0x9245: gpuVendor, 0x9246: gpuRenderer };
  for (const context of [WebGLRenderingContext, WebGL2RenderingContext]) {
    const original = context.prototype.getParameter;
    context.prototype.getParameter = function (name: number) {
      return answers[name] ?? original.call(this, name);
    };
  }
}

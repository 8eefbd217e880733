// "Pretend to be another device." One machine is one device to the server, whatever was cleared and in a private window
// too, which is the point of it. To see two devices on one machine, the demo changes what the SDK collected before it is
// hashed, and forgets what the SDK kept here, as another machine would not have it.

// What another computer with the same kind of browser would say: the first value, or the second where that is what this
// machine says already. The forms are those of docs/fingerprint.md.
const others = {
  "gpu.model": ["AMD Radeon 780M Graphics", "Intel(R) Iris(R) Xe Graphics"],
  "gpu.vendor": ["AMD|AMD Radeon 780M Graphics", "Intel|Intel(R) Iris(R) Xe Graphics"],
  "gpu.render": ["5d1f0c3a9be27466", "a07b5e1192cd38f4"],
  "cpu.cores": ["16", "6"],
  "mem.class": ["16", "8"],
  "screen.size": ["2880x1800@1", "1366x768@1"],
  "screen.dpr": ["1.75", "1"],
  "input.touch": ["10|true", "0|false"],
  "audio.hw": ["96000|6", "48000|2"],
  "canvas.geom": ["c1d80b6f3392ea57", "72f4099be6a1d83c"],
  "canvas.text": ["9e3a7c5512f0b46d|04c8d1e7a93b62f5", "37b0f2c98ad14e65|e95d06b7431fa28c"],
  "canvas.emoji": ["b86f02d47ce1935a", "1ca97e40f5d2836b"],
  "text.metrics": ["101.5,33.25,88.75,20.5,64.125,12.5", "98.75,31.5,90.25,19.125,61.5,12.75"],
  "tz.zone": ["America/Chicago", "Europe/Lisbon"],
  "tz.rule": ["-360,-300", "0,60"],
};

/** disguise returns the signals of another device, made from those of this one. */
export function disguise(signals) {
  const changed = { ...signals };
  for (const [key, values] of Object.entries(others)) {
    const value = values.find((v) => v !== signals[key]?.value);
    changed[key] = { value, duration: 0 };
  }
  return changed;
}

/** forget drops what the SDK kept in this browser: another device would not have it. */
export function forget() {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) {
      if (key.startsWith("rpt_")) storage.removeItem(key);
    }
  }
  for (const pair of document.cookie.split("; ")) {
    const name = pair.split("=", 1)[0];
    if (name.startsWith("rpt_")) document.cookie = `${name}=; path=/; max-age=0`;
  }
}

/** elsewhere is this server under the other name of this machine, which has a storage of its own. */
export function elsewhere(path) {
  const url = new URL(path, location.origin);
  url.hostname = url.hostname === "localhost" ? "127.0.0.1" : "localhost";
  return url.href;
}

// Writes a population of devices for bench-fingerprint, one JSON object a line:
// segment key → raw value. Attributes come from the population model of the npm
// package fingerprint-generator; what it does not model (pixels, sound, time zone,
// voices …) is left to the benchmark.
//
//   npm install --no-save --prefix /tmp/population fingerprint-generator
//   NODE_PATH=/tmp/population/node_modules node devices.mjs 6000 1 > /tmp/devices.jsonl
//
// Another seed, the second argument, gives other devices.
import { createRequire } from 'node:module';

const count = Number(process.argv[2] ?? 6000);

// The model draws from Math.random: a seeded one makes the file reproducible.
let state = 20260101 + Math.imul(Number(process.argv[3] ?? 0), 0x9e3779b1) | 0;
Math.random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const { FingerprintGenerator } = createRequire(import.meta.url)('fingerprint-generator');
const generator = new FingerprintGenerator({ devices: ['desktop', 'mobile'] });

for (let made = 0; made < count; ) {
  const { fingerprint } = generator.getFingerprint();
  const signals = signalsOf(fingerprint);
  if (signals) {
    console.log(JSON.stringify(signals));
    made++;
  }
}

function signalsOf(f) {
  const n = f.navigator, ua = n.userAgent, hints = n.userAgentData;
  const engine = engineOf(ua), os = osOf(ua, hints, n), brand = brandOf(ua, hints);
  if (!os) return null;
  const { renderer = '', vendor = '' } = f.videoCard ?? {};
  const signals = {
    'ua.engine': engine,
    'ua.brand': brand,
    'ua.major': /(?:Firefox|FxiOS|CriOS|Chrome|Version)\/(\d+)/.exec(ua)?.[1],
    'os.release': os,
    'gpu.model': renderer,
    'gpu.vendor': vendor + '|' + renderer,
    'gpu.api': 'webgl2|' + renderer,
    'cpu.cores': text(n.hardwareConcurrency),
    'mem.class': text(n.deviceMemory),
    'cpu.arch': hints ? `127|${hints.architecture ?? ''}|${hints.bitness ?? ''}` : '127||',
    'device.model': hints?.model || /iPhone|iPad/.exec(ua)?.[0],
    'screen.size': `${f.screen.width}x${f.screen.height}@${f.screen.devicePixelRatio}`,
    'screen.dpr': text(f.screen.devicePixelRatio),
    'screen.color': `${f.screen.colorDepth}|srgb|${f.screen.hasHDR ? 'high' : 'standard'}`,
    'input.touch': `${n.maxTouchPoints ?? 0}|${(n.maxTouchPoints ?? 0) > 0}`,
    'input.pointer': hints?.mobile || /Mobile/.test(ua) ? 'coarse' : 'fine,hover',
    'media.codecs': pairs({ ...f.audioCodecs, ...prefixed('video-', f.videoCodecs) }),
    'media.kinds': ['micros', 'speakers', 'webcams'].map((k) => f.multimediaDevices?.[k]?.length ?? 0).join(','),
    'lang.primary': n.language,
    'privacy': pairs({ dnt: n.doNotTrack, gpc: n.extraProperties?.globalPrivacyControl }),
    'features': pairs({ flavours: n.extraProperties?.vendorFlavors?.join(' '), pdf: n.extraProperties?.pdfViewerEnabled }),
    'fonts': (f.fonts ?? []).join(','),
  };
  return Object.fromEntries(Object.entries(signals).filter(([, v]) => v !== undefined && v !== ''));
}

function text(v) { return v === null || v === undefined ? undefined : String(v); }
function pairs(o) { return Object.entries(o ?? {}).map(([k, v]) => `${k}=${v ?? ''}`).join(','); }
function prefixed(p, o) { return Object.fromEntries(Object.entries(o ?? {}).map(([k, v]) => [p + k, v])); }

function engineOf(ua) {
  if (/iPhone|iPad/.test(ua)) return 'webkit';
  if (/Firefox\//.test(ua)) return 'gecko';
  return /Chrome\//.test(ua) ? 'blink' : 'webkit';
}

function osOf(ua, hints, n) {
  if (hints?.platform) return `${hints.platform}|${hints.platformVersion ?? ''}`;
  if (/Windows NT/.test(ua)) return 'Windows|10.0';
  if (/iPhone|iPad/.test(ua)) return `iOS|${/OS (\d+)_/.exec(ua)?.[1] ?? ''}`;
  if (/Android/.test(ua)) return `Android|${/Android (\d+)/.exec(ua)?.[1] ?? ''}`;
  if (/Mac OS X/.test(ua)) return 'macOS|';
  return /Linux/.test(ua) ? 'Linux|' : '';
}

function brandOf(ua, hints) {
  const named = hints?.brands?.map((b) => b.brand).find((b) => !/Not.?A.?Brand|Chromium/i.test(b));
  if (named) return named;
  if (/Edg/.test(ua)) return 'Microsoft Edge';
  if (/Firefox|FxiOS/.test(ua)) return 'Firefox';
  return /Chrome|CriOS/.test(ua) ? 'Google Chrome' : 'Safari';
}

// The part of package collect that is JavaScript: helpers that save a crossing from Go for each property, and the work that takes the browser
// long, which the loader begins while the module is still on its way. Everything is made at most once a page; what Go asks for later is what was
// begun. Errors are thrown as they come: Go knows which state they mean.

import { createFrame } from "./frame.js";
import { limits, makers, openGL, render } from "./gpu.js";
import { createText } from "./text.js";

const HINTS = ["architecture", "bitness", "model", "platformVersion", "wow64", "formFactors", "fullVersionList"];
const DECODERS = ['video/mp4; codecs="hvc1.1.6.L93.B0"', 'video/webm; codecs="vp09.00.10.08"', 'video/mp4; codecs="av01.0.08M.08"'];
const COMPRESSOR = { threshold: -50, knee: 40, ratio: 12, attack: 0, release: 0.25 };
const SLICE = 8; // how long a task may go on with another piece of work, in milliseconds

/** turn calls f in a task of its own. A message is delivered at once; timers are held back, and must do where a page has no channels. */
export function turn(f) {
  const once = () => {
    clearTimeout(timer);
    f?.();
    f = null;
  };
  let timer;
  try {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      once();
    };
    port2.postMessage(0);
    timer = setTimeout(once, 100); // a channel that is dead
  } catch {
    timer = setTimeout(once);
  }
}

/** createReach makes what Go reaches the browser with. */
export function createReach() {
  let begun = false;
  let steps = [];
  const frame = createFrame();
  const text = createText(frame.inside);
  const slow = {
    ...text.measures,
    hints: async () => navigator.userAgentData.getHighEntropyValues(HINTS),
    keyboard: async () => navigator.keyboard.getLayoutMap(),
    decoders: async () => inTurn(DECODERS.map(decoder)),
    voices,
    audio,
    dates: () => new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions(),
    gl: openGL,
    makers: () => makers(make("gl")),
    render: async () => render(make("gl")),
  };
  let made = {};
  let since; // when the first of them was made

  /** make gives the result of slow work, a promise or a value, doing it first if need be. */
  const make = (name) => {
    since ??= performance.now();
    made[name] ??= attempt(slow[name]);
    if (made[name].threw) throw made[name].error;
    return made[name].value;
  };

  /** step takes the next of what keeps the page busy. Others have their turn after each task, so that none is long. */
  const step = () => {
    const end = performance.now() + SLICE;
    while (steps.length > 0 && performance.now() < end) attempt(() => make(steps.shift()));
    if (steps.length > 0) turn(step);
  };

  /** begin starts all of it. */
  const begin = () => {
    if (begun) return;
    begun = true;
    for (const name of ["hints", "voices", "decoders", "keyboard"]) attempt(() => make(name));
    if (document.visibilityState !== "hidden") attempt(() => make("audio"));
    steps = ["dates", "gl", "makers", "render", ...Object.keys(text.measures)];
    turn(step);
  };

  return {
    begin,
    make,
    since: () => since,
    /** forget leaves the page as it was, and lets a later collection make all of it anew. */
    forget: () => {
      steps = [];
      made = {};
      since = undefined;
      text.forget();
      frame.close();
    },
    frame: frame.open,
    now: () => performance.now(),
    turn, limits, pick, sources, voiceNames, lose,
  };
}

/** attempt runs f and keeps what came of it. Rejections are nobody's error until Go asks; window.Promise may be another's. */
function attempt(f) {
  try {
    const value = f();
    value?.then?.(null, () => {});
    return { value };
  } catch (error) {
    return { threw: true, error };
  }
}

/** pick copies properties into a plain object: those of the browser's own objects are on prototypes, where JSON does not see them. */
function pick(object, names) {
  return Object.fromEntries(names.split(",").map((name) => [name, object[name]]));
}

/** sources are the texts by toString of the functions among members, "Owner.name.get" or "Owner.name.value", one after each NUL. */
function sources(toString, members) {
  let texts = "";
  for (const member of members.split(",")) {
    const [owner, name, kind] = member.split(".");
    const prototype = window[owner]?.prototype;
    const f = prototype && Object.getOwnPropertyDescriptor(prototype, name)?.[kind];
    if (typeof f === "function") texts += `\0${Reflect.apply(toString, f, [])}`;
  }
  return texts;
}

async function decoder(contentType) {
  try {
    const video = { contentType, width: 1920, height: 1080, bitrate: 5_000_000, framerate: 60 };
    const { supported, powerEfficient } = await navigator.mediaCapabilities.decodingInfo({ type: "file", video });
    return supported !== true ? "none" : powerEfficient === true ? "efficient" : "supported";
  } catch {
    return "none";
  }
}

async function inTurn(promises) {
  const values = [];
  for (const promise of promises) values.push(await promise);
  return values.join();
}

/** audio renders a triangle wave through a compressor, offline and unheard. */
async function audio() {
  const context = new OfflineAudioContext(1, 5000, 44100);
  const oscillator = context.createOscillator();
  oscillator.type = "triangle";
  oscillator.frequency.value = 10000;
  const compressor = context.createDynamicsCompressor();
  for (const [name, value] of Object.entries(COMPRESSOR)) compressor[name].value = value;
  oscillator.connect(compressor);
  compressor.connect(context.destination);
  oscillator.start(0);
  return (await context.startRendering()).getChannelData(0);
}

/** voices settles when there are any. The list is filled after it was first asked for. */
async function voices() {
  const synthesis = speechSynthesis;
  if (synthesis.getVoices().length > 0 || !synthesis.addEventListener) return;
  await new Promise((resolve) => {
    setTimeout(resolve, 250);
    synthesis.addEventListener("voiceschanged", resolve, { once: true });
  });
}

/** voiceNames is the language of the default voice and the names of the local ones, one a line, or null where there are none. */
function voiceNames() {
  const all = [...speechSynthesis.getVoices()].slice(0, 500);
  if (all.length === 0) return null;
  const language = all.reduce((found, voice) => (voice.default === true ? voice.lang : found), "");
  return [language, ...all.filter((voice) => voice.localService === true).map((voice) => voice.name)].join("\n");
}

/** lose gives a WebGL context back, in a task of its own. */
function lose(context) {
  turn(() => attempt(() => context.getExtension("WEBGL_lose_context").loseContext()));
}

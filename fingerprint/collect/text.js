// How wide text is: which fonts there are, and what is set for pages that ask for none.

/** TEXT has wide and narrow letters and some that few fonts leave alone. */
const TEXT = "mmMwWLliI0O&1fi";

/** GENERICS are the families to fall back to. Two, since a probe may happen to be the font behind one of them. */
const GENERICS = ["monospace", "serif"];

/** FONTS are the probes of fingerprint.FontProbes, to which a test holds them: one bucket a line. */
const FONTS = `Bahnschrift,HoloLens MDL2 Assets,Segoe Fluent Icons,Leelawadee,Geneva,Galvji,InaiMathi Bold,Helvetica Neue,Ubuntu,Cantarell,Roboto
MS Outlook,MT Extra,Century Gothic,Haettenschweiler,Kunstler Script,Monotype Corsiva,Arial Unicode MS,Aptos
ZWAdobeF,Myriad Pro,Minion Pro,Swis721 BT,Futura Bk BT,AvantGarde Md BT
Open Sans,Lato,Montserrat,Poppins,FontAwesome,Source Sans Pro
DejaVu Sans Mono,Fira Code,JetBrains Mono,Cascadia Code,Source Code Pro,OpenSymbol
MS Mincho,Meiryo UI,Gulim,SimHei,Microsoft JhengHei,PingFang HK Light,Noto Sans CJK JP
Microsoft Uighur,Arabic Typesetting,Levenim MT,Nirmala UI,Kohinoor Devanagari,Lohit Devanagari
Noto Sans,Noto Color Emoji,Liberation Sans,Papyrus,Marlett,Luminari,Chakra Petch,SF Pro`.split("\n");

/** PREFS are families and sizes that a person or a system may have set for pages that ask for none. */
const PREFS = [["", ""], ["-apple-system-body", ""], ["serif", ""], ["sans-serif", ""], ["monospace", ""], ["", "1px"], ["system-ui", ""]];

/** METRICS are large, so that rounding to whole pixels where there is no subpixel positioning does not hide differences. */
const METRICS = ["72px serif", "72px sans-serif", "72px monospace", "72px cursive", "72px system-ui", "bold 72px Arial"];

/** MEASURED are the styles of what is measured. The page's rules do not reach it; what it inherits from the page is taken back. */
const MEASURED = "all:initial;position:absolute;white-space:nowrap;visibility:hidden";

/** RULER is how wide a box of that width has to be, in pixels, or what surrounds it is hidden, zoomed or transformed. */
const RULER = 1000;

/**
 * createText makes what measures, by the names of what is measured. It does so in the page, with rules of its own, or, where the page has fonts of
 * these names or styles that cannot be kept out, in the document that shelter gives: that of a frame, which takes ten milliseconds to make.
 */
export function createText(shelter) {
  const rulers = new Map(); // a document's canvas context, and how wide the text is in the generic families

  /** find looks for fonts with which the text is not as wide as without, for one of the generic families. */
  const find = (fonts, document) => {
    if (!rulers.has(document)) rulers.set(document, { context: document.createElement("canvas").getContext("2d"), bare: [] });
    const { context, bare } = rulers.get(document);
    if (!context) return;
    context.lang = ""; // or it is that of the page, which decides what a generic family is
    const width = (family) => {
      context.font = `48px ${family}`;
      const { width } = context.measureText(TEXT);
      return Number.isFinite(width) ? width : 0;
    };
    const there = (font) => GENERICS.some((generic, i) => width(`"${font}", ${generic}`) !== (bare[i] ??= width(generic)));
    return fonts.filter(there).join();
  };

  const inPage = (fonts) => (untouched() && !brings(fonts) ? find(fonts, document) : undefined);
  const installed = (fonts) => can(() => inPage(fonts)) ?? find(fonts, shelter());
  const prefs = () => can(apart) ?? widths(shelter().body);

  const buckets = FONTS.map((line, bucket) => [`font.b${bucket}`, () => installed(line.split(","))]);
  return { forget: () => rulers.clear(), measures: { prefs, ...Object.fromEntries(buckets), metrics } };
}

/** can is what f returns, or undefined where it throws. */
function can(f) {
  try {
    return f();
  } catch {}
}

/** untouched says whether what measures is the browser's own. Extensions that add noise replace it. */
function untouched() {
  const { get: width } = Object.getOwnPropertyDescriptor(TextMetrics.prototype, "width");
  const { get: font } = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, "font");
  const all = [width, font, CanvasRenderingContext2D.prototype.measureText, Element.prototype.getBoundingClientRect];
  return all.every((f) => Function.prototype.toString.call(f).includes("[native code]"));
}

/** brings says whether the page has fonts of its own under one of the names. */
function brings(fonts) {
  const names = fonts.map((font) => font.toLowerCase());
  return [...document.fonts].some(({ family }) => names.includes(family.replace(/^["']|["']$/g, "").toLowerCase()));
}

/** apart are the widths in a shadow tree at the end of the page, or undefined where the page gets at it all the same. */
function apart() {
  if (!untouched()) return;
  const host = element(document, "div", MEASURED);
  document.documentElement.appendChild(host);
  try {
    const root = host.attachShadow({ mode: "closed" });
    const ruler = root.appendChild(element(document, "div", `${MEASURED};width:${RULER}px`));
    if (Math.abs(ruler.getBoundingClientRect().width - RULER) < 1) return widths(root);
  } finally {
    host.remove();
  }
}

function widths(parent) {
  const spans = PREFS.map(([family, size]) => {
    const span = element(parent.ownerDocument, "span", `${MEASURED};font-family:${family};font-size:${size}`);
    span.lang = "";
    span.textContent = TEXT;
    return parent.appendChild(span);
  });
  const widths = spans.map((span) => span.getBoundingClientRect().width);
  for (const span of spans) span.remove();
  return widths;
}

/** metrics are width and ascent of a text in METRICS, without hinting, on a canvas of the page; undefined where it has none. */
function metrics() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return;
  context.textRendering = "geometricPrecision";
  return METRICS.flatMap((font) => {
    context.font = font;
    const { width, actualBoundingBoxAscent } = context.measureText("mmMwWLliI0fiflO&1");
    return [width, actualBoundingBoxAscent].filter((value) => typeof value === "number");
  }).join();
}

/** element makes one with styles that no rule overrides. A policy forbids style attributes, not properties. */
export function element(document, tag, styles) {
  const made = document.createElement(tag);
  for (const [property, value] of styles.split(";").map((style) => style.split(":"))) {
    if (value) made.style.setProperty(property, value, "important");
  }
  return made;
}

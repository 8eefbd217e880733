// The hidden frame, a document of its own with another realm and other styles than those of the page, and how wide text is in it.

/** FRAME hides the frame without taking away its layout, which display would. */
const FRAME =
  "display:block;zoom:1;position:absolute;top:-9999px;left:0;width:600px;height:100px;border:0;visibility:hidden;pointer-events:none";

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

/** createFrame makes what opens the frame, measures in it and closes it. Where frames are not to be had, it is the page itself. */
export function createFrame() {
  let element, ruled, context, bare;

  const close = () => {
    const old = element;
    element = undefined;
    old?.remove();
  };

  /** open gives the frame that is in the page, or undefined. An empty one is there at once; one with a srcdoc has to load. */
  const open = () => {
    if (element?.isConnected) return element;
    try {
      close();
      const made = span(document, "iframe", FRAME, "important");
      made.setAttribute("aria-hidden", "true");
      made.setAttribute("tabindex", "-1");
      document.body.appendChild(made);
      element = made;
    } catch {} // the page will do
    return element;
  };

  /** inside is asked for each time: Gecko swaps the first document of a frame for another. */
  const inside = () => {
    try {
      const { document } = open().contentWindow;
      if (document.body) return document;
    } catch {}
    return document;
  };

  /** installed are those fonts of a bucket with which the text is not as wide as without, for one of the generic families. */
  const installed = (bucket) => {
    const document = inside();
    if (ruled !== document) {
      context = document.createElement("canvas").getContext("2d");
      [ruled, bare] = [document, []];
    }
    if (!context) return;
    const width = (family) => {
      context.font = `48px ${family}`;
      const { width } = context.measureText(TEXT);
      return Number.isFinite(width) ? width : 0;
    };
    const there = (font) => GENERICS.some((generic, i) => width(`"${font}", ${generic}`) !== (bare[i] ??= width(generic)));
    return FONTS[bucket].split(",").filter(there).join();
  };

  /** prefs are the widths of the text in PREFS. */
  const prefs = () => {
    const document = inside();
    const spans = PREFS.map(([family, size]) => {
      const styles = `position:absolute;white-space:nowrap;visibility:hidden;font-family:${family};font-size:${size}`;
      return document.body.appendChild(span(document, "span", styles, "", TEXT));
    });
    const widths = spans.map((span) => span.getBoundingClientRect().width);
    for (const span of spans) span.remove();
    return widths;
  };

  const buckets = FONTS.map((_, bucket) => [`font.b${bucket}`, () => installed(bucket)]);
  return { open, close, measures: { prefs, ...Object.fromEntries(buckets), metrics } };
}

/** span makes an element with styles and, for one of text, content. A policy forbids style attributes, not properties. */
function span(document, tag, styles, priority, text) {
  const element = document.createElement(tag);
  for (const [property, value] of styles.split(";").map((style) => style.split(":"))) {
    if (value) element.style.setProperty(property, value, priority);
  }
  if (text) element.textContent = text;
  return element;
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

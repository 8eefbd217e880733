// Posters, painted as SVG from a few numbers: nothing to download, sharp at every size.

const NS = "http://www.w3.org/2000/svg";
const WIDTH = 320;
const HEIGHT = 180;
let gradients = 0;

function el(name, attributes, ...children) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** random returns a generator of numbers from 0 to 1 that depends on the seed alone (mulberry32). */
function random(seed) {
  let a = seed * 0x9e3779b1;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function ridge(next, base, height, step) {
  let path = `M0 ${HEIGHT}`;
  const [a, b, c] = [next() * 6, next() * 6, next() * 6];
  for (let x = 0; x <= WIDTH; x += step) {
    const y = base - height * (0.5 + 0.3 * Math.sin(x / 47 + a) + 0.2 * Math.sin(x / 19 + b) + 0.08 * Math.sin(x / 7 + c));
    path += `L${x} ${y.toFixed(1)}`;
  }
  return `${path}L${WIDTH} ${HEIGHT}Z`;
}

const stars = (next, count, fill) =>
  Array.from({ length: count }, () =>
    el("circle", { cx: (next() * WIDTH).toFixed(1), cy: (next() * 110).toFixed(1), r: (0.3 + next() * 0.8).toFixed(2), fill, opacity: (0.3 + next() * 0.7).toFixed(2) }));

const hills = (next, land, height = 46) =>
  land.map((fill, i) => el("path", { d: ridge(next, 122 + i * 26, height - i * 8, 4), fill }));

const motifs = {
  hills: (next, scene) => hills(next, scene.land, 60),
  sea: (next, { land, light, at }) => [
    el("rect", { x: 0, y: 112, width: WIDTH, height: 68, fill: land[1] }),
    ...Array.from({ length: 16 }, (_, i) => {
      const width = 8 + next() * (52 - i * 2);
      return el("rect", { x: at[0] - width / 2 + (next() - 0.5) * (8 + i * 2), y: 115 + i * 3.9, width, height: 1.2, rx: 0.6, fill: light, opacity: 0.65 - i * 0.035 });
    }),
    el("path", { d: ridge(next, 176, 20, 5), fill: land[2] }),
  ],
  orbit: (next, { land, light }) => [
    el("circle", { cx: 232, cy: 150, r: 96, fill: land[0] }),
    el("circle", { cx: 216, cy: 166, r: 96, fill: land[1] }),
    el("ellipse", { cx: 232, cy: 150, rx: 168, ry: 36, fill: "none", stroke: light, "stroke-width": 1, opacity: 0.55, transform: "rotate(-18 232 150)" }),
    el("circle", { cx: 74, cy: 168, r: 3, fill: light }),
  ],
  city: (next, { land, light }) => land.flatMap((fill, row) =>
    Array.from({ length: 15 }, (_, i) => {
      const height = 24 + next() * (62 - row * 16);
      const x = i * 22 - row * 7;
      const y = 168 + row * 8 - height;
      const windows = Array.from({ length: row === 2 ? 0 : 5 }, () =>
        el("rect", { x: x + 3 + Math.floor(next() * 4) * 4, y: y + 5 + Math.floor(next() * 6) * 6, width: 1.8, height: 2.6, fill: light, opacity: 0.25 + next() * 0.6 }));
      return el("g", {}, el("rect", { x, y, width: 19, height: height + 20, fill }), ...windows);
    })),
  lanterns: (next, scene) => [
    ...hills(next, scene.land, 40),
    ...Array.from({ length: 22 }, () => {
      const size = 2 + next() * 5;
      const [x, y] = [next() * WIDTH, 16 + next() * 112];
      return el("g", { opacity: (0.5 + next() * 0.5).toFixed(2) },
        el("circle", { cx: x, cy: y, r: size * 2.2, fill: scene.light, opacity: 0.14 }),
        el("rect", { x: x - size / 2, y: y - size * 0.7, width: size, height: size * 1.4, rx: size * 0.35, fill: scene.light }));
    }),
  ],
  rays: (next, { land, light, at }) => [
    ...Array.from({ length: 9 }, (_, i) => {
      const x = i * 52 - 60;
      return el("path", { d: `M${at[0]} ${at[1]}L${x} 200L${x + 24} 200Z`, fill: light, opacity: 0.1 + (i % 3) * 0.05 });
    }),
    ...land.map((fill, i) => el("path", { d: `M${-10 + i * 14} 0Q${54 - i * 12} 90 ${-10 + i * 10} 180L0 180L0 0ZM${330 - i * 14} 0Q${266 + i * 12} 90 ${330 - i * 10} 180L320 180L320 0Z`, fill })),
    el("ellipse", { cx: 160, cy: 176, rx: 120, ry: 16, fill: land[1] }),
  ],
};

/** poster paints a film's scene. It is decoration: hidden from assistive technology. */
export function poster({ scene }) {
  const next = random(scene.seed);
  const id = `sky-${gradients++}`;
  const sky = el("linearGradient", { id, x1: 0, y1: 0, x2: 0, y2: 1 },
    ...scene.sky.map((color, i) => el("stop", { offset: [0, 0.45, 0.8][i], "stop-color": color })));
  return el("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "xMidYMid slice", class: "poster", "aria-hidden": "true", focusable: "false" },
    el("defs", {}, sky),
    el("rect", { width: WIDTH, height: HEIGHT, fill: `url(#${id})` }),
    ...stars(next, scene.motif === "orbit" ? 90 : 26, scene.light),
    el("circle", { cx: scene.at[0], cy: scene.at[1], r: 44, fill: scene.light, opacity: 0.12 }),
    el("circle", { cx: scene.at[0], cy: scene.at[1], r: 18, fill: scene.light }),
    ...motifs[scene.motif](next, scene));
}

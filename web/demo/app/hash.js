// A hash, drawn: fixed places make it readable, so each segment gets the colour of its group.

import { h } from "./dom.js";
import { headerLength, segments } from "./segments.js";

/** groups are the subjects of segments, by letter. */
export const groups = { H: "Hardware", R: "Rendering", F: "Fonts", L: "Locale and settings", B: "Browser" };

/** part is what a hash says of one segment. */
export const part = (hash, { offset, width }) => hash.slice(offset, offset + width);

/** differing returns the segments that two hashes do not agree in. */
export const differing = (a, b) => segments.filter((segment) => part(a, segment) !== part(b, segment));

/** agreement is the share of the weight of the segments that two hashes agree in, from 0 to 1. */
export function agreement(a, b) {
  const sum = (list) => list.reduce((total, { weight }) => total + weight, 0);
  return 1 - sum(differing(a, b)) / sum(segments);
}

/** drawHash shows a hash; segments that differ from the other one are marked. */
export function drawHash(hash, other) {
  const piece = (segment) => {
    const text = part(hash, segment);
    const differs = other && part(other, segment) !== text;
    return h(differs ? "mark" : "span", { class: `seg seg-${segment.group}`, title: `${segment.key} (${groups[segment.group]})` }, text);
  };
  return h("code", { class: "hash" },
    h("span", { class: "seg seg-header", title: "header: version, engine, platform, checksum" }, hash.slice(0, headerLength)),
    segments.map(piece));
}

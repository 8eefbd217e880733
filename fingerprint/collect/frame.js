// The hidden frame, a document of its own with another realm and other styles than those of the page.

import { element } from "./text.js";

/** FRAME hides the frame without taking away its layout, which display would. */
const FRAME =
  "display:block;zoom:1;position:absolute;top:-9999px;left:0;width:600px;height:100px;border:0;visibility:hidden;pointer-events:none";

/** createFrame makes what opens the frame and closes it. */
export function createFrame() {
  let frame;

  const close = () => {
    const old = frame;
    frame = undefined;
    old?.remove();
  };

  /** open gives the frame that is in the page, or undefined. An empty one is there at once; one with a srcdoc has to load. */
  const open = () => {
    if (frame?.isConnected) return frame;
    try {
      close();
      const made = element(document, "iframe", FRAME);
      made.setAttribute("aria-hidden", "true");
      made.setAttribute("tabindex", "-1");
      document.documentElement.appendChild(made); // a body may be hidden or zoomed, or not be there yet
      frame = made;
    } catch {} // the page will do
    return frame;
  };

  /** inside is the frame's document, or the page's where frames are not to be had. Gecko swaps the first one for another, so it is not kept. */
  const inside = () => {
    try {
      const { document } = open().contentWindow;
      if (document.body) return document;
    } catch {}
    return document;
  };

  return { open, inside, close };
}

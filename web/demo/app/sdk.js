// The SDK arrives by <script src="/rupt.js" async>, so it may come after us.

/** sdk resolves to window.Rupt, or to null when the script could not be loaded. */
export function sdk() {
  if (window.Rupt) return Promise.resolve(window.Rupt);
  const script = document.querySelector('script[src="/rupt.js"]');
  return new Promise((resolve) => {
    const settle = () => resolve(window.Rupt ?? null);
    script.addEventListener("load", settle);
    script.addEventListener("error", settle);
    // The script may have failed before we listened; the page's load waits for it.
    if (document.readyState === "complete") settle();
    else window.addEventListener("load", settle);
  });
}

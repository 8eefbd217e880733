// sdk resolves to the SDK of an async script tag, or to null when it did not load.
export function sdk() {
  if (window.Rupt) return window.Rupt;
  const script = document.querySelector("script[src$='/rupt.js']");
  return new Promise((resolve) => {
    const settle = () => resolve(window.Rupt ?? null);
    script.addEventListener("load", settle);
    script.addEventListener("error", settle);
    if (document.readyState === "complete") settle();
    else window.addEventListener("load", settle);
  });
}

import type { Settings } from "./settings.js";

declare global {
  interface Window {
    Rupt?: any;
  }
}

/** find resolves to the SDK: the page's own or, when there is none, the script of the server. */
export function find({ sdk, api_url }: Settings): Promise<NonNullable<Settings["sdk"]>> {
  const found = sdk ?? window.Rupt;
  if (found) return Promise.resolve(found);
  if (!api_url) return Promise.reject(new Error("the page has no Rupt: set api_url"));
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${api_url.replace(/\/+$/, "")}/rupt.js`;
    script.onload = () => (window.Rupt ? resolve(window.Rupt) : reject(new Error(`${script.src} is not the SDK`)));
    script.onerror = () => reject(new Error(`${script.src} did not load`));
    document.head.append(script);
  });
}

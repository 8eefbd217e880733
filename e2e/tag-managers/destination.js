// What Segment's Rupt destination does on a page: it loads the SDK from the hosted CDN, waits up to a second for
// window.Rupt, and attaches on page events with the fields of its preset.
window.ruptDestination = (settings) => {
  let rupt;
  return {
    name: "Rupt (Actions)",
    version: "1.0.0",
    type: "destination",
    isLoaded: () => !!rupt,
    async load() {
      await new Promise((resolve, reject) => {
        document.head.append(Object.assign(document.createElement("script"), { src: "https://cdn.rupt.dev/js/rupt.js", onload: resolve, onerror: reject }));
      });
      for (const end = Date.now() + 1000; !Object.prototype.hasOwnProperty.call(window, "Rupt"); ) {
        if (Date.now() > end) throw new Error("Failed to load Rupt.");
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      rupt = window.Rupt;
    },
    page(context) {
      const { userId, context: { traits }, properties } = context.event;
      const { client_id, new_account_url, success_url, suspended_url, logout_url } = settings;
      rupt.attach({
        client_id,
        account: userId,
        email: traits?.email ?? properties?.email,
        phone: traits?.phone ?? properties?.phone,
        metadata: undefined,
        include_page: undefined,
        redirect_urls: { new_account_url, success_url, suspended_url, logout_url },
      });
      return context;
    },
  };
};

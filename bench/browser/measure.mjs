// One contestant in one fresh context: a cold load, then a warm one.

/** @typedef {{hash: string, ready: number, cpu: number, again: number, longest: number, wasm: number}} Load milliseconds and bytes */

/** Loads the page twice in a new context. @returns {Promise<{cold: Load, warm: Load}>} */
export async function measure(browser, origin, contestant, condition) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const cdp = await context.newCDPSession(page);
    if (condition.network) {
      await cdp.send("Network.enable");
      await cdp.send("Network.emulateNetworkConditions", { offline: false, ...condition.network });
    }
    await cdp.send("Performance.enable");
    const loads = {};
    for (const kind of ["cold", "warm"]) {
      await page.goto(`${origin}/`);
      await page.waitForTimeout(200);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: condition.cpu });
      const before = await threadTime(cdp);
      const load = await page.evaluate(hashOnce, { src: `/${contestant.files[0].path}`, call: contestant.call });
      const cpu = (await threadTime(cdp)) - before;
      loads[kind] = { ...load, cpu, again: await page.evaluate(hashAgain, contestant.call) };
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    }
    return loads;
  } finally {
    await context.close();
  }
}

/** The processor time of the page's main thread, which depends less than the clock on what else the machine does. */
async function threadTime(cdp) {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "ThreadTime").value;
}

/** Runs in the page: inserts the script and waits for the hash. */
export async function hashOnce({ src, call }) {
  let memory;
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const result = await original.apply(WebAssembly, args);
      memory ??= Object.values((result.instance ?? result).exports).find((value) => value instanceof WebAssembly.Memory);
      return result;
    };
  }
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });

  const start = performance.now();
  const script = document.createElement("script");
  script.src = src;
  const loaded = new Promise((resolve, reject) => ((script.onload = resolve), (script.onerror = () => reject(new Error(`${src} did not load`)))));
  document.head.append(script);
  await loaded;
  const hash = await (0, eval)(call);
  const ready = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 100));
  tasks.push(...observer.takeRecords());
  return { hash, ready, longest: Math.max(0, ...tasks.map((task) => task.duration)), wasm: memory?.buffer.byteLength ?? 0 };
}

/** Runs in the page: asks for the hash once more. */
async function hashAgain(call) {
  const before = performance.now();
  await (0, eval)(call);
  return performance.now() - before;
}

// What takes JavaScript several steps and Go one: the second half of bridge.js.

/** createTools makes what package jsx calls. lasting(end) takes note of what has to end with the program, and gives the way to end it before. */
export function createTools(lasting) {
  return {
    wait,
    send,
    stream: (url, on) => lasting(stream(url, on)),
    hold: (name, granted) => lasting(hold(name, granted)),
  };
}

/** wait calls done(state, value) once: state 0 fulfilled, 1 rejected, 2 not settled after ms milliseconds, unless that is 0. */
function wait(promise, done, ms) {
  let timer;
  const finish = (state, value) => {
    clearTimeout(timer);
    done?.(state, value);
    done = null;
  };
  // After a long task the timer is due before the answer that has arrived meanwhile: that has one more turn to be heard.
  if (ms) timer = setTimeout(() => setTimeout(finish, 0, 2), ms);
  (async () => promise)().then((value) => finish(0, value), (error) => finish(1, error));
}

/** send sends a request without cookies, calls done(status, body) once, with status 0 where there was no answer, and gives the way to abort it. */
function send(method, url, authorization, body, keepalive, done) {
  const controller = new AbortController();
  const headers = { Authorization: authorization, Accept: "application/json", ...(body && { "Content-Type": "application/json" }) };
  const request = { method, headers, body: body || undefined, credentials: "omit", keepalive, signal: controller.signal };
  const answer = async () => {
    const response = await fetch(url, request);
    return [response.status, await response.text()];
  };
  answer().then((reply) => done(...reply), () => done(0));
  return () => controller.abort();
}

/** stream opens an EventSource and calls on("open"), on("message", id, data) and, when the browser has given up, on("closed"). */
function stream(url, on) {
  const source = new EventSource(url);
  source.onopen = () => on("open");
  source.onmessage = ({ lastEventId, data }) => on("message", lastEventId, data);
  source.onerror = () => source.readyState === EventSource.CLOSED && on("closed");
  return () => source.close();
}

/**
 * hold waits for a lock and calls granted when it has it, until the function that it returns is called. Where locks are refused, as those of
 * browsers that keep no site data are, everyone has it.
 */
function hold(name, granted) {
  const waiting = new AbortController();
  let end = () => waiting.abort();
  const held = (resolve) => {
    end = resolve;
    granted();
  };
  navigator.locks.request(name, { signal: waiting.signal }, () => new Promise(held)).catch(() => waiting.signal.aborted || granted());
  return () => end();
}

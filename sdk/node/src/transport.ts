import { RuptConnectionError, RuptError, errorFromReply } from "./errors.js";

/** How requests are made. */
export interface TransportOptions {
  /** The server's origin: "https://rupt.example.com". */
  baseUrl: string;
  /** Milliseconds that one try may take. */
  timeout: number;
  /** How often a request is tried again after it failed on the way. */
  retries: number;
  /** What makes them. */
  fetch: typeof fetch;
}

/** One request; `path` has its segments escaped. */
export interface Call {
  method: "GET" | "POST" | "DELETE";
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: object;
  /** Whether doing it twice does no harm. A code, for one, must not be sent twice. */
  repeatable: boolean;
}

/** Longest pause, in milliseconds, that is slept through instead of reported. */
const longestPause = 10_000;

/** Makes requests with a secret, tries again where that is safe, and names errors. */
export class Transport {
  readonly #secret: string;
  readonly #options: TransportOptions;

  constructor(secret: string, options: TransportOptions) {
    this.#secret = secret;
    this.#options = options;
  }

  async call<T>(call: Call): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#once<T>(call);
      } catch (error) {
        const pause = pauseBefore(error, attempt, call.repeatable);
        if (attempt >= this.#options.retries || pause === undefined) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  async #once<T>(call: Call): Promise<T> {
    const url = new URL(call.path, this.#options.baseUrl);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const headers: Record<string, string> = { authorization: `Bearer ${this.#secret}`, accept: "application/json" };
    const init: RequestInit = { method: call.method, headers, redirect: "error", signal: AbortSignal.timeout(this.#options.timeout) };
    if (call.body !== undefined) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(call.body);
    }
    let response: Response;
    let body: string;
    try {
      response = await this.#options.fetch(url, init);
      body = await response.text();
    } catch (cause) {
      throw connectionError(cause, url.origin, this.#options.timeout);
    }
    const reply = parse(body);
    if (!response.ok) throw errorFromReply(response.status, reply, seconds(response.headers.get("retry-after")));
    if (reply === undefined) {
      throw new RuptError("The server's answer is not JSON. Is baseUrl right?", { code: "invalid_reply", status: response.status });
    }
    return reply as T;
  }
}

/** Milliseconds to wait before trying again, or undefined when it must not be. */
function pauseBefore(error: unknown, attempt: number, repeatable: boolean): number | undefined {
  if (!(error instanceof RuptError)) return undefined;
  const backoff = 200 * 2 ** attempt * (0.5 + Math.random() / 2);
  if (error.status === 429 && error.code === "rate_limited") {
    const pause = Math.max(backoff, (error.retryAfter ?? 0) * 1000);
    return pause <= longestPause ? pause : undefined;
  }
  return repeatable && (error.status === 0 || error.status >= 500) ? backoff : undefined;
}

function connectionError(cause: unknown, origin: string, timeout: number): RuptConnectionError {
  if (cause instanceof Error && cause.name === "TimeoutError") {
    return new RuptConnectionError(`${origin} did not answer within ${timeout} ms.`, { code: "timeout", cause });
  }
  return new RuptConnectionError(`${origin} could not be reached.`, { code: "network", cause });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function seconds(header: string | null): number | undefined {
  const value = header === null ? NaN : Number(header);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

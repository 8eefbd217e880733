import { RuptError } from "./errors.js";
import { Transport } from "./transport.js";
import { verifyWebhook, type WebhookHeaders } from "./webhook.js";
import type {
  Challenge, CodeSent, Device, Evaluate, Evaluation, ListChallenges, Page, SendCode, SignToken, Success, UpdateUser, User,
} from "./types.js";

/** The wire version of the browser SDK whose hashes this package passes on. */
export const WIRE_VERSION = "2.32.0";

/** How a client reaches the server. */
export interface RuptOptions {
  /** The server's origin. Default: the environment variable RUPT_BASE_URL. */
  baseUrl?: string;
  /** Milliseconds that one try may take. Default 10,000. */
  timeout?: number;
  /** How often a request is tried again where that is safe. Default 2. */
  retries?: number;
  /** Used instead of the global fetch. */
  fetch?: typeof fetch;
}

/** A client of the server API. Every method rejects with a RuptError. */
export class RuptCore {
  readonly #transport: Transport;

  /** @throws RuptError `invalid_options` without a secret or a base URL. */
  constructor(apiSecret: string, options: RuptOptions = {}) {
    if (typeof apiSecret !== "string" || apiSecret === "") {
      throw new RuptError("Pass the project's API secret: new RuptCore(process.env.RUPT_API_SECRET).", { code: "invalid_options", param: "apiSecret" });
    }
    const baseUrl = options.baseUrl ?? process.env["RUPT_BASE_URL"];
    if (!baseUrl || !isOrigin(baseUrl)) {
      throw new RuptError('Pass your server\'s origin: new RuptCore(secret, { baseUrl: "https://rupt.example.com" }), or set RUPT_BASE_URL.', { code: "invalid_options", param: "baseUrl" });
    }
    this.#transport = new Transport(apiSecret, {
      baseUrl,
      timeout: options.timeout ?? 10_000,
      retries: options.retries ?? 2,
      fetch: options.fetch ?? fetch,
    });
  }

  /** Lists challenges, newest first. */
  async getChallenges(query: ListChallenges = {}): Promise<Page<Challenge>> {
    const { page, limit, start_date, end_date } = query;
    return this.#get("/v2/challenges", { page, limit, start_date: timestamp(start_date), end_date: timestamp(end_date) });
  }

  /**
   * Reads one challenge. Before you let a person in, check its status (`completed`),
   * user, type and a fresh completedAt: an id in a URL proves nothing.
   */
  async getChallenge(challenge: string): Promise<Challenge> {
    return this.#get(`/v2/challenges/${segment("challenge", challenge)}`);
  }

  /** Lists the devices of the challenge's user. */
  async getChallengeDevices(challenge: string): Promise<{ data: Device[] }> {
    return { data: await this.#get(`/v2/challenges/${segment("challenge", challenge)}/devices`) };
  }

  /** Logs one of the user's other devices out. */
  async kickChallengeDevice(kick: { challenge: string; device: string }): Promise<Success> {
    return this.#post(`/v2/challenges/${segment("challenge", kick.challenge)}/devices/${segment("device", kick.device)}/kick`, {}, true);
  }

  /** Sends a code. Never tried again by itself, so that nobody gets two. */
  async sendChallengeCode(send: SendCode): Promise<CodeSent> {
    const { challenge, ...body } = send;
    return this.#post(`/v2/challenges/${segment("challenge", challenge)}/send`, body, false);
  }

  /** Tries a code. Rejects with `incorrect_code` and `attemptsLeft` when it is wrong. */
  async verifyChallengeCode(verify: { challenge: string; code: string }): Promise<Success> {
    return this.#post(`/v2/challenges/${segment("challenge", verify.challenge)}/verify`, { code: verify.code }, false);
  }

  /** Completes a verified challenge that is within its limits. */
  async completeChallenge(challenge: string): Promise<Success> {
    return this.#post(`/v2/challenges/${segment("challenge", challenge)}/complete`, {}, true);
  }

  /** Asks for a verdict on a signup or a login. */
  async evaluate(request: Evaluate): Promise<Evaluation> {
    if (typeof request !== "object" || request === null) {
      throw new RuptError('Pass what to evaluate: {action: "login", user, ip}.', { code: "invalid_options", param: "action" });
    }
    const version = request.version ?? (request.fingerprint || request.last_fingerprint ? WIRE_VERSION : undefined);
    return this.#post("/v2/evaluate", version === undefined ? request : { ...request, version }, true);
  }

  /** Reads a user by your account id, or by the user's own id. */
  async getUser(user: string): Promise<User> {
    return this.#get(`/v2/user/${segment("user", user)}`);
  }

  /** Lists a user's devices. */
  async getUserDevices(user: string): Promise<{ data: Device[] }> {
    return { data: await this.#get(`/v2/user/${segment("user", user)}/devices`) };
  }

  /** Replaces a user's contacts, and merges metadata by key and groups by id. */
  async updateUser(user: string, update: UpdateUser): Promise<User> {
    return this.#post(`/v2/user/${segment("user", user)}/update`, update, true);
  }

  /** Signs a token for the browser's `secret` option, valid for ten minutes. */
  async signToken(token: SignToken): Promise<{ secret: string }> {
    return this.#post("/token/sign", token, true);
  }

  /** See the function of the same name. */
  verifyWebhook<T = unknown>(body: string | Uint8Array, headers: WebhookHeaders, secrets: string | readonly string[]): T {
    return verifyWebhook<T>(body, headers, secrets);
  }

  #get<T>(path: string, query: Record<string, string | number | undefined> = {}): Promise<T> {
    return this.#transport.call({ method: "GET", path, query, repeatable: true });
  }

  #post<T>(path: string, body: object, repeatable: boolean): Promise<T> {
    return this.#transport.call({ method: "POST", path, body, repeatable });
  }
}

function isOrigin(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** A path segment: an empty one would silently name another endpoint. */
function segment(name: string, value: string): string {
  if (typeof value !== "string" || value === "" || value === "." || value === "..") {
    throw new RuptError(`Pass ${name} as a non-empty string.`, { code: "invalid_options", param: name });
  }
  return encodeURIComponent(value);
}

function timestamp(value: string | Date | undefined): string | undefined {
  return value instanceof Date ? value.toISOString() : value;
}

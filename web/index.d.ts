/**
 * The OpenRupt browser SDK: recognises devices and challenges shared accounts.
 *
 * Every function returns a promise and none throws. Where a failure must not stop the page, the promise resolves to
 * `null`; otherwise it rejects with a {@link RuptError}. With a script tag the same functions are on `window.Rupt`.
 */

/** Where the SDK finds what it needs, and what it says. */
export interface LoadOptions {
  /** The origin of the API, such as `"https://rupt.example.com"`. Default: the origin that served `rupt.js`. */
  api_url?: string | null;
  /** The bare host of the API; https is implied. `api_url` wins. */
  domain?: string | null;
  /**
   * The folder that the two `.wasm` files are in, such as `"/static/rupt"`, for pages whose bundler leaves them behind.
   * Default: beside the script or module; then `api_url`, if they are not there.
   */
  wasm_url?: string | null;
  /** Prints errors and recommendations, each with a stable code and what to do. Default: `false`. */
  debug?: boolean | null;
}

/** What all functions that talk to the server have in common. */
export interface ServerOptions extends LoadOptions {
  /** The project's public client id. */
  client_id: string;
  /** A signed token of your back end (`POST /token/sign`), where the project asks for one. */
  secret?: string | null;
}

/** How alike two fingerprints must be to be the same device. */
export type Tolerance = "default" | "strict" | "lenient";

/** How a code is sent. `"sms"` is accepted as `"text"`. */
export type Channel = "email" | "text";

/** Whether a challenge opens as a page of the server or over yours. */
export type ChallengeMode = "redirect" | "modal";

/** JSON that is kept as it is. */
export type Metadata = Record<string, unknown>;

/** Where a challenge leads. Relative addresses are relative to the page; `""` and `null` count as absent. */
export interface RedirectURLs {
  /** After a logout, by choice or by the owner. Default: this page, with `?rupt_action=logout`. */
  logout_url?: string | null;
  /** For people who want an account of their own. Default: as a logout. */
  new_account_url?: string | null;
  /** After a passed challenge; `challenge_id` is added to the query. Default: this page. */
  success_url?: string | null;
  /** For suspended users. Default: the server's own page. */
  suspended_url?: string | null;
  /** @deprecated The old name of `suspended_url`. */
  suspend_url?: string | null;
  /** For people who would rather pay for more. Default: this page. */
  upgrade_url?: string | null;
}

/** An organisation that the user belongs to. */
export interface Group {
  /** Your own id of it; groups without one are dropped. */
  id: string | number | null;
  name?: string | null;
  metadata?: Metadata | null;
}

/** Limits for this call, where the project lets the browser set them. */
export interface LimitConfig {
  /** How many devices the account may have attached. */
  overall_device_limit?: number | null;
  /** @deprecated The old name of `overall_device_limit`. */
  overall_limit?: number | null;
  /** How many people may use the account. */
  people_limit?: number | null;
}

/** A challenge was raised, or ended, for this device. */
export interface ChallengeEvent {
  /** The id of the challenge. */
  challenge: string;
}

/** The account is attached to more devices than it may be. */
export interface LimitExceededEvent {
  attached_devices: number;
  limit: number;
}

/** This device was logged out. */
export interface LogoutEvent {
  /** The id of the challenge in which that happened, if it was in one. */
  challenge?: string;
}

/** What a callback may return. Exactly `false`, or a promise of it, stops what the SDK would do next. */
export type Word = unknown;

/** The options of {@link attach} but for the account. */
export interface AttachBase extends ServerOptions {
  /** Fills the user's email if it is empty. A code can be sent there. */
  email?: string | null;
  /** Fills the user's phone if it is empty, in E.164: `"+4915112345678"`. */
  phone?: string | null;
  /** Kept with the device. */
  metadata?: Metadata | null;
  /** The organisations that the user belongs to. */
  groups?: Group | null | ReadonlyArray<Group | null>;
  redirect_urls?: RedirectURLs | null;
  /** Sends the path of the page, without query and fragment. Default: `true`. */
  include_page?: boolean | null;
  /** Signals to be hashed instead of this browser's, as {@link getSignals} returns them. */
  signals?: Signals | null;
  limit_config?: LimitConfig | null;
  /** What has just happened. */
  event?: "sign_up" | "trial_started" | "upgrade" | (string & {}) | null;
  tolerance?: Tolerance | null;
  /** Called before a challenge opens. `false` keeps it closed, for a challenge of your own design. */
  on_challenge?: ((event: ChallengeEvent) => Word) | null;
  /** Called when the account has too many devices. */
  on_limit_exceeded?: ((event: LimitExceededEvent) => Word) | null;
  /** Called when this device is logged out. `false` stops the redirect to `logout_url`. */
  on_current_device_logout?: ((event: LogoutEvent) => Word) | null;
  /** Default: `"redirect"`. */
  challenge_mode?: ChallengeMode | null;
  /** Skips the choice of a channel and sends the code at once, if that channel is there. */
  channel?: Channel | "sms" | null;
  /** The language of the challenge, as a BCP 47 tag. Default: the page's. */
  lang?: string | null;
  /** `false`: nothing is collected, sent or stored, and attach resolves to `null`. Default: `true`. */
  consent?: boolean | null;
}

/** The account by its name, or by its old one. */
export type AccountOption =
  | {
      /** Your own id of the signed-in user. It must never change: no email address. */
      account: string | number;
      /** @deprecated The old name of `account`. */
      user?: string | number | null;
    }
  | {
      account?: null;
      /** @deprecated The old name of `account`. */
      user: string | number;
    };

/** The options of {@link attach}. Where one is `null` it counts as left out. */
export type AttachOptions = AttachBase & AccountOption;

/** How the account stands after an {@link attach}. */
export interface AttachReply {
  success: true;
  /** The account's devices after this call. */
  attached_devices: number;
  /** This browser as a device of this account; stable while it is recognised. */
  device_id: string;
  /** The project's own limit. */
  default_device_limit: number;
  /** The project asks its pages to block devices over the limit. */
  block_over_usage: boolean;
  /** An operator suspended the account: the SDK leaves for `suspended_url`. */
  suspended: boolean;
  /** True the first time that this user is seen on this device. */
  new_device: boolean;
  /** The record of this attach, new every time. */
  access: string;
  /** The user's id at the server. */
  identity: string;
  metadata: Metadata;
  verification_status: "verified" | "unverified";
  /** The user's id at the server. */
  user_id: string;
  status: string;
  created_at: string;
  /** What was left out of account, an email or a phone that is none, and that the SDK is not of the server's version. */
  warnings?: { code: string; message: string; param: string }[];
}

/**
 * Attaches this browser to the account of the signed-in user, and listens for what becomes of it. Call it on every page
 * and on every change of user; equal calls share one request.
 *
 * @returns the reply, or `null` when it could not attach: the page goes on.
 */
export function attach(options: AttachOptions): Promise<AttachReply | null>;

/** What a binding takes: options, or what `user && options` leaves of them while there is no user. */
export type Maybe<Options> = Options | null | undefined | false | "";

/** What the bindings (`openrupt/react`, `openrupt/vue`, `openrupt/svelte`) tell about an attach. */
export type AttachState = {
  /** The challenge that `on_challenge` kept closed by returning `false`, for a challenge of your own design. */
  readonly challenge: string | null;
} & (
  | {
      /** `idle`: no options, or not in a browser; `unavailable`: attach resolved to `null`, and the page goes on. */
      readonly status: "idle" | "attaching" | "unavailable";
      readonly reply: null;
    }
  | { readonly status: "attached"; readonly reply: AttachReply }
);

/** The options of {@link detach}. */
export type DetachOptions = ServerOptions &
  AccountOption & {
    /** The `device_id` that attach returned. */
    device: string;
  };

/** How the account stands after a {@link detach}, or why it failed. */
export type DetachReply =
  | { success: true; attached_devices: number; device_id: string; default_device_limit: number; block_over_usage: boolean }
  | { success: false; error: { code: ErrorCode; message: string; param?: string } };

/** Detaches a device from its account, for your logout button. Never rejects, and finishes when the page is left. */
export function detach(options: DetachOptions): Promise<DetachReply>;

/** This browser's fingerprint and the one of the last attach, which is `null` before the first. */
export type Hashes = [current: string, last: string | null];

/** Makes this browser's fingerprint. Sends and stores nothing. */
export function getHash(options?: LoadOptions): Promise<Hashes>;

/** One signal. */
export interface Signal {
  /** What the browser said; `null` where there is nothing. */
  value: unknown;
  /** How long reading took, in milliseconds. */
  duration?: number;
  /** Why there is no value: `absent`, `muted` or `failed`, then, after a colon, a stable word. */
  reason?: string;
}

/** Signals by name. */
export type Signals = Record<string, Signal | unknown>;

/** What the fingerprint is made of, and some more that is not hashed. Sends and stores nothing. */
export function getSignals(options?: LoadOptions): Promise<Record<string, Signal>>;

/** The options of {@link getFingerprint}. */
export interface FingerprintOptions extends ServerOptions {
  /** Signals to be hashed instead of this browser's, as {@link getSignals} returns them. */
  signals?: Signals | null;
}

/** The name of a browser. */
export interface FingerprintReply {
  /** Shared by all accounts of the project, and never given to another browser. */
  fingerprint_id: string;
  /** The probability, from 0 to 1, that the id is right. */
  confidence: number;
}

/** Names this browser, whatever the account. Resolves to `null` when the server cannot be asked. */
export function getFingerprint(options: FingerprintOptions): Promise<FingerprintReply | null>;

/** The options of {@link evaluate}. */
export interface EvaluateOptions extends ServerOptions {
  /** Default: `"signup"`. */
  action?: "signup" | "login" | null;
  /** Your own id of the user; required for `login`. */
  user?: string | number | null;
  /** Another name of `user`. */
  account?: string | number | null;
  email?: string | null;
  phone?: string | null;
  metadata?: Metadata | null;
  signals?: Signals | null;
  /** With it, the verdict `challenge` opens the challenge, which ends there. */
  success_url?: string | null;
  redirect_urls?: RedirectURLs | null;
  challenge_mode?: ChallengeMode | null;
  channel?: Channel | "sms" | null;
  lang?: string | null;
}

/** What was noticed about a login or a signup. */
export type Reason =
  | "new_fingerprint" | "new_ip" | "limit_exceeded" | "concurrency" | "people_limit_exceeded" | "impossible_travel"
  | "multiple_accounts" | "disposable_email" | "invalid_email" | "bot" | "tampered" | "suspended" | "velocity"
  | "repeat_trial";

/** A verdict. */
export interface EvaluateReply {
  verdict: "allow" | "deny" | "challenge";
  reasons: Reason[];
  /** This browser's name; `null` without a hash. */
  fingerprint_id: string | null;
  /** The probability, from 0 to 1, that it is right. */
  confidence: number;
  /** With the verdict `challenge`. */
  challenge_id?: string | null;
  metadata?: Metadata | null;
}

/**
 * Asks for a verdict on a signup or login. Advisory: a page can be made to say anything, so decide on your back end, by
 * the server's evaluate.
 */
export function evaluate(options: EvaluateOptions): Promise<EvaluateReply | null>;

/** The options of {@link challenge}. */
export interface ChallengeOptions extends Partial<ServerOptions> {
  challenge_id: string;
  redirect_urls?: RedirectURLs | null;
  channel?: Channel | "sms" | null;
  challenge_mode?: ChallengeMode | null;
  lang?: string | null;
}

/** Opens a challenge. It ends at `success_url`, with `challenge_id` added. */
export function challenge(options: ChallengeOptions): Promise<null>;

/** A device, as the server keeps it. */
export interface Device {
  _id: string;
  user: string;
  project: string;
  status: "attached" | "detached";
  metadata: Metadata;
  info: {
    ua: string;
    browser: { name: string | null; version: string | null; major: string | null };
    engine: { name: string | null; version: string | null };
    os: { name: string | null; version: string | null };
    device: { vendor: string | null; model: string | null; type: string | null };
    cpu: { architecture: string | null };
  };
  attachedAt: string;
  lastSeenAt: string;
  detached_at?: string;
  auto_detached?: boolean;
  createdAt: string;
  updatedAt: string;
  __v: 0;
  /** In a challenge: whether it is the device being challenged. */
  current?: boolean;
  /** In a challenge: whether it has a page open. */
  active?: boolean;
  /** In a challenge: a place name. */
  location?: string;
}

/** The account's attached devices. Without a signed token only where the project allows it. */
export function getAttachedDevices(options: ServerOptions & AccountOption): Promise<Device[]>;

/** @deprecated The legacy way to name a browser to a back end. */
export function identify(options: ServerOptions & { tolerance?: Tolerance | null }): Promise<{ identification: string }>;

/** The id of a challenge; an object may carry credentials, which default to those of the last call. */
export type ChallengeRef = Partial<ServerOptions> & { challenge: string };

/** A challenge, as the person being challenged may see it. */
export interface Challenge {
  _id: string;
  user: { _id: string; email?: string; phone?: string } | null;
  /** How many devices must still be logged out. */
  limit?: { is_exceeded: boolean; overall: number; mobile: number; tablet: number; desktop: number };
  status:
    | "initiated" | "pending" | "delivered" | "delivery_failed" | "verified" | "completed"
    | "failed" | "overridden" | "postponed" | "skipped" | "admin_notified" | "expired";
  type: "account_sharing" | "login" | "signup" | "repeat_trial" | "notify_admins";
  reasons: Reason[];
  channels?: Channel[];
  createdAt: string;
  updatedAt: string;
  completedAt?: string;
}

/** Headless: the challenge. */
export function getChallenge(challenge: string | ChallengeRef): Promise<Challenge>;

/** Headless: has a code sent. Times are in seconds. */
export function sendCode(options: ChallengeRef & { channel: Channel | "sms"; language?: string | null }): Promise<{
  success: true;
  expires_at: string;
  retry_after: number;
  sends_left: number;
}>;

/** Headless: tries a code. The right one opens the rest of the challenge to this page. */
export function verifyCode(options: ChallengeRef & { code: string }): Promise<{ success: true; session?: string }>;

/** Headless: the devices of the challenged user. */
export function listDevices(challenge: string | ChallengeRef): Promise<Device[]>;

/** Headless: logs a device out. */
export function kickDevice(options: ChallengeRef & { device: string }): Promise<{ success: true }>;

/** Headless: completes the challenge. */
export function completeChallenge(challenge: string | ChallengeRef): Promise<{ success: true }>;

/** What went wrong, by a closed list of codes. */
export type ErrorCode =
  | "invalid_parameter" | "invalid_json" | "unsupported_version" | "incorrect_code" | "unauthorized" | "forbidden"
  | "origin_not_allowed" | "not_found" | "method_not_allowed" | "conflict" | "not_verified" | "limit_exceeded"
  | "current_device" | "challenge_closed" | "payload_too_large" | "unsupported_media" | "not_enabled"
  | "channel_unavailable" | "rate_limited" | "too_many_attempts" | "internal"
  | "missing_api_url" | "network" | "timeout" | "blocked" | "wasm_blocked" | "load_failed" | "no_dom" | "invalid_options";

/** What promises reject with. */
export interface RuptError extends Error {
  name: "RuptError";
  code: ErrorCode;
  /** The option or field at fault. */
  param?: string;
  /** With `incorrect_code`: how many codes may still be tried. */
  attempts_left?: number;
  /** With `rate_limited` and `too_many_attempts`: in seconds. */
  retry_after?: number;
}

/** The version of the wire format, which the server's evaluate asks for together with hashes. */
export const version: string;

/** The origin of the API that served the SDK; `""` in a bundle. */
export const BASE_URL: string;

/** The SDK: all functions in one object. */
export interface Rupt {
  attach: typeof attach;
  detach: typeof detach;
  getHash: typeof getHash;
  getSignals: typeof getSignals;
  getFingerprint: typeof getFingerprint;
  evaluate: typeof evaluate;
  challenge: typeof challenge;
  getAttachedDevices: typeof getAttachedDevices;
  identify: typeof identify;
  getChallenge: typeof getChallenge;
  sendCode: typeof sendCode;
  verifyCode: typeof verifyCode;
  listDevices: typeof listDevices;
  kickDevice: typeof kickDevice;
  completeChallenge: typeof completeChallenge;
  version: typeof version;
  BASE_URL: typeof BASE_URL;
}

declare const Rupt: Rupt;
export default Rupt;

declare global {
  interface Window {
    /** Set by the script tag. */
    Rupt?: Rupt;
  }
}

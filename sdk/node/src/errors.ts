/** What went wrong, in the server's words. `code` is stable; `message` is not. */
export class RuptError extends Error {
  override readonly name: string = "RuptError";
  /** One of the documented error codes, or `network`, `timeout`, `invalid_reply`. */
  readonly code: string;
  /** The HTTP status; 0 when there was no reply. */
  readonly status: number;
  /** The field at fault. */
  readonly param: string | undefined;
  /** Finds the request in the server's log. */
  readonly requestId: string | undefined;
  /** With `incorrect_code`: how many codes may still be tried. */
  readonly attemptsLeft: number | undefined;
  /** Seconds, with `rate_limited` and `too_many_attempts`. */
  readonly retryAfter: number | undefined;

  constructor(message: string, detail: ErrorDetail) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = detail.code;
    this.status = detail.status ?? 0;
    this.param = detail.param;
    this.requestId = detail.requestId;
    this.attemptsLeft = detail.attemptsLeft;
    this.retryAfter = detail.retryAfter;
  }
}

/** What a RuptError has beside its message. */
export interface ErrorDetail {
  code: string;
  status?: number;
  param?: string | undefined;
  requestId?: string | undefined;
  attemptsLeft?: number | undefined;
  retryAfter?: number | undefined;
  cause?: unknown;
}

/** The server's API secret is missing, wrong or not allowed to do this (401, 403). */
export class RuptAuthError extends RuptError {
  override readonly name = "RuptAuthError";
}

/** Nothing is there, or it is another project's (404). */
export class RuptNotFoundError extends RuptError {
  override readonly name = "RuptNotFoundError";
}

/** Too much, too fast: `retryAfter` says when to come back (429). */
export class RuptRateLimitError extends RuptError {
  override readonly name = "RuptRateLimitError";
}

/** The server could not be reached, or did not answer in time. */
export class RuptConnectionError extends RuptError {
  override readonly name = "RuptConnectionError";
}

/** The error that fits a reply which is not a success. */
export function errorFromReply(status: number, body: unknown, retryAfter: number | undefined): RuptError {
  const reply = isObject(body) ? body : {};
  const error = isObject(reply["error"]) ? reply["error"] : {};
  const detail: ErrorDetail = {
    code: text(error["code"]) ?? "invalid_reply",
    status,
    param: text(error["param"]),
    requestId: text(reply["request_id"]),
    attemptsLeft: number(error["attempts_left"]),
    retryAfter: retryAfter ?? number(error["retry_after"]),
  };
  const message = text(error["message"]) ?? `The server answered ${status} without an explanation.`;
  switch (status) {
    case 401:
    case 403:
      return new RuptAuthError(message, detail);
    case 404:
      return new RuptNotFoundError(message, detail);
    case 429:
      return new RuptRateLimitError(message, detail);
    default:
      return new RuptError(message, detail);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

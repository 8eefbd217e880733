import { createHmac, timingSafeEqual } from "node:crypto";

/** Seconds that a webhook's clock may differ from ours (Standard Webhooks). */
const tolerance = 5 * 60;

/** The headers of a webhook, in any of the usual forms. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;

/** Thrown when a webhook is not from the server, too old, or changed on its way. */
export class WebhookVerificationError extends Error {
  override readonly name = "WebhookVerificationError";
}

/**
 * Checks a webhook's signature after the Standard Webhooks specification and
 * returns its payload. `body` must be the bytes as they came, not parsed JSON.
 * Several secrets may be valid while one is being replaced.
 */
export function verifyWebhook<T = unknown>(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  now: Date = new Date(),
): T {
  const id = header(headers, "webhook-id");
  const timestamp = header(headers, "webhook-timestamp");
  const signatures = header(headers, "webhook-signature").split(" ");
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!(age <= tolerance)) throw new WebhookVerificationError("The webhook's timestamp is too far from now.");

  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const expected = (typeof secrets === "string" ? [secrets] : secrets).map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    if (key.length === 0) throw new WebhookVerificationError("The webhook secret is empty.");
    return createHmac("sha256", key).update(`${id}.${timestamp}.${text}`).digest();
  });
  const genuine = signatures.some((signature) => {
    const [version, encoded] = signature.split(",", 2);
    if (version !== "v1" || encoded === undefined) return false;
    const given = Buffer.from(encoded, "base64");
    return expected.some((want) => given.length === want.length && timingSafeEqual(given, want));
  });
  if (!genuine) throw new WebhookVerificationError("No signature of the webhook fits the secret.");
  return JSON.parse(text) as T;
}

function header(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : find(headers, name);
  if (!value) throw new WebhookVerificationError(`The webhook has no ${name} header.`);
  return value;
}

function find(headers: Record<string, string | string[] | undefined>, name: string): string | undefined {
  const key = Object.keys(headers).find((key) => key.toLowerCase() === name);
  const value = key === undefined ? undefined : headers[key];
  return Array.isArray(value) ? value[0] : value;
}

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
  if (typeof body !== "string" && !ArrayBuffer.isView(body) && !((body as unknown) instanceof ArrayBuffer)) {
    throw new WebhookVerificationError("Pass the webhook's body as it came, a string or bytes: what was parsed cannot be verified.");
  }
  const id = header(headers, "webhook-id");
  const timestamp = header(headers, "webhook-timestamp");
  const signatures = header(headers, "webhook-signature").split(" ");
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!(age <= tolerance)) throw new WebhookVerificationError("The webhook's timestamp is too far from now.");

  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const expected = (Array.isArray(secrets) ? secrets : [secrets]).map((secret) => createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${text}`).digest());
  const genuine = signatures.some((signature) => {
    const [version, encoded] = signature.split(",", 2);
    if (version !== "v1" || encoded === undefined) return false;
    const given = Buffer.from(encoded, "base64");
    return expected.some((want) => given.length === want.length && timingSafeEqual(given, want));
  });
  if (!genuine) throw new WebhookVerificationError("No signature of the webhook fits the secret.");
  return JSON.parse(text) as T;
}

function keyOf(secret: unknown): Buffer {
  const key = typeof secret === "string" ? Buffer.from(secret.replace(/^whsec_/, ""), "base64") : undefined;
  if (!key?.length) throw new WebhookVerificationError("The webhook's secret is missing: it begins with whsec_, and rupt webhook add printed it.");
  if (/^sk_/.test(secret as string)) throw new WebhookVerificationError("This is an API secret. A webhook's secret begins with whsec_.");
  return key;
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

export { RuptCore, RuptCore as default, WIRE_VERSION, type RuptOptions } from "./core.js";
export { RuptAuthError, RuptConnectionError, RuptError, RuptNotFoundError, RuptRateLimitError } from "./errors.js";
export { WebhookVerificationError, verifyWebhook, type WebhookHeaders } from "./webhook.js";
export type * from "./types.js";

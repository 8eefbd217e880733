// What customers write must compile, under the strictest settings.

import Rupt, { attach, challenge, detach, evaluate, getAttachedDevices, getFingerprint, getHash, getSignals, identify } from "openrupt";
import { BASE_URL, completeChallenge, getChallenge, kickDevice, listDevices, sendCode, verifyCode, version } from "openrupt";
import type { AttachOptions, AttachReply, Device, EvaluateReply, RuptError } from "openrupt";

const client_id = "11111111-1111-4111-8111-111111111111";

export async function smallest(): Promise<AttachReply | null> {
  return attach({ client_id, account: "42" });
}

export async function everything() {
  const options: AttachOptions = {
    client_id,
    account: 42,
    secret: "token",
    email: "nina@example.com",
    phone: "+12015550123",
    metadata: { plan: "seat", since: 2024, tags: ["a"] },
    groups: [{ id: 7, name: "House", metadata: { seats: 4 } }, { id: "seven" }, { id: null }],
    redirect_urls: { logout_url: "/out", new_account_url: "/new", success_url: "", suspended_url: "/suspended", upgrade_url: "/plans" },
    include_page: false,
    signals: await getSignals(),
    limit_config: { overall_device_limit: 1, people_limit: 2 },
    event: "trial_started",
    tolerance: "strict",
    on_challenge: ({ challenge }) => challenge !== "no",
    on_limit_exceeded: ({ attached_devices, limit }) => void (attached_devices - limit),
    on_current_device_logout: async ({ challenge }) => challenge === undefined && false,
    challenge_mode: "modal",
    channel: "text",
    lang: "pt-BR",
    consent: true,
    debug: true,
    api_url: "https://rupt.example.com",
  };
  const reply = await attach(options);
  if (reply === null) return;
  const device: string = reply.device_id;
  const left = await detach({ client_id, device, account: "42" });
  const text: string = left.success ? left.device_id : left.error.message;
  return [text, reply.new_device, reply.attached_devices.toFixed(), reply.metadata["plan"]];
}

export async function oldNames() {
  await attach({ client_id, user: "42", limit_config: { overall_limit: 1 }, redirect_urls: { suspend_url: "/suspended" }, event: "my own event" });
  await detach({ client_id, user: "42", device: "652f1c9be4a7d03318aa4c11" });
  const { identification }: { identification: string } = await identify({ client_id, domain: "rupt.example.com", tolerance: "lenient" });
  return identification;
}

// Values that may be missing come as null or undefined in many frameworks: both are fine where the option is not required.
export const absent = () => attach({ client_id, account: "42", email: null, phone: null, metadata: null, groups: null, redirect_urls: null, on_challenge: null });

export async function identity() {
  const [current, last] = await getHash();
  const length: number = current.length + (last?.length ?? 0);
  const signals = await getSignals();
  const model = signals["gpu.model"];
  const found = await getFingerprint({ client_id });
  const confidence: number | undefined = found?.confidence;
  return [length, model?.value, model?.duration, model?.reason?.startsWith("muted"), found?.fingerprint_id, confidence];
}

export async function verdict(): Promise<EvaluateReply["verdict"] | undefined> {
  const signup = await evaluate({ client_id, email: "nina@example.com" });
  const login = await evaluate({ client_id, action: "login", user: "42", success_url: "/home" });
  for (const reason of login?.reasons ?? []) {
    switch (reason) {
      case "impossible_travel":
      case "bot":
        return login?.verdict;
    }
  }
  return signup?.verdict;
}

export async function headless(id: string) {
  await challenge({ challenge_id: id, redirect_urls: { success_url: "/home" }, channel: "sms" });
  const { status, limit, channels } = await getChallenge(id);
  const { retry_after } = await sendCode({ challenge: id, channel: channels?.[0] ?? "email", language: "fr" });
  try {
    await verifyCode({ challenge: id, code: "123456" });
  } catch (e) {
    const error = e as RuptError;
    if (error.code === "incorrect_code") return error.attempts_left;
    throw error;
  }
  const devices: Device[] = await listDevices({ challenge: id, client_id });
  const [other] = devices.filter((d) => !d.current && d.status === "attached");
  if (other && limit?.is_exceeded) await kickDevice({ challenge: id, device: other._id });
  await completeChallenge(id);
  return [status, retry_after, other?.info.browser.name?.toUpperCase(), other?.info.device.type];
}

export async function devices() {
  const list = await getAttachedDevices({ client_id, user: "42" });
  return list.map(({ info, lastSeenAt }) => `${info.os.name} ${new Date(lastSeenAt).getFullYear()}`);
}

// The script tag may not have run yet, so the global may be missing.
export const byScriptTag = () => window.Rupt?.attach({ client_id, account: "42" });

// The default object has the same functions, so an existing `import Rupt from "rupt"` goes on.
export const same: typeof attach = Rupt.attach;
export const strings: string[] = [version, BASE_URL, Rupt.version];

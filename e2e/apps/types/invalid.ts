// Mistakes that the types catch. Each line must be an error: TypeScript complains about an unused expectation.

import Rupt, { attach, challenge, detach, evaluate, getFingerprint, getHash, sendCode, verifyCode } from "openrupt";
import type { AttachReply } from "openrupt";

const client_id = "11111111-1111-4111-8111-111111111111";

// @ts-expect-error client_id is required
attach({ account: "42" });
// @ts-expect-error an account is required
attach({ client_id });
// @ts-expect-error an account that is known to be missing is none
attach({ client_id, account: null });
// @ts-expect-error options are required
attach();
// @ts-expect-error a misspelt option
attach({ client_id, account: "42", acount: "42" });
// @ts-expect-error camel case
attach({ client_id, account: "42", onChallenge: () => false });
// @ts-expect-error no such mode
attach({ client_id, account: "42", challenge_mode: "popup" });
// @ts-expect-error no such channel
attach({ client_id, account: "42", channel: "pigeon" });
// @ts-expect-error no such tolerance
attach({ client_id, account: "42", tolerance: "low" });
// @ts-expect-error a limit is a number
attach({ client_id, account: "42", limit_config: { overall_device_limit: "1" } });
// @ts-expect-error a misspelt redirect
attach({ client_id, account: "42", redirect_urls: { logoutUrl: "/out" } });
// @ts-expect-error a group has an id
attach({ client_id, account: "42", groups: { name: "House" } });
// @ts-expect-error metadata is an object
attach({ client_id, account: "42", metadata: "vip" });
// @ts-expect-error the reply may be null
attach({ client_id, account: "42" }).then((reply) => reply.device_id);
// @ts-expect-error the callback gets an object, not the id
attach({ client_id, account: "42", on_challenge: (id: string) => id.length });
// @ts-expect-error consent is a boolean
attach({ client_id, account: "42", consent: "yes" });

// @ts-expect-error a device is required
detach({ client_id, account: "42" });
// @ts-expect-error a failure has no count
detach({ client_id, account: "42", device: "d" }).then((reply) => reply.attached_devices);

// @ts-expect-error the last hash may be null
getHash().then(([, last]) => last.length);
// @ts-expect-error client_id is required
getFingerprint({});
// @ts-expect-error no such action
evaluate({ client_id, action: "logout" });
// @ts-expect-error a challenge has an id
challenge({ redirect_urls: { success_url: "/" } });
// @ts-expect-error a channel is required
sendCode({ challenge: "c" });
// @ts-expect-error a code is text: 012345 is a code too
verifyCode({ challenge: "c", code: 123456 });

// @ts-expect-error the global may not be there yet
window.Rupt.getHash();
// @ts-expect-error functions are not to be replaced by something else
export const wrong: (options: { client_id: string }) => string = Rupt.attach;
// @ts-expect-error a status is not a boolean
export const status: boolean = ({} as AttachReply).status;

// What CommonJS gets.

import rupt = require("openrupt");
import react = require("openrupt/react");

export const reply = rupt.attach({ client_id: "11111111-1111-4111-8111-111111111111", account: "42" });
export const same: typeof rupt.attach = rupt.default.attach;
export const hook: (options: null) => rupt.AttachState = react.useAttach;
// @ts-expect-error what is required is not the object itself
rupt({});

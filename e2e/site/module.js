import * as named from "{{rupt}}/rupt.mjs";
import Rupt from "{{rupt}}/rupt.mjs";

window.sdk = { named, Rupt };

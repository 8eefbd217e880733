import Rupt from "openrupt";
import { show } from "../common/show.js";

// esbuild leaves the modules behind: the build copies them.
show(Rupt, { wasm_url: "/rupt" });

import { join } from "node:path";

export default {
  turbopack: { root: join(import.meta.dirname, "..") }, // where node_modules is
};

// How every fenced block of every document is tested, in the order in which it has them. A block that is added without a
// word here fails the tests.

/**
 * page …: in Chromium, on a page with the SDK and a user; it has to load the SDK, attach the user's device, and so on.
 * node: in Node, with the package @openrupt/core, an API secret, a user and a request.
 * http: sent to a server as it is.
 * json: parsed.
 * shell: by bash, with rupt in an empty folder; /var/lib/rupt and /etc/rupt are in it.
 * policy: by `rupt policy show FILE`.
 * Anything else says why the block is not run here.
 */
export type How = `page ${"loads" | "attaches" | "makes a form" | "is challenged" | "passes a challenge"}` | "node" | "http" | "json" | "shell" | "policy" | `not here: ${string}`;

const builds = "not here: building and testing this repository is what runs it";
const apps = "not here: the apps of e2e/apps are built with it";
const tags = "not here: e2e/tag-managers runs it";
const backups = "not here: cmd/rupt/backup_test.go backs up and restores";

export const table: Record<string, How[]> = {
  "README.md": [builds, "page attaches", "page attaches"],
  "CONTRIBUTING.md": [builds, builds],
  "web/README.md": ["not here: make installed installs the packed package", "page attaches", apps, apps, apps, "page loads"],
  "sdk/node/README.md": ["node", "node"],
  "sdk/segment/README.md": ["page attaches"],
  "docs/architecture.md": ["not here: a drawing"],
  "docs/cookbook.md": ["node", "node", "page attaches", "page makes a form", "node", "page is challenged", "node", "page attaches", "node", "shell", "node"],
  "docs/integrate.md": ["page loads", "page loads", "page attaches", "page attaches", "not here: e2e/csp serves pages with it", "http", "http", "http", "json", "shell", "page passes a challenge"],
  "docs/migrate.md": ["shell", "node"],
  "docs/operate.md": ["shell", "not here: needs systemd; deploy/ has the unit verified by its tools", backups, backups, "not here: needs two PostgreSQL servers", "shell", "not here: needs 800 devices; TestCalibrate makes them", "shell", "not here: its ids are examples; cmd/rupt/webhook_test.go runs the commands", "not here: a line of a mail server's file"],
  "docs/policy.md": ["policy", "not here: a list of commands; cmd/rupt/policy_test.go runs them", "json", "policy"],
  "docs/privacy.md": ["page attaches", "shell", "http", "http"],
  "docs/size.md": ["not here: builds the SDK anew; the build itself runs it"],
  "docs/start.md": ["page attaches", "node", "http", "shell"],
  "docs/tag-managers.md": [tags, tags, tags],
};

// How every fenced block of every document is tested, in the order in which it has them. A block that is added without a
// word here fails the tests.

/**
 * page: parsed, not run: its names are those of a page.
 * node: in Node, with the package @openrupt/core, an API secret, a user and a request.
 * http: sent to a server as it is.
 * json: parsed.
 * shell: by bash, with rupt in an empty folder; /var/lib/rupt and /etc/rupt are in it.
 * policy: by `rupt policy show FILE`.
 * Anything else says why the block is not run here.
 */
export type How = "page" | "node" | "http" | "json" | "shell" | "policy" | `not here: ${string}`;

const builds = "not here: building and testing this repository is what runs it";
const apps = "not here: the apps of e2e/apps are built with it";
const backups = "not here: cmd/rupt/backup_test.go backs up and restores";

export const table: Record<string, How[]> = {
  "README.md": [builds, "page", "page"],
  "CONTRIBUTING.md": [builds, builds],
  "web/README.md": ["not here: make installed installs the packed package", "page", apps, apps, apps, "not here: an address of a CDN that has no release yet"],
  "sdk/node/README.md": ["node", "node"],
  "sdk/segment/README.md": ["not here: needs a bundler; e2e/tag-managers runs the same calls"],
  "docs/architecture.md": ["not here: a drawing"],
  "docs/cookbook.md": ["node", "node", "page", "page", "node", "page", "node", "page", "node", "shell", "node"],
  "docs/integrate.md": ["page", "page", "page", "page", "not here: e2e/csp serves pages with it", "http", "http", "http", "json", "shell", "page"],
  "docs/migrate.md": ["shell", "node"],
  "docs/operate.md": ["shell", backups, backups, "not here: needs two PostgreSQL servers", "shell", "not here: needs 800 devices; TestCalibrate makes them", "shell", "not here: its ids are examples; cmd/rupt/webhook_test.go runs the commands", "not here: a line of a mail server's file"],
  "docs/policy.md": ["policy", "not here: a list of commands; cmd/rupt/policy_test.go runs them", "json", "policy"],
  "docs/privacy.md": ["page", "shell", "http", "http"],
  "docs/size.md": ["not here: builds the SDK anew; the build itself runs it"],
  "docs/start.md": ["page", "node", "http", "shell"],
  "docs/tag-managers.md": ["not here: e2e/tag-managers runs it beside the destination", "not here: its {{variables}} are filled in by Tag Manager", "page"],
};

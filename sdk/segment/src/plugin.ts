import { fieldsOf } from "./fields.js";
import { find } from "./sdk.js";
import type { Analytics, Context, Event } from "./segment.js";
import type { Settings } from "./settings.js";

type Hook = (context: Context) => Context;

/** A destination plugin of analytics.js. */
export interface RuptPlugin {
  name: string;
  alternativeNames: string[];
  version: string;
  type: "destination";
  isLoaded(): boolean;
  load(context: any, analytics: any): Promise<void>;
  page: (context: any) => any;
  identify: (context: any) => any;
  track: (context: any) => any;
  group: (context: any) => any;
}

/**
 * rupt is the plugin "Attach Device": `analytics.register(rupt({client_id, new_account_url, api_url}))`. It never holds up
 * and never fails an event: what goes wrong is a warning on the console, and other destinations do not notice.
 */
export function rupt(settings: Settings): RuptPlugin {
  let analytics: Analytics | undefined;
  let sdk: ReturnType<typeof find> | undefined;
  const once = () => (sdk ??= find(settings));
  const trigger = settings.trigger ?? ((event) => event.type === "page");

  const attach = async (event: Event): Promise<void> => {
    try {
      const { account, ...fields } = fieldsOf(event, analytics, settings);
      if (!trigger(event) || !account) return;
      if (settings.consent && (await settings.consent(event)) !== true) return;
      const options = { ...base(settings), account, ...fields, ...(await settings.options?.(event)) };
      await (await once()).attach(options);
    } catch (error) {
      sdk = undefined; // the next event tries again
      console.warn(`[rupt] segment: ${error instanceof Error ? error.message : error}`);
    }
  };
  const hook: Hook = (context) => {
    void attach(context.event);
    return context;
  };

  return {
    name: "Rupt",
    alternativeNames: ["Rupt (Actions)", "Rupt Attach Device"],
    version: "0.1.0",
    type: "destination",
    isLoaded: () => true, // events wait for their own SDK, not for each other
    load: async (_, instance) => {
      analytics = instance;
    },
    page: hook,
    identify: hook,
    track: hook,
    group: hook,
  };
}

/** base are the options that the settings say for every event. */
function base({ client_id, api_url, new_account_url, logout_url, success_url, suspended_url }: Settings): object {
  return { client_id, api_url, redirect_urls: { new_account_url, logout_url, success_url, suspended_url } };
}

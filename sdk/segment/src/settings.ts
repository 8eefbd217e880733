import type { Event } from "./segment.js";

/** The fields of the action "Attach Device". A value of `undefined` is not sent. */
export interface Fields {
  /** The account to attach the device to; without one nothing happens. Default: the event's `userId`. */
  account: unknown;
  /** Default: `context.traits.email`, else `properties.email`, else what `identify` said of this user. */
  email: unknown;
  /** Default: as the email. In E.164. */
  phone: unknown;
  /** Kept with the device. Default: none. */
  metadata: unknown;
  /** Whether the path of the page is sent. Default: it is. */
  include_page: unknown;
}

/** The destination's settings, and what a plugin of your own page can do besides. */
export interface Settings {
  /** The project's public client id. */
  client_id: string;
  /** For people who want an account of their own. */
  new_account_url: string;
  /** After a logout, by choice or by a verified owner. */
  logout_url?: string;
  /** After a passed challenge. */
  success_url?: string;
  /** For suspended users. */
  suspended_url?: string;

  /** The server's origin, such as `"https://rupt.example.com"`: `rupt.js` comes from there when the page has no SDK. */
  api_url?: string;
  /** The SDK, where the page has it from npm: `import * as sdk from "openrupt"`. Default: `window.Rupt`. */
  sdk?: { attach(options: any): Promise<unknown> };
  /** Which events attach. Default: `type = "page"`. */
  trigger?: (event: Event) => boolean;
  /** Other sources for fields. */
  fields?: { [Name in keyof Fields]?: (event: Event) => unknown };
  /** Whether the user has agreed. Without a clear `true` nothing is loaded, read, kept or sent. Default: agreed. */
  consent?: (event: Event) => boolean | Promise<boolean>;
  /** Further options of `attach`, such as a signed `secret`, callbacks or `debug`; they win. */
  options?: (event: Event) => object | Promise<object>;
}

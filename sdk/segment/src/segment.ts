// The part of analytics.js that the plugin touches, so that it depends on no version of it.

/** What Segment knows of a user. */
export type Traits = Record<string, unknown> | null | undefined;

/** An event of Segment. */
export interface Event {
  type: string;
  userId?: string | null | undefined;
  properties?: Record<string, unknown> | undefined;
  context?: ({ traits?: Traits } & Record<string, unknown>) | undefined;
}

/** What analytics.js hands to a plugin. */
export interface Context {
  event: Event;
}

/** The instance of analytics.js that a plugin is registered with. */
export interface Analytics {
  user(): { id(): string | null | undefined; traits(): Traits };
}

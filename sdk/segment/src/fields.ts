import type { Analytics, Event } from "./segment.js";
import type { Fields, Settings } from "./settings.js";

/** fieldsOf fills the fields of "Attach Device" from an event: by the settings where they say, else by the preset. */
export function fieldsOf(event: Event, analytics: Analytics | undefined, settings: Settings): Fields {
  const preset: Fields = {
    account: event.userId,
    email: trait("email", event, analytics),
    phone: trait("phone", event, analytics),
    metadata: undefined,
    include_page: undefined,
  };
  for (const [name, source] of Object.entries(settings.fields ?? {})) {
    if (source) preset[name as keyof Fields] = source(event);
  }
  return preset;
}

function trait(name: string, event: Event, analytics: Analytics | undefined): unknown {
  return event.context?.traits?.[name] ?? event.properties?.[name] ?? known(event, analytics)?.[name];
}

/** known are the traits of identify calls, as long as the event is of the same user. */
function known(event: Event, analytics: Analytics | undefined) {
  const user = analytics?.user();
  return user?.id() === event.userId ? user?.traits() : undefined;
}

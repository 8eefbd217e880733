/** A tag of the type Custom HTML. */
export interface Tag {
  html: string;
  /** The events of the data layer that fire it. */
  triggers: string[];
  /** The variables of its {{names}}: keys of the data layer. */
  variables: Record<string, string>;
}

/**
 * container runs in a page and does with one tag what Tag Manager's container does: it reads what the data layer has so far,
 * listens to what comes, and puts the tag's markup behind the body, its scripts made anew, since markup that is set runs none.
 * A variable in a tag's script is an expression, whose value is looked up when the script comes to it.
 */
export function container({ html, triggers, variables }: Tag): void {
  const page = window as any;
  const model: Record<string, unknown> = {};
  page.google_tag_manager = { macro: (name: string) => model[variables[name]] };
  const filled = html.replace(/\{\{(.+?)\}\}/g, (_, name) => `google_tag_manager.macro(${JSON.stringify(name)})`);
  const fire = () => {
    const holder = document.createElement("div");
    holder.innerHTML = filled;
    for (const inert of holder.querySelectorAll("script")) {
      const script = document.createElement("script");
      script.text = inert.text;
      inert.replaceWith(script);
    }
    document.body.append(holder);
  };
  const take = (entry: Record<string, unknown>) => {
    Object.assign(model, entry);
    if (triggers.includes(String(entry.event))) fire();
  };
  const layer: Record<string, unknown>[] = (page.dataLayer ??= []);
  const push = layer.push;
  layer.push = (...entries) => {
    const length = push.apply(layer, entries);
    entries.forEach(take);
    return length;
  };
  [...layer].forEach(take);
}

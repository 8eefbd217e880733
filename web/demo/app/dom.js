// The one helper that stands in for a framework.

/** h makes an element: h("button", { class: "cta", onclick: go }, "Watch"). */
export function h(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** $ finds the element of that id, which must be on the page. */
export const $ = (id) => document.getElementById(id);

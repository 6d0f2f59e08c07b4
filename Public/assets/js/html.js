// The only way to innerHTML: a tag that escapes every value unless it came from the tag itself.

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

class Markup {
  constructor(text) {
    this.text = text;
  }
}

function textOf(value) {
  if (value === null || value === undefined || value === false || value === true) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join("");
  return String(value).replace(/[&<>"']/g, (character) => entities[character]);
}

/** Builds markup in which every interpolated value is escaped. */
export function html(strings, ...values) {
  return new Markup(strings.reduce((text, part, index) => text + textOf(values[index - 1]) + part));
}

/** Replaces what is in `root`; focus stays on the element with the same `data-key`. */
export function render(root, markup) {
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const template = document.createElement("template");
  template.innerHTML = textOf(markup);
  // A copy made for this document holds custom elements that are alive at once.
  root.replaceChildren(document.importNode(template.content, true));
  if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  return root;
}

/** Makes the first element of some markup. */
export function element(markup) {
  return render(document.createElement("div"), markup).firstElementChild;
}

/** Calls `actions[name]` when something in `root` with `data-action="name"` is clicked. */
export function onAction(root, actions) {
  root.addEventListener("click", (event) => {
    const target = event.target.closest("[data-action]");
    if (!target || !root.contains(target)) return;
    const action = actions[target.dataset.action];
    if (!action) return;
    event.preventDefault();
    action(target, event);
  });
}

// Choosing the goal that another is a part of: a text with suggestions from the server.
import { api } from "../api.js";
import { html, render } from "../html.js";
import { store } from "../store.js";
import { field } from "./fields.js";

const typingPause = 200;
const chosen = new WeakMap();

/** Markup of the field; `mountParentField` brings it to life. */
export const parentField = (prefix) => html`<div class="parent-field">
  ${field(prefix, "parent", "Part of", (id) => html`<input ${id} dir="auto" list="${prefix}-parents" autocomplete="off" placeholder="no other goal" />`)}
  <datalist id="${prefix}-parents"></datalist></div>`;

/** Puts a goal's parent into the field, which then offers others. */
export function mountParentField(form, goal) {
  const input = form.elements.parent;
  const list = form.querySelector(".parent-field datalist");
  const known = new Map();
  let timer;
  chosen.set(input, known);

  const offer = (goals) => {
    for (const each of goals) known.set(each.title, each.id);
    render(list, html`${goals.map(({ title }) => html`<option value="${title}"></option>`)}`);
  };
  const look = async () => {
    const { items } = await api.goals({ q: input.value.trim(), sort: "attention", fields: "id,title", limit: 12 });
    offer(items.filter((each) => each.id !== goal?.id));
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => {}), typingPause);
  };
  input.addEventListener("input", later);
  input.addEventListener("focus", later, { once: true });
  if (goal?.parent) setParent(form, goal.parent);
}

/** Names a goal in the field. */
export async function setParent(form, id) {
  const input = form.elements.parent;
  const parent = store.goals.get(id) ?? (await api.goal(id).catch(() => null));
  if (!parent) return;
  chosen.get(input).set(parent.title, id);
  if (!input.value) input.value = parent.title;
}

/** The chosen goal's id, or null; a title that is none is added to `errors`. */
export function readParent(form, errors) {
  const input = form.elements.parent;
  const title = input.value.trim();
  if (!title) return null;
  const id = chosen.get(input)?.get(title);
  if (!id) errors.push({ field: "parent", message: "Choose a goal from the list, or leave it empty" });
  return id ?? null;
}

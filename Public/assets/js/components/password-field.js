// A field for a password, which can be shown, and which says when Caps Lock is on.
import { html } from "../html.js";
import { field } from "./fields.js";

/** Markup of the field; `autocomplete` is `current-password` or `new-password`. */
export const passwordField = (prefix, name, label, autocomplete) =>
  field(
    prefix,
    name,
    label,
    (id) => html`<div class="password">
      <input ${id} type="password" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required
        ${autocomplete === "new-password" ? html`minlength="8" maxlength="200"` : ""} />
      <button type="button" class="quiet" data-show-password aria-pressed="false" aria-label="Show password">Show</button>
    </div><p class="hint caps" role="status"></p>`,
    autocomplete === "new-password" && "At least 8 characters. Long is better than complicated.",
  );

function toggle(button) {
  const input = button.parentElement.querySelector("input");
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  button.textContent = shown ? "Hide" : "Show";
}

function watchCaps(event) {
  const holder = event.target.closest?.(".password");
  if (!holder || !event.getModifierState) return;
  const text = event.getModifierState("CapsLock") ? "Caps Lock is on." : "";
  const place = holder.parentElement.querySelector(".caps");
  if (place.textContent !== text) place.textContent = text;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-show-password]");
  if (button) toggle(button);
});
document.addEventListener("keydown", watchCaps);
document.addEventListener("keyup", watchCaps);

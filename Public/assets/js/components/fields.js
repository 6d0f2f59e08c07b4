// Form fields with a label and a place for what is wrong with them.
import { html } from "../html.js";

/** Markup of one labelled control; `control` gets the attributes it must carry. */
export function field(prefix, name, label, control, hint) {
  const id = `${prefix}-${name.replaceAll(".", "-")}`;
  return html`<div class="field" data-field="${name}">
    <label for="${id}">${label}</label>
    ${control(html`id="${id}" name="${name}" ${hint && html`aria-describedby="${id}-hint"`}`)}
    ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    <p class="field-error" hidden></p>
  </div>`;
}

/** Markup of an `<option>` list. */
export const options = (pairs, chosen) =>
  pairs.map(([value, name]) => html`<option value="${value}" ${String(value) === String(chosen) ? html`selected` : ""}>${name}</option>`);

let errorCount = 0;

function holderOf(form, name) {
  const holders = [...form.querySelectorAll("[data-field]")];
  const parts = name.split(/[.[]/);
  return holders.find((each) => each.dataset.field === name) ?? holders.find((each) => each.dataset.field === parts[0]);
}

/** What a control is described by: its message, if there is one, and its hint. */
function describe(control, message) {
  const hint = control.closest("[data-field]").querySelector(".hint[id]")?.id;
  const ids = [message, hint].filter(Boolean).join(" ");
  if (ids) control.setAttribute("aria-describedby", ids);
  else control.removeAttribute("aria-describedby");
}

/** Takes all messages off a form. */
export function clearErrors(form) {
  for (const message of form.querySelectorAll(".field-error")) {
    message.hidden = true;
    message.textContent = "";
  }
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    describe(control);
  }
}

const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** Puts each message at its field and the focus on the first bad one; gives the messages that have no field. */
export function showErrors(form, errors) {
  const homeless = [];
  for (const { field: name, message } of errors) {
    const holder = holderOf(form, name);
    if (!holder) {
      homeless.push(`${name} ${message}`);
      continue;
    }
    for (let parent = holder.closest("details"); parent; parent = parent.parentElement.closest("details")) parent.open = true;
    const text = holder.querySelector(".field-error");
    text.id ||= `error-${++errorCount}`;
    text.textContent = capital(message);
    text.hidden = false;
    const control = holder.querySelector("input, select, textarea");
    control.setAttribute("aria-invalid", "true");
    describe(control, text.id);
  }
  form.querySelector("[aria-invalid]")?.focus();
  return homeless;
}

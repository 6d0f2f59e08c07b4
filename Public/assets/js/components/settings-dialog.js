// When a day and a week begin for someone, and where on earth they are.
import { api } from "../api.js";
import { weekdayName } from "../format.js";
import { element, html } from "../html.js";
import { store } from "../store.js";
import { explain } from "../words.js";
import { clearErrors, field, options, showErrors } from "./fields.js";
import { openDialog } from "./open-dialog.js";
import { showPauses } from "./pauses-dialog.js";
import { toast } from "./toast.js";

const hours = Array.from({ length: 24 }, (_, hour) => [hour, hour ? `${String(hour).padStart(2, "0")}:00` : "midnight"]);
const weekdays = [1, 2, 3, 4, 5, 6, 7].map((day) => [day, weekdayName(day, true)]);
const zones = () => Intl.supportedValuesOf?.("timeZone") ?? [];

function build({ timeZone, dayStartHour, weekStart }) {
  return element(html`<dialog class="dialog dialog-small" aria-labelledby="settings-heading">
    <form novalidate>
      <h2 id="settings-heading">Settings</h2>
      ${field("me", "timeZone", "Time zone", (id) => html`<input ${id} value="${timeZone ?? ""}" list="time-zones" autocomplete="off" />`)}
      <datalist id="time-zones">${zones().map((zone) => html`<option value="${zone}"></option>`)}</datalist>
      <div class="fields">
        ${field("me", "dayStartHour", "My day starts at", (id) => html`<select ${id}>${options(hours, dayStartHour)}</select>`)}
        ${field("me", "weekStart", "My week starts on", (id) => html`<select ${id}>${options(weekdays, weekStart)}</select>`)}
      </div>
      <p class="form-error" role="alert" hidden></p>
      <div class="buttons"><button class="button primary">Save</button><button type="button" class="button" data-cancel>Cancel</button>
        <button type="button" class="button" data-holiday>On holiday…</button></div>
    </form>
  </dialog>`);
}

async function save(form, dialog) {
  const message = form.querySelector(".form-error");
  clearErrors(form);
  message.hidden = true;
  const { timeZone, dayStartHour, weekStart } = form.elements;
  const body = { dayStartHour: Number(dayStartHour.value), weekStart: Number(weekStart.value) };
  if (timeZone.value.trim() !== (store.me.timeZone ?? "")) body.timeZone = timeZone.value.trim();
  try {
    store.keepMe(await api.updateMe(body));
    dialog.close();
    toast({ text: "Saved" });
    store.announce("me");
    await Promise.all([store.reload(), store.loadSummary()]);
  } catch (error) {
    if (error.status === undefined) throw error;
    const homeless = showErrors(form, error.errors);
    if (!homeless.length && error.errors.length) return;
    message.textContent = homeless.join("; ") || explain(error, "Not saved");
    message.hidden = false;
  }
}

/** Opens the settings. */
export async function showSettings() {
  if (document.querySelector("dialog[open]")) return;
  await store.loadMe().catch(() => {});
  const dialog = build(store.me);
  const form = dialog.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form, dialog);
  });
  dialog.querySelector("[data-holiday]").addEventListener("click", () => {
    dialog.close();
    showPauses();
  });
  openDialog(dialog);
}

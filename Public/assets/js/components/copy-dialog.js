// The same goal again, with all its sub-goals, from another start.
import { api, newKey } from "../api.js";
import { element, html } from "../html.js";
import { navigate } from "../router.js";
import { store } from "../store.js";
import { explain } from "../words.js";
import { clearErrors, field, showErrors } from "./fields.js";
import { openDialog } from "./open-dialog.js";
import { toast } from "./toast.js";

function build(goal) {
  return element(html`<dialog class="dialog dialog-small" aria-labelledby="copy-heading">
    <form novalidate>
      <h2 id="copy-heading">Copy goal</h2>
      <p class="muted">With its sub-goals, without check-ins. All days move with the start.</p>
      ${field("copy", "title", "Title", (id) => html`<input ${id} value="${goal.title}" autocomplete="off" />`)}
      ${field("copy", "start", "Start", (id) => html`<input ${id} type="date" value="${store.today}" required />`)}
      <p class="form-error" role="alert" hidden></p>
      <div class="buttons"><button class="button primary">Copy</button><button type="button" class="button" data-cancel>Cancel</button></div>
    </form>
  </dialog>`);
}

/** Asks for title and start, copies the goal and goes to the copy. */
export function copyGoal(goal) {
  const dialog = build(goal);
  const form = dialog.querySelector("form");
  const message = form.querySelector(".form-error");
  let sent = {};

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearErrors(form);
    message.hidden = true;
    const body = { title: form.elements.title.value.trim(), start: form.elements.start.value || null };
    const text = JSON.stringify(body);
    // The same copy asked for again after a failure keeps its key, so that it is never made twice.
    if (sent.text !== text) sent = { text, key: newKey() };
    try {
      const copy = await api.copyGoal(goal.id, body, sent.key);
      dialog.close();
      store.add(copy);
      store.reload().catch(() => {});
      navigate(`/goals/${copy.id}`);
      toast({ text: `“${copy.title}” added` });
    } catch (error) {
      if (error.status === undefined) throw error;
      const homeless = showErrors(form, error.errors);
      if (!homeless.length && error.errors.length) return;
      message.textContent = homeless.join("; ") || explain(error, "The goal was not copied");
      message.hidden = false;
    }
  });
  openDialog(dialog, "[data-key=copy]");
}

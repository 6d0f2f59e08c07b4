// When a goal rests, or everything does: its pauses, and a form for another.
import { api, newKey } from "../api.js";
import { element, html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { failed } from "../report.js";
import { store } from "../store.js";
import { explain, pauseSpan } from "../words.js";
import { clearErrors, field, showErrors } from "./fields.js";
import { openDialog } from "./open-dialog.js";

const about = (goal) =>
  goal ? `While it rests, nothing is expected of “${goal.title}”.` : "While you are away, nothing is expected of any goal, and no streak breaks.";

function build(goal) {
  return element(html`<dialog class="dialog dialog-small" aria-labelledby="pauses-heading">
    <form novalidate>
      <h2 id="pauses-heading">${goal ? "Days off" : "On holiday"}</h2>
      <p class="muted">${about(goal)}</p>
      <div class="pauses"></div>
      <div class="fields">
        ${field("pause", "first", "First day", (id) => html`<input ${id} type="date" value="${store.today}" required />`)}
        ${field("pause", "last", "Last day", (id) => html`<input ${id} type="date" />`)}
      </div>
      ${field("pause", "note", "Note", (id) => html`<input ${id} autocomplete="off" placeholder="optional" />`)}
      <p class="form-error" role="alert" hidden></p>
      <div class="buttons"><button class="button primary">Add</button><button type="button" class="button" data-cancel>Close</button></div>
    </form>
  </dialog>`);
}

const row = (pause) => html`<li class="entry pause" data-id="${pause.id}">
  <span>${pauseSpan(pause)} <span class="muted" dir="auto">${pause.note}</span></span>
  <button type="button" class="quiet" data-action="delete-pause" aria-label="Delete pause ${pauseSpan(pause)}">${icons.trash}</button></li>`;

/** Opens the pauses of a goal, or of everything without one. */
export function showPauses(goal = null) {
  const dialog = build(goal);
  const form = dialog.querySelector("form");
  const message = form.querySelector(".form-error");
  let items = [];
  let key = newKey();

  const say = (text) => {
    message.textContent = text;
    message.hidden = !text;
  };
  const load = async () => {
    items = (await api.pauses(goal?.id)).items.filter((each) => (goal ? each.goal : !each.goal));
    render(form.querySelector(".pauses"), items.length ? html`<ul class="entries">${items.map(row)}</ul>` : html``);
  };
  const changed = async () => {
    await load();
    if (goal) await store.refresh(goal.id);
    else await Promise.all([store.loadHolidays(), store.reload(), store.loadSummary()]);
  };
  const add = async () => {
    clearErrors(form);
    say("");
    const { first, last, note } = form.elements;
    const body = { first: first.value || null, last: last.value || null, note: note.value.trim(), goal: goal?.id ?? null };
    try {
      await api.createPause(body, key);
      key = newKey();
      last.value = note.value = "";
      await changed();
      form.querySelector("[data-cancel]").focus();
    } catch (error) {
      if (error.status === undefined) throw error;
      if (!error.passing) key = newKey();
      const homeless = showErrors(form, error.errors);
      if (homeless.length || !error.errors.length) say(homeless.join("; ") || explain(error, "The pause was not saved"));
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    add();
  });
  onAction(dialog, {
    "delete-pause": async (target) => {
      try {
        await api.deletePause(target.closest("li").dataset.id);
        await changed();
        form.elements.first.focus();
      } catch (error) {
        failed(error, "The pause was not deleted");
      }
    },
  });
  openDialog(dialog);
  load().catch((error) => say(explain(error, "The pauses were not loaded")));
}

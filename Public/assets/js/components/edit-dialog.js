// The dialog with everything about a goal; it sends only what was changed.
import { updateGoal } from "../actions.js";
import { element, html } from "../html.js";
import { session } from "../session.js";
import { store } from "../store.js";
import { explain } from "../words.js";
import { clearErrors, field, options, showErrors } from "./fields.js";
import { changesOf, goalFields, readGoalFields } from "./goal-fields.js";
import { openDialog } from "./open-dialog.js";
import { mountParentField } from "./parent-field.js";
import { toast } from "./toast.js";

const states = [["active", "Active"], ["paused", "Paused"], ["done", "Done"], ["missed", "Missed"], ["dropped", "Let go"]];

const advice = "What you entered is still here: save again to replace it, or cancel to keep the other.";
const names = {
  title: "title", measure: "measure", start: "start", due: "due day", priority: "priority", cadenceDays: "rhythm", tags: "tags", state: "state",
  parent: "goal above", weight: "weight",
};

function build(goal) {
  return element(html`<dialog class="dialog" aria-labelledby="edit-heading">
    <form novalidate>
      <h2 id="edit-heading">Edit goal</h2>
      ${field("edit", "title", "Title", (id) => html`<input ${id} value="${goal.title}" autocomplete="off" />`)}
      ${goalFields("edit", goal)}
      ${field("edit", "state", "State", (id) => html`<select ${id}>${options(states, goal.state)}</select>`)}
      <p class="form-error" role="alert" hidden></p>
      <div class="buttons"><button class="button primary">Save</button><button type="button" class="button" data-cancel>Cancel</button></div>
    </form>
  </dialog>`);
}

/** Opens the dialog for a goal. */
export function editGoal(goal) {
  if (!session.mayEdit(goal)) return;
  const dialog = build(goal);
  const form = dialog.querySelector("form");
  let base = goal;

  const say = (text) => {
    const message = form.querySelector(".form-error");
    message.textContent = text;
    message.hidden = !text;
    if (text) message.scrollIntoView({ block: "nearest" });
  };

  const clash = (current, changes) => {
    const fields = Object.keys(changes).filter((name) => JSON.stringify(base[name]) !== JSON.stringify(current[name]));
    base = current;
    say(`The ${fields.map((name) => names[name]).join(" and the ")} changed elsewhere meanwhile. ${advice}`);
  };

  const save = async () => {
    clearErrors(form);
    say("");
    const { values, errors } = readGoalFields(form);
    if (errors.length) return showErrors(form, errors);
    const changes = changesOf(goal, { ...values, state: form.elements.state.value });
    if (!Object.keys(changes).length) return dialog.close();
    try {
      await updateGoal(base, changes);
      store.refresh(goal.id).catch(() => {});
      dialog.close();
      toast({ text: "Saved" });
    } catch (error) {
      if (error.current) return clash(error.current, changes);
      if (error.status === undefined) throw error;
      const homeless = showErrors(form, error.errors);
      if (homeless.length || !error.errors.length) say(homeless.join("; ") || explain(error, "Not saved"));
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  mountParentField(form, goal);
  openDialog(dialog, "[data-key=edit-goal]");
}

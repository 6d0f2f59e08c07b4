// One line that makes a goal; everything else about it is one level down.
import { deleteGoal } from "../actions.js";
import { api, newKey } from "../api.js";
import { html, render } from "../html.js";
import { icons } from "../icons.js";
import { store } from "../store.js";
import { explain } from "../words.js";
import { clearErrors, showErrors } from "./fields.js";
import { goalFields, readGoalFields } from "./goal-fields.js";
import { toast } from "./toast.js";

const blank = () => ({ measure: { type: "done" }, start: store.today, due: null, tags: [], priority: 0, cadenceDays: 7 });

class QuickAdd extends HTMLElement {
  #sent = null;
  #busy = false;

  connectedCallback() {
    if (this.firstElementChild) return;
    render(
      this,
      html`<form class="add" novalidate>
        <div data-field="title">
          <div class="add-line">
            ${icons.plus}
            <input name="title" dir="auto" aria-label="New goal" placeholder="A new goal" autocomplete="off" enterkeyhint="done" />
            <kbd aria-hidden="true">n</kbd>
            <button class="button primary">Add</button>
          </div>
          <p class="field-error" hidden></p>
        </div>
        <p class="form-error" role="alert" hidden></p>
        <details class="add-details fold"><summary>Details</summary><div class="add-fields"></div></details>
      </form>`,
    );
    this.form = this.querySelector("form");
    this.#reset();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** Puts the focus on the line. */
  begin() {
    this.form.elements.title.focus();
  }

  #reset() {
    this.form.elements.title.value = "";
    render(this.querySelector(".add-fields"), goalFields("add", blank()));
    this.querySelector("details").open = false;
  }

  #say(text) {
    const message = this.querySelector(".form-error");
    message.textContent = text;
    message.hidden = !text;
  }

  // The same draft sent again after a failure keeps its key, so that it never makes two goals.
  #keyOf(values) {
    const text = JSON.stringify(values);
    if (this.#sent?.text !== text) this.#sent = { text, key: newKey() };
    return this.#sent.key;
  }

  async #submit() {
    if (this.#busy) return;
    clearErrors(this.form);
    this.#say("");
    const { values, errors } = readGoalFields(this.form);
    if (errors.length) return showErrors(this.form, errors);
    this.#busy = true;
    try {
      const goal = await api.createGoal(values, this.#keyOf(values));
      this.#sent = null;
      // Whoever has typed on or gone elsewhere meanwhile is left alone.
      if (this.form.elements.title.value.trim() === values.title) this.#reset();
      if (this.contains(document.activeElement)) this.begin();
      store.put(goal);
      this.dispatchEvent(new CustomEvent("added", { bubbles: true, detail: { goal } }));
      toast({ text: `“${goal.title}” added`, action: { name: "Undo", run: () => deleteGoal(goal) } });
    } catch (error) {
      if (error.status === undefined) throw error;
      if (!error.passing) this.#sent = null;
      const homeless = showErrors(this.form, error.errors);
      if (homeless.length || !error.errors.length) this.#say(homeless.length ? `${homeless.join("; ")}.` : explain(error, "The goal was not added"));
    } finally {
      this.#busy = false;
    }
  }
}

customElements.define("quick-add", QuickAdd);

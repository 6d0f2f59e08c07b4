// One line that makes a goal: what it understands of the text stands below as chips; everything else is one level down.
import { deleteGoal } from "../actions.js";
import { api, newKey } from "../api.js";
import { html, render } from "../html.js";
import { icons } from "../icons.js";
import { session } from "../session.js";
import { store } from "../store.js";
import { explain } from "../words.js";
import { DraftReader } from "./draft-reader.js";
import { clearErrors, field, options, showErrors } from "./fields.js";
import { goalFields, readGoalFields } from "./goal-fields.js";
import { mountParentField } from "./parent-field.js";
import { toast } from "./toast.js";

const blank = () => ({ measure: { type: "done" }, start: store.today, due: null, tags: [], priority: 0, cadenceDays: 7, weight: 1 });

class QuickAdd extends HTMLElement {
  #sent = null;
  #busy = false;
  #reader = null;

  #parent = null;

  /** The goal that what is added here is a part of; null for none. */
  set parent(goal) {
    this.#parent = goal;
    if (this.form) this.#reset();
  }

  /** Chooses the space for what is added here, where there is a choice; the person's own without one. */
  suggestSpace(id) {
    const select = this.form.elements.space;
    const space = session.writable.find((each) => each.id === id) ?? session.writable.find(({ personal }) => personal);
    if (select && space) select.value = space.id;
  }

  connectedCallback() {
    if (this.firstElementChild) return;
    const label = this.getAttribute("label") ?? "New goal";
    render(
      this,
      html`<form class="add" novalidate>
        <div data-field="title">
          <div class="add-line">
            ${icons.plus}
            <input name="title" dir="auto" aria-label="${label}" placeholder="${this.getAttribute("hint") ?? "A new goal"}" autocomplete="off" enterkeyhint="done" />
            ${this.hasAttribute("label") ? "" : html`<kbd aria-hidden="true">n</kbd>`}
            <button class="button primary">Add</button>
          </div>
          <p class="field-error" hidden></p>
        </div>
        <ul class="chips" aria-label="Understood" aria-live="polite"></ul>
        <p class="form-error" role="alert" hidden></p>
        <details class="add-details fold"><summary>Details</summary><div class="add-fields"></div></details>
      </form>`,
    );
    this.form = this.querySelector("form");
    this.#reader = new DraftReader(this.form, this.querySelector(".chips"));
    this.#reset();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.form.elements.title.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !event.target.value) return;
      event.preventDefault();
      this.#reset();
    });
  }

  /** Puts the focus on the line. */
  begin() {
    this.form.elements.title.focus();
  }

  #reset() {
    this.form.elements.title.value = "";
    clearErrors(this.form);
    this.#say("");
    render(this.querySelector(".add-fields"), html`${this.#spaceField()} ${goalFields(this.id || "add", blank())}`);
    mountParentField(this.form, null);
    this.suggestSpace(new URLSearchParams(location.search).get("space"));
    this.querySelector("details").open = false;
    this.#reader.forget();
  }

  // Whoever may write in one space alone has no choice, and what is below a goal is in its space.
  #spaceField() {
    const { writable } = session;
    if (this.#parent || writable.length < 2) return "";
    return field("add", "space", "Space", (id) => html`<select ${id}>${options(writable.map(({ id, name }) => [id, name]))}</select>`);
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
    this.#busy = true;
    clearErrors(this.form);
    this.#say("");
    const line = this.form.elements.title.value.trim();
    try {
      const title = line && (await this.#reader.title());
      const { values, errors } = readGoalFields(this.form);
      if (errors.length) return showErrors(this.form, errors);
      const space = this.#parent?.space ?? store.goals.get(values.parent)?.space ?? this.form.elements.space?.value;
      const body = { ...values, title, parent: this.#parent?.id ?? values.parent, space };
      const goal = await api.createGoal(body, this.#keyOf(body));
      this.#sent = null;
      // Whoever has typed on or gone elsewhere meanwhile is left alone.
      if (this.form.elements.title.value.trim() === line) this.#reset();
      if (this.contains(document.activeElement)) this.begin();
      store.add(goal);
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

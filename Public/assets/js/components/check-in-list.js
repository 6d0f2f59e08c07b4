// The check-ins of a goal, newest first, each edited and deleted where it stands.
import { api } from "../api.js";
import { deleteCheckIn } from "../checking.js";
import { count, daysBetween, fullDay, quantity, relativeDay } from "../format.js";
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { session } from "../session.js";
import { store } from "../store.js";
import { clearErrors, showErrors } from "./fields.js";
import { checkInFields, readCheckIn, showRefusal } from "./check-in-form.js";

const step = 10;
const recent = 31;

/** What a check-in of a goal says in words. */
export function amountOf({ measure }, { value, skip }) {
  if (skip || value === null) return "Skipped";
  if (measure.type === "done") return value >= 1 ? "Done" : "Not done";
  const adds = measure.aggregate === "sum" || measure.type === "habit";
  const sign = adds && value > 0 ? "+" : "";
  return sign + quantity(value, measure.unit);
}

class CheckInList extends HTMLElement {
  #goal = null;
  #items = [];
  #editing = null;
  #shown = step;
  #ready = false;

  /** What to list: `{ goal, items }`; waits while one of them is being edited. */
  set data({ goal, items }) {
    this.#goal = goal;
    this.#items = items;
    if (!this.#editing) this.#draw();
  }

  connectedCallback() {
    if (this.#ready) return;
    this.#ready = true;
    const itemOf = (target) => this.#items.find((item) => item.id === target.closest("li").dataset.id);
    onAction(this, {
      edit: (target) => this.#edit(itemOf(target).id),
      cancel: () => this.#close(),
      delete: (target) => this.#delete(itemOf(target)),
      more: () => {
        this.#shown += 10 * step;
        this.#draw();
      },
    });
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save(event.target);
    });
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#editing) return;
      event.stopPropagation();
      this.#close();
    });
  }

  #edit(id) {
    this.#editing = id;
    this.#draw();
    this.querySelector("form input, form select").focus();
  }

  #close() {
    const id = this.#editing;
    this.#editing = null;
    this.#draw();
    this.querySelector(`[data-key="edit-${id}"]`)?.focus();
  }

  async #delete(item) {
    const index = this.#items.indexOf(item);
    this.#items = this.#items.filter((each) => each !== item);
    this.#draw();
    const next = this.querySelectorAll("li [data-action=delete]")[Math.min(index, this.#items.length - 1)];
    (next ?? this.closest("section").querySelector("h2")).focus();
    await deleteCheckIn(this.#goal, item);
  }

  async #save(form) {
    clearErrors(form);
    form.querySelector(".form-error").hidden = true;
    const { values, errors } = readCheckIn(form);
    if (errors.length) return showErrors(form, errors);
    const id = this.#editing;
    try {
      const changed = await store.during(this.#goal, () => api.updateCheckIn(this.#goal.id, id, values));
      this.#items = this.#items.map((item) => (item.id === id ? changed : item));
      this.#close();
    } catch (error) {
      showRefusal(form, error);
    }
  }

  #row(item) {
    if (item.id === this.#editing) {
      return html`<li data-id="${item.id}"><form class="check-in check-in-edit" novalidate aria-label="Edit check-in">
        ${checkInFields("edit-check-in", this.#goal, item)}
        <p class="form-error" role="alert" hidden></p>
        <div class="buttons"><button class="button primary">Save</button><button type="button" class="button" data-action="cancel">Cancel</button></div>
      </form></li>`;
    }
    const day = fullDay(item.day);
    const near = daysBetween(item.day, store.today) <= recent && relativeDay(item.day, store.today);
    return html`<li data-id="${item.id}" class="entry">
      <span class="entry-day"><time datetime="${item.day}">${day}</time> ${near && html`<span class="muted">${near}</span>`}</span>
      <span class="entry-value">${amountOf(this.#goal, item)}</span>
      <span class="entry-note" dir="auto">${item.note}</span>
      ${session.mayEdit(this.#goal) && html`<span class="entry-actions">
        <button type="button" class="quiet" data-action="edit" data-key="edit-${item.id}" aria-label="Edit check-in of ${day}">${icons.pencil}</button>
        <button type="button" class="quiet" data-action="delete" data-key="delete-${item.id}" aria-label="Delete check-in of ${day}">${icons.trash}</button>
      </span>`}
    </li>`;
  }

  #draw() {
    const hidden = this.#items.length - this.#shown;
    if (!this.#items.length) return render(this, html`<p class="muted">None yet.</p>`);
    render(
      this,
      html`<ul class="entries">${this.#items.slice(0, this.#shown).map((item) => this.#row(item))}</ul>
        ${hidden > 0 && html`<button type="button" class="button" data-action="more" data-key="more">Show ${count(hidden, "older check-in")}</button>`}`,
    );
  }
}

customElements.define("check-in-list", CheckInList);

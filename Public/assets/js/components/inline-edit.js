// A text that is read most of the time and edited where it stands; what was typed is never thrown away.
import { updateGoal } from "../actions.js";
import { html, render } from "../html.js";
import { icons } from "../icons.js";
import { session } from "../session.js";
import { explain } from "../words.js";
import { clearErrors, showErrors } from "./fields.js";

class InlineEdit extends HTMLElement {
  #goal = null;
  #base = null;

  get field() {
    return this.getAttribute("field");
  }

  get #long() {
    return this.hasAttribute("multiline");
  }

  /** True while someone is typing here. */
  get editing() {
    return this.#base !== null;
  }

  set goal(goal) {
    this.#goal = goal;
    if (!this.editing) this.#read();
  }

  connectedCallback() {
    if (this.dataset.ready) return;
    this.dataset.ready = "true";
    this.addEventListener("click", (event) => {
      if (event.target.closest("[data-edit]")) this.edit();
      if (event.target.closest("[data-cancel]")) this.#close();
    });
    this.addEventListener("keydown", (event) => {
      if (!this.editing) return;
      if (event.key === "Escape") this.#close();
      else if (event.key === "Enter" && this.#long && (event.ctrlKey || event.metaKey)) this.querySelector("form").requestSubmit();
      else return;
      event.stopPropagation();
      event.preventDefault();
    });
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
  }

  #read() {
    const text = this.#goal[this.field];
    const label = this.getAttribute("label");
    const attributes = html`type="button" class="quiet edit-mark" data-edit data-key="edit"`;
    const button = (content) => session.mayEdit(this.#goal) && html`<button ${attributes} aria-label="Edit ${label.toLowerCase()}">${content}</button>`;
    if (!this.#long) render(this, html`<h1 tabindex="-1" data-key="heading"><span data-edit dir="auto">${text}</span> ${button(icons.pencil)}</h1>`);
    else if (text) render(this, html`<div class="prose" dir="auto">${text}</div>${button(html`${icons.pencil} Edit`)}`);
    else render(this, button(html`${icons.pencil} Add notes`));
  }

  /** Turns the text into a field. */
  edit() {
    if (this.editing || !session.mayEdit(this.#goal)) return;
    this.#base = this.#goal;
    const text = this.#goal[this.field];
    const label = this.getAttribute("label");
    const control = this.#long
      ? html`<textarea name="text" dir="auto" rows="6" aria-label="${label}">${text}</textarea>`
      : html`<input name="text" dir="auto" value="${text}" aria-label="${label}" autocomplete="off" />`;
    render(
      this,
      html`${!this.#long && html`<h1 class="sr-only">${text}</h1>`}
      <form class="inline" novalidate data-field="${this.field}">
        ${control}
        <p class="field-error" hidden></p>
        <p class="form-error" role="alert" hidden></p>
        <div class="buttons"><button class="button primary">Save</button><button type="button" class="button" data-cancel>Cancel</button></div>
      </form>`,
    );
    const field = this.querySelector("[name=text]");
    // A text area swallows a first line break in markup; the property does not.
    field.value = text;
    field.focus();
    if (!this.#long) field.select();
  }

  #close() {
    this.#base = null;
    this.#read();
    this.querySelector("[data-key=edit]")?.focus();
  }

  async #save() {
    const form = this.querySelector("form");
    const value = this.#long ? form.elements.text.value : form.elements.text.value.trim();
    clearErrors(form);
    if (value === this.#base[this.field]) return this.#close();
    try {
      this.#goal = await updateGoal(this.#base, { [this.field]: value });
      this.#close();
    } catch (error) {
      if (error.current) this.#clash(form, error.current);
      else if (error.errors?.length) showErrors(this, error.errors);
      else this.#say(form, explain(error, "Not saved"));
    }
  }

  #clash(form, current) {
    this.#base = current;
    this.#goal = current;
    const now = current[this.field] || "empty";
    this.#say(form, `Changed elsewhere meanwhile. It now reads “${now}”. Your text is still here: save again to replace it, or cancel to keep the other.`);
    form.elements.text.focus();
  }

  #say(form, text) {
    const message = form.querySelector(".form-error");
    message.textContent = text;
    message.hidden = false;
  }
}

customElements.define("inline-edit", InlineEdit);

// Reads a line as it is typed: chips say what was understood, and the fields below follow until someone sets them by hand.
import { api } from "../api.js";
import { editable } from "../format.js";
import { html, render } from "../html.js";
import { store } from "../store.js";
import { chipsOf } from "../words.js";
import { measureFields } from "./measure-fields.js";
import { setParent } from "./parent-field.js";

const typingPause = 150;
const patience = 3000;
const plainNames = ["start", "due", "priority", "weight", "tags", "parent"];

const groupOf = (name) => (plainNames.includes(name) || name === "cadenceDays" ? name : "measure");

/** What a form with a line `title`, the fields of a goal and a list of chips understands of its line. */
export class DraftReader {
  #form;
  #chips;
  #byHand = new Set();
  #timer;
  #latest = { text: "", draft: Promise.resolve(null) };

  constructor(form, chips) {
    this.#form = form;
    this.#chips = chips;
    form.addEventListener("input", ({ target }) => {
      if (target.name !== "title") return this.#take(groupOf(target.name));
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#read(), typingPause);
    });
  }

  /** Begins anew, with nothing typed and nothing set by hand. */
  forget() {
    clearTimeout(this.#timer);
    this.#byHand.clear();
    this.#latest = { text: "", draft: Promise.resolve(null) };
    render(this.#chips, html``);
  }

  /** The title in the text as it now is, when the fields hold all that was understood; the whole text when nobody could read it. */
  async title() {
    const text = this.#form.elements.title.value.trim();
    const wait = new Promise((resolve) => setTimeout(() => resolve(null), patience));
    const draft = await Promise.race([this.#read(), wait]);
    if (!draft?.title) return text;
    return draft.parentTitle && !draft.parent ? `${draft.parentTitle} / ${draft.title}` : draft.title;
  }

  #read() {
    clearTimeout(this.#timer);
    const text = this.#form.elements.title.value.trim();
    if (text === this.#latest.text) return this.#latest.draft;
    const draft = text ? api.parse(text).catch(() => null) : Promise.resolve(null);
    const latest = (this.#latest = { text, draft });
    latest.draft = draft.then(async (read) => {
      if (this.#latest !== latest) return read;
      await this.#show(read);
      // A text that nobody could read is asked about again when it is sent.
      if (!read && text) this.#latest = { text: null, draft };
      return read;
    });
    return latest.draft;
  }

  #take(group) {
    this.#byHand.add(group);
    this.#latest.draft.then((draft) => this.#draw(draft));
  }

  #draw(draft) {
    const chips = draft ? chipsOf(draft, store.today).filter(({ kind }) => !this.#byHand.has(kind)) : [];
    render(this.#chips, html`${chips.map(({ kind, text }) => html`<li class="chip" data-kind="${kind}">${text}</li>`)}`);
  }

  async #show(draft) {
    this.#draw(draft);
    const controls = this.#form.elements;
    const set = (name, value) => !this.#byHand.has(name) && (controls[name].value = value);
    set("start", draft?.start ?? store.today);
    set("due", draft?.due ?? "");
    set("priority", draft?.priority ?? 0);
    set("weight", editable(draft?.weight ?? 1));
    set("tags", (draft?.tags ?? []).join(" "));
    set("parent", "");
    if (!this.#byHand.has("measure")) this.#setMeasure(draft?.measure ?? { type: "done" });
    if (draft?.parent && !this.#byHand.has("parent")) await setParent(this.#form, draft.parent);
  }

  #setMeasure(measure) {
    const made = document.createElement("form");
    render(made, measureFields("draft", measure));
    for (const control of made.elements) {
      if (!control.name) continue;
      const own = [...this.#form.querySelectorAll(`[name="${control.name}"]`)].find((each) => !/radio|checkbox/.test(each.type) || each.value === control.value);
      if (/radio|checkbox/.test(control.type)) own.checked = control.checked;
      else own.value = control.value;
    }
  }
}

// The goals below a goal, with a line to add one.
import { api } from "../api.js";
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { session } from "../session.js";
import { store } from "../store.js";
import { explain } from "../words.js";
import { moveAmong } from "./move.js";
import "./goal-list.js";
import "./quick-add.js";

const most = 200;

const frame = html`<h2>Sub-goals</h2><div data-below><goal-list></goal-list></div>
  <p class="sr-only" role="status"></p><p class="muted note" hidden></p>
  <button type="button" class="quiet" data-action="begin" data-key="begin">${icons.plus} Add a sub-goal</button>
  <quick-add id="sub" label="New sub-goal" hint="A new sub-goal" hidden></quick-add>`;

class GoalChildren extends HTMLElement {
  #goal = null;
  #ids = [];
  #stop = new AbortController();

  /** The goal whose sub-goals these are. */
  set goal(goal) {
    const first = !this.#goal;
    this.#goal = goal;
    if (first) this.#begin();
    else this.#draw();
  }

  disconnectedCallback() {
    this.#stop.abort();
  }

  /** Opens the line for a new sub-goal. */
  begin() {
    if (!session.mayEdit(this.#goal)) return;
    const add = this.querySelector("quick-add");
    add.hidden = false;
    this.querySelector("[data-action=begin]").hidden = true;
    add.begin();
  }

  #begin() {
    const { signal } = this.#stop;
    render(this, frame);
    this.querySelector("quick-add").parent = this.#goal;
    onAction(this, { begin: () => this.begin() });
    this.addEventListener("added", ({ detail }) => {
      this.#ids.push(detail.goal.id);
      this.#draw();
      store.refresh(this.#goal.id).catch(() => {});
    });
    this.addEventListener("move-goal", ({ detail }) => moveAmong(this.#goals, detail, this.querySelector("[role=status]"), (...place) => this.#show(...place)));
    store.addEventListener("goal", ({ detail }) => this.#changed(detail.goal), { signal });
    store.addEventListener("list", () => this.#draw(), { signal });
    this.#draw();
    this.#load();
  }

  get #goals() {
    return this.#ids.map((id) => store.goals.get(id)).filter((goal) => goal?.parent === this.#goal.id);
  }

  #show(id, other, by) {
    this.#ids = this.#ids.filter((each) => each !== id);
    this.#ids.splice(this.#ids.indexOf(other) + Number(by > 0), 0, id);
    this.#draw();
  }

  #changed(goal) {
    if (this.#ids.includes(goal.id)) this.querySelector("goal-list").update(goal);
    else if (goal.parent === this.#goal.id) this.#load();
  }

  async #load() {
    const note = this.querySelector(".note");
    try {
      const { items } = await api.goals({ parent: this.#goal.id, sort: "position", limit: most });
      store.know(items);
      this.#ids = items.map((goal) => goal.id);
      note.hidden = true;
      this.#draw();
      if (items.length) this.dispatchEvent(new CustomEvent("known", { bubbles: true }));
    } catch (error) {
      note.textContent = explain(error, "The sub-goals were not loaded");
      note.hidden = false;
    }
  }

  #draw() {
    const goals = this.#goals;
    const isNeeded = goals.length > 0 || this.#goal.measure.type === "rollup";
    const add = this.querySelector("quick-add");
    const isClosed = Boolean(this.#goal.deletedAt) || !session.mayEdit(this.#goal);
    const isOpen = !isClosed && (isNeeded || !add.hidden);
    this.querySelector("h2").hidden = !isNeeded && !isOpen;
    add.hidden = !isOpen;
    this.querySelector("[data-action=begin]").hidden = isOpen || isClosed;
    this.querySelector("goal-list").arrange(goals.length ? [{ id: "below", goals, movable: goals.length > 1 }] : []);
  }
}

customElements.define("goal-children", GoalChildren);

// One goal in the list: check in at the start, words, bar, status at the end.
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { store } from "../store.js";
import { sentence, silence, standing, statusOf } from "../words.js";
import { check, checkButton } from "./check-button.js";
import "./progress-bar.js";

/** Markup of a status: icon and words, coloured by the tone around them. */
export const statusLine = ({ icon, name }) => html`<span class="status">${icons[icon]}<span>${name}</span></span>`;

/** Markup of the badge that says how long it has been quiet. */
export const silenceBadge = (text) => text && html`<span class="badge">${icons.quiet}${text}</span>`;

const marks = { 1: "Low priority", 2: "Medium priority", 3: "High priority" };

class GoalRow extends HTMLElement {
  #goal = null;
  #ready = false;

  set goal(goal) {
    if (goal === this.#goal) return;
    this.#goal = goal;
    if (this.isConnected) this.#draw();
  }

  get goal() {
    return this.#goal;
  }

  connectedCallback() {
    if (!this.#ready) onAction(this, { check: (button) => this.check(button) });
    if (!this.#ready) this.#draw();
    this.#ready = true;
  }

  /** Checks in, as the button does. */
  check(button = this.querySelector("[data-action=check]")) {
    check(this.#goal, button);
  }

  #draw() {
    const goal = this.#goal;
    const { today } = store;
    const status = statusOf(goal, today);
    this.dataset.goal = goal.id;
    this.dataset.tone = status.tone;
    const priority = goal.priority ? html`<span class="priority" role="img" aria-label="${marks[goal.priority]}" title="${marks[goal.priority]}">${"!".repeat(goal.priority)}</span>` : "";
    render(
      this,
      html`${checkButton(goal, today)}
        <div class="row-title"><a href="/goals/${goal.id}" data-key="title">${goal.title}</a>${priority}</div>
        <p class="row-words">
          <span>${sentence(goal, today)}</span> ${silenceBadge(silence(goal, today))} ${goal.tags.map((tag) => html`<span class="tag">#${tag}</span> `)}
        </p>
        <div class="row-bar">
          <progress-bar value="${goal.progress.fraction ?? 0}" expected="${goal.progress.expected ?? ""}" aria-label="Progress of ${goal.title}" ${goal.measure.type === "number" ? "" : html`plain`}></progress-bar>
          <span class="row-standing">${standing(goal)}</span>
        </div>
        ${statusLine(status)}`,
    );
  }
}

customElements.define("goal-row", GoalRow);

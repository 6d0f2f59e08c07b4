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

/** Markup of a goal's bar, which grows from what it was before. */
export const progressBar = ({ measure, progress }, label, before) =>
  html`<progress-bar from="${before?.progress.fraction ?? ""}" value="${progress.fraction ?? 0}" expected="${progress.expected ?? ""}" aria-label="${label}"
    ${measure.type === "number" ? "" : html`plain`}></progress-bar>`;

const marks = { 1: "Low priority", 2: "Medium priority", 3: "High priority" };

function priorityMark({ priority }) {
  if (!priority) return "";
  const name = marks[priority];
  return html`<span class="priority" role="img" aria-label="${name}" title="${name}">${"!".repeat(priority)}</span>`;
}

class GoalRow extends HTMLElement {
  #goal = null;
  #ready = false;

  set goal(goal) {
    if (goal === this.#goal) return;
    const before = this.#goal;
    this.#goal = goal;
    if (this.isConnected) this.#draw(before);
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

  #draw(before) {
    const goal = this.#goal;
    const { today } = store;
    const status = statusOf(goal, today);
    this.dataset.goal = goal.id;
    this.dataset.tone = status.tone;
    render(
      this,
      html`${checkButton(goal, today)}
        <div class="row-title"><a href="/goals/${goal.id}" data-key="title" dir="auto">${goal.title}</a>${priorityMark(goal)}</div>
        <p class="row-words">
          <span>${sentence(goal, today)}</span> ${silenceBadge(silence(goal, today))} ${goal.tags.map((tag) => html`<span class="tag">#${tag}</span> `)}
        </p>
        <div class="row-bar">
          ${progressBar(goal, `Progress of ${goal.title}`, before)}
          <span class="row-standing">${standing(goal)}</span>
        </div>
        ${statusLine(status)}`,
    );
  }
}

customElements.define("goal-row", GoalRow);

// One goal in the list: check in at the start, words, bar, status at the end.
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { session } from "../session.js";
import { store } from "../store.js";
import { priorityName, sentence, silence, standing, statusOf } from "../words.js";
import { check, checkButton } from "./check-button.js";
import { progressBar } from "./progress-bar.js";

/** Markup of a status: icon and words, coloured by the tone around them. */
export const statusLine = ({ icon, name }) => html`<span class="status">${icons[icon]}<span>${name}</span></span>`;

/** Markup of the badge that says how long it has been quiet. */
export const silenceBadge = (text) => text && html`<span class="badge">${icons.quiet}${text}</span>`;

/** Markup of a tag that leads to all that carry it. */
export const tagChip = (tag) => html`<a class="tag" data-tag="${tag}" href="/?tag=${encodeURIComponent(tag)}">#${tag}</a> `;

function priorityMark({ priority }) {
  if (!priority) return "";
  const name = priorityName(priority);
  return html`<span class="priority" role="img" aria-label="${name}" title="${name}">${"!".repeat(priority)}</span>`;
}

function mover(goal, action, way) {
  const name = `Move ${goal.title} ${way}`;
  return html`<button type="button" class="quiet" data-action="${action}" data-key="${action}" aria-label="${name}" title="${name}">${icons[way]}</button>`;
}

/** How many sub-goals of a goal are known here. */
export const partsOf = (goal) => [...store.goals.values()].filter((each) => each.parent === goal.id && each.state !== "dropped").length;

class GoalRow extends HTMLElement {
  #goal = null;
  #ready = false;

  set goal(goal) {
    const before = this.#goal;
    this.#goal = goal;
    // What was loaded again is mostly what was there.
    if (this.isConnected && JSON.stringify(before) !== JSON.stringify(goal)) this.#draw(before);
  }

  get goal() {
    return this.#goal;
  }

  /** Where it stands in a list that people put in order: `{ depth, movable }`. */
  set place({ depth, movable }) {
    if (this.dataset.depth === String(depth) && this.hasAttribute("movable") === movable) return;
    this.dataset.depth = depth;
    this.toggleAttribute("movable", movable);
    if (this.#ready) this.#draw();
  }

  connectedCallback() {
    if (!this.#ready) {
      onAction(this, { check: (button) => this.check(button), "move-up": () => this.#move(-1), "move-down": () => this.#move(1) });
      this.addEventListener("keydown", (event) => {
        const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!way || !event.altKey || !this.#isMovable) return;
        event.preventDefault();
        this.#move(way);
      });
    }
    if (!this.#ready) this.#draw();
    this.#ready = true;
  }

  get #isMovable() {
    return this.hasAttribute("movable") && session.mayEdit(this.#goal);
  }

  #move(by) {
    this.dispatchEvent(new CustomEvent("move-goal", { bubbles: true, detail: { goal: this.#goal, by } }));
  }

  /** Checks in, as the button does. */
  check(button = this.querySelector("[data-action=check]")) {
    check(this.#goal, button);
  }

  /** Draws it again, for what is said about it depends on other goals too. */
  redraw() {
    if (this.#ready) this.#draw(this.#goal);
  }

  #draw(before) {
    const goal = this.#goal;
    const { today } = store;
    const space = session.sharedName(goal.space);
    const status = statusOf(goal, today);
    const parent = !Number(this.dataset.depth) && goal.parent && !this.closest("[data-below]") && store.goals.get(goal.parent)?.title;
    this.dataset.goal = goal.id;
    this.dataset.tone = status.tone;
    render(
      this,
      html`${checkButton(goal, today)}
        <div class="row-title"><a href="/goals/${goal.id}" data-key="title" dir="auto">${goal.title}</a>${priorityMark(goal)}</div>
        <p class="row-words">
          <span>${sentence(goal, today)}</span> ${silenceBadge(silence(goal, today))}
          ${space && html`<span class="row-space" dir="auto">· ${space}</span>`}
          ${parent && html`<span class="row-parent" dir="auto">· part of ${parent}</span>`} ${goal.tags.map(tagChip)}
        </p>
        <div class="row-bar">
          ${progressBar(goal, `Progress of ${goal.title}`, before)}
          <span class="row-standing">${standing(goal, goal.measure.type === "rollup" ? partsOf(goal) : 0)}</span>
        </div>
        ${statusLine(status)}
        ${this.#isMovable && html`<span class="row-movers">${mover(goal, "move-up", "up")}${mover(goal, "move-down", "down")}</span>`}`,
    );
  }
}

customElements.define("goal-row", GoalRow);

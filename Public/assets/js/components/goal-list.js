// Sections of rows. Rows are kept from one arrangement to the next, also while a filter hides them; a goal that was just
// checked in stays where it is until the list is arranged anew.
import { html, element, render } from "../html.js";
import "./goal-row.js";

class GoalList extends HTMLElement {
  #rows = new Map();
  #open = new Map();

  /** Arranges the rows: `[{ id, name, goals, collapsed }]`; a section without a name has no heading. */
  arrange(sections) {
    const focused = this.contains(document.activeElement) ? document.activeElement.closest("li") : null;
    const key = document.activeElement?.dataset.key;
    this.replaceChildren(
      ...sections.map((section) => {
        const holder = this.#section(section);
        const list = holder.querySelector("ul");
        for (const goal of section.goals) {
          const item = this.#rows.get(goal.id) ?? element(html`<li><goal-row></goal-row></li>`);
          item.firstElementChild.goal = goal;
          this.#rows.set(goal.id, item);
          list.append(item);
        }
        return holder;
      }),
    );
    if (focused?.isConnected && key) focused.querySelector(`[data-key="${key}"]`)?.focus({ preventScroll: true });
  }

  #section({ id, name, goals, collapsed }) {
    if (!name) return element(html`<section class="section"><ul class="rows"></ul></section>`);
    const heading = html`<h2 id="section-${id}">${name} <span class="count">${goals.length}</span></h2>`;
    if (!collapsed) return element(html`<section class="section" aria-labelledby="section-${id}">${heading}<ul class="rows"></ul></section>`);
    const holder = element(html`<details class="section fold"><summary>${heading}</summary><ul class="rows"></ul></details>`);
    holder.open = this.#open.get(id) ?? false;
    holder.addEventListener("toggle", () => this.#open.set(id, holder.open));
    return holder;
  }

  /** Shows one goal as it now is, without moving it. */
  update(goal) {
    const item = this.#rows.get(goal.id);
    if (item) item.firstElementChild.goal = goal;
  }

  /** Draws the eye to a goal that was just added. */
  mark(id) {
    const item = this.#rows.get(id);
    if (!item?.isConnected) return;
    const fold = item.closest("details");
    if (fold) fold.open = true;
    item.classList.add("fresh");
    item.addEventListener("animationend", () => item.classList.remove("fresh"), { once: true });
    item.scrollIntoView({ block: "nearest" });
  }

  /** All rows that can be seen, in order. */
  get rows() {
    return [...this.querySelectorAll("goal-row")].filter((row) => row.checkVisibility());
  }
}

customElements.define("goal-list", GoalList);

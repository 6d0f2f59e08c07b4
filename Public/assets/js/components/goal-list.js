// Sections of rows. Rows are kept from one arrangement to the next, also while a filter hides them; a goal that was just
// checked in stays where it is until the list is arranged anew.
import { html, element } from "../html.js";
import "./goal-row.js";

class GoalList extends HTMLElement {
  #rows = new Map();
  #open = new Map();

  /**
   * Arranges the rows: `[{ id, name, goals, collapsed, places, movable }]`; a section without a name has no heading. `places`
   * are `{ goal, depth }` in place of `goals`.
   */
  arrange(sections) {
    const focused = this.contains(document.activeElement) ? document.activeElement.closest("li") : null;
    const key = document.activeElement?.dataset.key;
    // All rows are drawn where they stand before any is moved: a list that is short for a moment would lose the place on the page.
    const items = sections.map((section) => this.#items(section));
    this.replaceChildren(
      ...sections.map((section, index) => {
        const holder = this.#section(section);
        holder.querySelector("ul").append(...items[index]);
        return holder;
      }),
    );
    if (focused?.isConnected && key) focused.querySelector(`[data-key="${key}"]`)?.focus({ preventScroll: true });
  }

  #items({ goals, places, movable }) {
    return (places ?? goals.map((goal) => ({ goal, depth: 0 }))).map(({ goal, depth }) => {
      const item = this.#rows.get(goal.id) ?? element(html`<li><goal-row></goal-row></li>`);
      item.firstElementChild.place = { depth, movable: Boolean(movable) };
      item.firstElementChild.goal = goal;
      this.#rows.set(goal.id, item);
      return item;
    });
  }

  #section({ id, name, goals, count, collapsed }) {
    if (!name) return element(html`<section class="section"><ul class="rows"></ul></section>`);
    const heading = html`<h2 id="section-${id}">${name} <span class="count">${count ?? goals.length}</span></h2>`;
    if (!collapsed) return element(html`<section class="section" aria-labelledby="section-${id}">${heading}<ul class="rows"></ul></section>`);
    const holder = element(html`<details class="section fold"><summary>${heading}</summary><ul class="rows"></ul></details>`);
    holder.open = this.#open.get(id) ?? false;
    holder.addEventListener("toggle", () => this.#open.set(id, holder.open));
    return holder;
  }

  /** Shows one goal as it now is, without moving it; the rows around it may name it. */
  update(goal) {
    const item = this.#rows.get(goal.id);
    if (item) item.firstElementChild.goal = goal;
    for (const { firstElementChild: row } of this.#rows.values()) if (row.goal.parent === goal.id) row.redraw();
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

// What happened to a goal, newest first; each change can be taken back. Loaded when it is opened.
import { api } from "../api.js";
import { moment } from "../format.js";
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { failed } from "../report.js";
import { session } from "../session.js";
import { store } from "../store.js";
import { activityWords, explain } from "../words.js";
import { toast } from "./toast.js";

class GoalHistory extends HTMLElement {
  #goal = null;
  #items = [];
  #cursor = null;

  set goal(goal) {
    const before = this.#goal;
    this.#goal = goal;
    if (!before) this.#begin();
    else if (before.version !== goal.version) this.refresh();
  }

  /** Asks for the history again while it is open. */
  refresh() {
    if (this.querySelector("details")?.open) this.#load();
  }

  #begin() {
    render(this, html`<details class="fold"><summary><h2>History</h2></summary><div class="history"></div></details>`);
    this.querySelector("details").addEventListener("toggle", () => this.refresh());
    onAction(this, {
      undo: (target) => this.#undo(this.#items.find((item) => item.id === target.closest("li").dataset.id)),
      "more-history": () => this.#load(this.#cursor),
    });
  }

  async #load(cursor = null) {
    const holder = this.querySelector(".history");
    try {
      const page = await api.activity(this.#goal.id, { cursor });
      this.#items = cursor ? [...this.#items, ...page.items] : page.items;
      this.#cursor = page.nextCursor;
      for (const item of this.#items) item.name ??= await session.nameOf(item.actor, this.#goal.space);
      render(
        holder,
        html`<ul class="entries">${this.#items.map((item) => this.#row(item))}</ul>
          ${this.#cursor && html`<button type="button" class="button" data-action="more-history" data-key="more">Older changes</button>`}`,
      );
    } catch (error) {
      render(holder, html`<p class="muted">${explain(error, "The history was not loaded")}</p>`);
    }
  }

  // Taking back that a goal was added would delete it, for which there is a button of its own.
  #row(item) {
    const words = activityWords(item, this.#goal);
    const undo = item.action !== "created" && !this.#goal.deletedAt && session.mayEdit(this.#goal);
    return html`<li class="entry history-entry" data-id="${item.id}">
      <span><time class="muted" datetime="${item.createdAt}">${moment(item.createdAt)}</time>
        ${item.name && html`<span class="muted" dir="auto">${item.name} ·</span>`} <span dir="auto">${words}</span></span>
      ${undo && html`<button type="button" class="quiet" data-action="undo" data-key="undo-${item.id}" aria-label="Undo: ${words}">${icons.undo} Undo</button>`}
    </li>`;
  }

  async #undo(item) {
    try {
      await api.undo(this.#goal.id, item.id);
      toast({ text: "Taken back" });
      await store.refresh(this.#goal.id);
      await this.#load();
      this.dispatchEvent(new CustomEvent("undone", { bubbles: true }));
      this.querySelector("[data-action=undo]")?.focus();
    } catch (error) {
      failed(error, "It was not taken back");
    }
  }
}

customElements.define("goal-history", GoalHistory);

// What the browser knows of the server's state; views listen for "goal", "list" and "checkins".
import { api } from "./api.js";

const automatic = 1000;

function localDay() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

class Store extends EventTarget {
  goals = new Map();
  today = localDay();
  cursor = null;
  loadedAt = 0;
  #pending = new Map();

  /** Asks who is here and what day it is for them; tells the server the time zone once. */
  async loadMe() {
    let me = await api.me();
    if (!me.timeZone) {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      if (timeZone) me = await api.setTimeZone(timeZone).catch(() => me);
    }
    const turned = this.today !== me.today;
    this.today = me.today;
    if (turned && this.loadedAt) this.announce("list");
  }

  /** Fetches the goals afresh, as many as are grouped without asking. */
  async loadGoals() {
    const fresh = new Map();
    let cursor = null;
    do {
      const page = await api.goals({ cursor });
      for (const goal of page.items) fresh.set(goal.id, this.#pending.has(goal.id) ? (this.goals.get(goal.id) ?? goal) : goal);
      cursor = page.nextCursor;
    } while (cursor && fresh.size < automatic);
    this.goals = fresh;
    this.cursor = cursor;
    this.loadedAt = Date.now();
    this.announce("list");
  }

  /** Fetches the next page of goals. */
  async loadMore() {
    this.#add(await api.goals({ cursor: this.cursor }), true);
  }

  /** Looks on the server for titles that are not loaded yet. */
  async search(text) {
    this.#add(await api.goals({ q: text }), false);
  }

  #add(page, moves) {
    for (const goal of page.items) if (!this.goals.has(goal.id)) this.goals.set(goal.id, goal);
    if (moves) this.cursor = page.nextCursor;
    this.announce("list");
  }

  /** Keeps a goal as the server gave it, or as it is predicted to be. */
  put(goal) {
    const known = this.goals.has(goal.id);
    if (known) this.goals.set(goal.id, goal);
    else this.goals = new Map([[goal.id, goal], ...this.goals]);
    this.announce("goal", { goal });
    if (!known) this.announce("list");
    return goal;
  }

  /** Forgets a goal. */
  remove(id) {
    if (this.goals.delete(id)) this.announce("list");
  }

  /** Runs a change to a goal's check-ins; when the last one has ended, asks for the goal as it now is. */
  async during(id, change) {
    this.#pending.set(id, (this.#pending.get(id) ?? 0) + 1);
    try {
      return await change();
    } finally {
      const others = this.#pending.get(id) - 1;
      if (others) this.#pending.set(id, others);
      else {
        this.#pending.delete(id);
        await this.refresh(id).catch(() => {});
      }
    }
  }

  /** Asks for one goal and tells that its check-ins may have changed. */
  async refresh(id) {
    const goal = await api.goal(id);
    if (this.#pending.has(id)) return;
    if (goal.deletedAt) this.remove(id);
    else this.put(goal);
    this.announce("checkins", { id });
  }

  announce(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** The one store of this page. */
export const store = new Store();

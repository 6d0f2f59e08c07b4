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
  #touched = new Map();
  #turn = 0;

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

  /** Fetches the goals afresh, as many as are grouped without asking; what changes meanwhile stays as it is. */
  async loadGoals() {
    const since = this.#turn;
    const changed = (id) => this.#pending.has(id) || (this.#touched.get(id) ?? 0) > since;
    const fresh = new Map();
    let cursor = null;
    do {
      const page = await api.goals({ cursor });
      for (const goal of page.items) {
        const kept = changed(goal.id) ? this.goals.get(goal.id) : goal;
        if (kept) fresh.set(goal.id, kept);
      }
      cursor = page.nextCursor;
      if (!this.loadedAt) this.#show(fresh, cursor);
    } while (cursor && fresh.size < automatic);
    const added = [...this.goals].filter(([id]) => changed(id) && !fresh.has(id));
    this.#show([...added, ...fresh], cursor);
  }

  #show(goals, cursor) {
    this.goals = new Map(goals);
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

  #touch(id) {
    this.#turn += 1;
    this.#touched.set(id, this.#turn);
  }

  /** Keeps a goal as the server gave it, or as it is predicted to be. */
  put(goal) {
    const known = this.goals.has(goal.id);
    this.#touch(goal.id);
    if (known) this.goals.set(goal.id, goal);
    else this.goals = new Map([[goal.id, goal], ...this.goals]);
    this.announce("goal", { goal });
    if (!known) this.announce("list");
    return goal;
  }

  /** Forgets a goal. */
  remove(id) {
    this.#touch(id);
    if (this.goals.delete(id)) this.announce("list");
  }

  /**
   * Runs a change to a goal's check-ins. When the last one has ended, the goal is as it was if one
   * failed, and then as the server says.
   */
  async during(goal, change) {
    const { id } = goal;
    const state = this.#pending.get(id) ?? { count: 0, origin: this.goals.get(id) ?? goal, failed: false };
    this.#pending.set(id, state);
    state.count += 1;
    try {
      return await change();
    } catch (error) {
      state.failed = true;
      throw error;
    } finally {
      state.count -= 1;
      if (!state.count) {
        this.#pending.delete(id);
        if (state.failed) this.put(state.origin);
        this.refresh(id).catch(() => {});
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

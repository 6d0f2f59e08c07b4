// What the browser knows of the server's goals; views listen for "goal", "list", "summary" and "checkins".
import { api } from "./api.js";
import { Person } from "./person.js";

class Store extends Person {
  goals = new Map();
  /** What the list shows, in the server's order, and the question that it answers. */
  list = { query: "", ids: [], cursor: null, loadedAt: 0 };
  #pending = new Map();
  #touched = new Map();
  #turn = 0;
  #asked = 0;

  /** True when the list already answers this question. */
  answers(query) {
    return this.list.loadedAt > 0 && this.list.query === JSON.stringify(query);
  }

  /** Fetches the list afresh, as much of it as was shown; what changes meanwhile stays as it is. */
  async loadList(query) {
    const asked = (this.#asked += 1);
    const since = this.#turn;
    const wanted = this.answers(query) ? this.list.ids.length : 0;
    const ids = new Set();
    let cursor = null;
    do {
      const page = await api.goals({ ...query, cursor });
      if (asked !== this.#asked) return;
      this.#know(page.items, since, ids);
      cursor = page.nextCursor;
    } while (cursor && ids.size < wanted);
    const added = this.answers(query) ? this.list.ids.filter((id) => this.#changed(id, since) && this.goals.has(id) && !ids.has(id)) : [];
    this.#show({ query: JSON.stringify(query), ids: [...added, ...ids], cursor, loadedAt: Date.now() });
  }

  /** Fetches the next page of the list. */
  async loadMore() {
    const { list } = this;
    const page = await api.goals({ ...JSON.parse(list.query), cursor: list.cursor });
    if (list !== this.list) return;
    const ids = new Set(list.ids);
    this.#know(page.items, this.#turn, ids);
    this.#show({ ...list, ids: [...ids], cursor: page.nextCursor });
  }

  #show(list) {
    this.list = list;
    this.announce("list");
  }

  /** Keeps goals that the server has just told of. */
  know(goals) {
    this.#know(goals, this.#turn, new Set());
  }

  #changed(id, since) {
    return this.#pending.has(id) || (this.#touched.get(id) ?? 0) > since;
  }

  #know(items, since, ids) {
    for (const goal of items) {
      if (!this.#changed(goal.id, since)) this.goals.set(goal.id, goal);
      if (this.goals.has(goal.id)) ids.add(goal.id);
    }
  }

  /** The goals of the list, in its order. */
  get listed() {
    return this.list.ids.map((id) => this.goals.get(id)).filter(Boolean);
  }

  /** Keeps a goal as the server gave it, or as it is predicted to be. */
  put(goal) {
    this.#turn += 1;
    this.#touched.set(goal.id, this.#turn);
    this.goals.set(goal.id, goal);
    this.announce("goal", { goal });
    this.summarise();
    return goal;
  }

  /** Puts a goal of the list before (`by` < 0) or after another. */
  reorder(id, other, by) {
    const ids = this.list.ids.filter((each) => each !== id);
    ids.splice(ids.indexOf(other) + Number(by > 0), 0, id);
    this.#show({ ...this.list, ids });
  }

  /** Fetches the list again as it was asked for. */
  async reload() {
    if (this.list.loadedAt) await this.loadList(JSON.parse(this.list.query));
  }

  /** Keeps a new goal, at the head of the list. */
  add(goal) {
    this.list = { ...this.list, ids: [goal.id, ...this.list.ids.filter((id) => id !== goal.id)] };
    this.put(goal);
    this.announce("list");
  }

  /** Forgets a goal and those below it, which go the same way. */
  remove(id) {
    this.#turn += 1;
    this.#touched.set(id, this.#turn);
    for (const goal of this.goals.values()) if (goal.parent === id) this.remove(goal.id);
    if (this.goals.delete(id)) this.announce("list");
    this.summarise();
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

  /** Asks for one goal, and for those above it that are known; tells that its check-ins may have changed. */
  async refresh(id) {
    const goal = await api.goal(id);
    if (this.#pending.has(id)) return;
    if (goal.deletedAt) this.remove(id);
    else this.put(goal);
    this.announce("checkins", { id });
    if (goal.parent && this.goals.has(goal.parent)) await this.refresh(goal.parent);
  }
}

/** The one store of this page. */
export const store = new Store();

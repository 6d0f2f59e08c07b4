// What a person can do: shown at once, undone by one gesture, taken back with a clear message on failure.
import { api, newKey } from "./api.js";
import { quantity } from "./format.js";
import { predict } from "./predict.js";
import { store } from "./store.js";
import { toast } from "./components/toast.js";
import { explain } from "./words.js";

function failed(error, what, again) {
  const action = again && error.passing ? { name: "Try again", run: again } : undefined;
  toast({ text: explain(error, what), tone: "error", action });
}

/** Someone else changed the same field meanwhile; `current` is the goal as it is now. */
export class Conflict extends Error {
  constructor(current) {
    super("This goal was changed elsewhere meanwhile.");
    this.current = current;
  }
}

/** Changes fields of a goal as it was when editing began; edits to other fields elsewhere are kept. */
export async function updateGoal(base, changes) {
  try {
    return store.put(await api.updateGoal(base.id, changes, base.version));
  } catch (error) {
    if (error.status !== 412) throw error;
  }
  const current = store.put(await api.goal(base.id));
  const collides = Object.keys(changes).some((field) => JSON.stringify(base[field]) !== JSON.stringify(current[field]));
  if (collides) throw new Conflict(current);
  return store.put(await api.updateGoal(base.id, changes, current.version));
}

/** Moves a goal to another state, with the way back. */
export async function setState(goal, state, text) {
  try {
    const changed = await updateGoal(goal, { state });
    toast({ text, action: { name: "Undo", run: () => setState(changed, goal.state, "Back as it was") } });
  } catch (error) {
    failed(error, "The state was not changed", () => setState(store.goals.get(goal.id) ?? goal, state, text));
  }
}

function added(goal, value) {
  if (goal.measure.type !== "number") return `“${goal.title}” is done`;
  const amount = quantity(value, goal.measure.unit);
  return goal.measure.aggregate === "sum" ? `${amount} added to “${goal.title}”` : `“${goal.title}” is at ${amount}`;
}

/** Checks in today, optimistically. */
export async function checkIn(goal, value, key = newKey()) {
  const before = store.goals.get(goal.id) ?? goal;
  const creation = store.during(goal, () => {
    store.put(predict(before, value, store.today));
    return api.createCheckIn(goal.id, { value }, key);
  });
  const message = toast({ text: added(goal, value), action: { name: "Undo", run: () => takeBack(goal, creation) } });
  try {
    await creation;
  } catch (error) {
    message.close();
    failed(error, `The check-in to “${goal.title}” was not saved`, () => checkIn(goal, value, key));
  }
}

async function takeBack(goal, creation) {
  const made = await creation.catch(() => null);
  if (!made) return;
  const shown = store.goals.get(goal.id) ?? goal;
  try {
    await store.during(goal, () => {
      store.put(predict(shown, made.value, store.today, -1));
      return api.deleteCheckIn(goal.id, made.id);
    });
    toast({ text: "Check-in taken back" });
  } catch (error) {
    failed(error, "The check-in was not taken back", () => takeBack(goal, Promise.resolve(made)));
  }
}

/** Takes a check-in that was just made back again. */
export const undoCheckIn = (goal, made) => takeBack(goal, Promise.resolve(made));

/** Takes the tick off a goal that is simply done. */
export async function uncheck(goal) {
  const before = store.goals.get(goal.id) ?? goal;
  let removed;
  const removal = store.during(goal, async () => {
    store.put(predict(before, 1, store.today, -1));
    const { items } = await api.checkIns(goal.id, { limit: 10 });
    removed = items.find((item) => item.value >= 1);
    if (removed) await api.deleteCheckIn(goal.id, removed.id);
  });
  const undo = () => removal.then(() => removed && restoreCheckIn(goal, removed), () => {});
  const message = toast({ text: `“${goal.title}” is open again`, action: { name: "Undo", run: undo } });
  try {
    await removal;
  } catch (error) {
    message.close();
    failed(error, "The tick was not taken off", () => uncheck(goal));
  }
}

/** Deletes one check-in, with the way back. */
export async function deleteCheckIn(goal, item) {
  try {
    await store.during(goal, () => api.deleteCheckIn(goal.id, item.id));
    toast({ text: "Check-in deleted", action: { name: "Undo", run: () => restoreCheckIn(goal, item) } });
  } catch (error) {
    failed(error, "The check-in was not deleted", () => deleteCheckIn(goal, item));
  }
}

async function restoreCheckIn(goal, { day, value, note }, key = newKey()) {
  try {
    await store.during(goal, () => api.createCheckIn(goal.id, { day, value, note: note ?? "" }, key));
    toast({ text: "Check-in restored" });
  } catch (error) {
    failed(error, "The check-in was not restored", () => restoreCheckIn(goal, { day, value, note }, key));
  }
}

/** Moves a goal to the trash, with the way back; false when it did not work. */
export async function deleteGoal(goal) {
  try {
    await api.deleteGoal(goal.id);
  } catch (error) {
    failed(error, `“${goal.title}” was not deleted`);
    return false;
  }
  store.remove(goal.id);
  toast({ text: `“${goal.title}” is in the trash`, action: { name: "Undo", run: () => restoreGoal(goal) } });
  return true;
}

/** Takes a goal out of the trash; false when it did not work. */
export async function restoreGoal(goal) {
  try {
    store.put(await api.restoreGoal(goal.id));
  } catch (error) {
    failed(error, `“${goal.title}” was not restored`, () => restoreGoal(goal));
    return false;
  }
  toast({ text: `“${goal.title}” is back` });
  return true;
}

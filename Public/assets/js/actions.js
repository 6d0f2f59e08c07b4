// What a person can do to a goal: shown at once, undone by one gesture, taken back with a clear message on failure.
import { api } from "./api.js";
import { failed } from "./report.js";
import { store } from "./store.js";
import { toast } from "./components/toast.js";

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

async function change(goal, changes, text, what) {
  const before = Object.fromEntries(Object.keys(changes).map((name) => [name, name === "archived" ? Boolean(goal.archivedAt) : goal[name]]));
  try {
    const changed = await updateGoal(goal, changes);
    store.refresh(goal.id).catch(() => {});
    if ("archived" in changes) store.reload().catch(() => {});
    toast({ text, action: { name: "Undo", run: () => change(changed, before, "Back as it was", what) } });
  } catch (error) {
    if (error instanceof Conflict) toast({ text: `${what}: it was changed elsewhere meanwhile. Look again.`, tone: "error" });
    else failed(error, what, () => change(store.goals.get(goal.id) ?? goal, changes, text, what));
  }
}

/** Moves a goal to another state, with the way back. */
export const setState = (goal, state, text) => change(goal, { state }, text, "The state was not changed");

/** Puts a goal into the archive or takes it out, with the way back. */
export function setArchived(goal, archived) {
  const text = archived ? `“${goal.title}” is in the archive` : `“${goal.title}” is back in the list`;
  return change(goal, { archived }, text, "The archive was not changed");
}

/** Moves a goal before or after another, `{ before: id }` or `{ after: id }`; false when it did not work. */
export async function moveGoal(goal, place) {
  try {
    store.put(await api.moveGoal(goal.id, place));
    return true;
  } catch (error) {
    failed(error, `“${goal.title}” was not moved`, () => moveGoal(goal, place));
    return false;
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
    store.add(await api.restoreGoal(goal.id));
    store.reload().catch(() => {});
  } catch (error) {
    failed(error, `“${goal.title}” was not restored`, () => restoreGoal(goal));
    return false;
  }
  toast({ text: `“${goal.title}” is back` });
  return true;
}

// Checking in: shown at once, undone by one gesture, taken back with a clear message on failure.
import { api, newKey } from "./api.js";
import { quantity } from "./format.js";
import { predict } from "./predict.js";
import { failed } from "./report.js";
import { store } from "./store.js";
import { toast } from "./components/toast.js";
import { isDaily } from "./words.js";

function added(goal, value) {
  const { measure } = goal;
  if (measure.type === "done" || isDaily(measure)) return `“${goal.title}” is done`;
  const amount = quantity(value, measure.unit);
  return measure.aggregate === "sum" || measure.type === "habit" ? `${amount} added to “${goal.title}”` : `“${goal.title}” is at ${amount}`;
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
      if (!made.skip) store.put(predict(shown, made.value, store.today, -1));
      return api.deleteCheckIn(goal.id, made.id);
    });
    toast({ text: "Check-in taken back" });
  } catch (error) {
    failed(error, "The check-in was not taken back", () => takeBack(goal, Promise.resolve(made)));
  }
}

/** Takes a check-in that was just made back again. */
export const undoCheckIn = (goal, made) => takeBack(goal, Promise.resolve(made));

/** Takes the tick off what is simply done, for good or for today. */
export async function uncheck(goal) {
  const before = store.goals.get(goal.id) ?? goal;
  let removed;
  const removal = store.during(goal, async () => {
    store.put(predict(before, 1, store.today, -1));
    const { items } = await api.checkIns(goal.id, { limit: 10 });
    removed = items.find((item) => item.value >= 1 && (goal.measure.type === "done" || item.day === store.today));
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

async function restoreCheckIn(goal, { day, value, skip, note }, key = newKey()) {
  const body = { day, ...(skip ? { skip } : { value }), note: note ?? "" };
  try {
    await store.during(goal, () => api.createCheckIn(goal.id, body, key));
    toast({ text: "Check-in restored" });
  } catch (error) {
    failed(error, "The check-in was not restored", () => restoreCheckIn(goal, { day, value, skip, note }, key));
  }
}

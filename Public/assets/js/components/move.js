// Moving a goal up and down among those that stand beside it.
import { moveGoal } from "../actions.js";

/**
 * Moves a goal by one place among its siblings in `goals`: `show(id, other, by)` puts it before or after the other at once, and
 * back when it failed; `status` is told where it is.
 */
export async function moveAmong(goals, { goal, by }, status, show) {
  const known = new Set(goals.map((each) => each.id));
  const above = ({ parent }) => (known.has(parent) ? parent : null);
  const siblings = goals.filter((each) => above(each) === above(goal));
  const index = siblings.findIndex((each) => each.id === goal.id);
  const other = siblings[index + by];
  if (!other) return void (status.textContent = by < 0 ? "It is the first already" : "It is the last already");
  show(goal.id, other.id, by);
  status.textContent = `Moved to place ${index + by + 1} of ${siblings.length}`;
  if (!(await moveGoal(goal, by < 0 ? { before: other.id } : { after: other.id }))) show(goal.id, other.id, -by);
}

// The still parts of the list's page.
import { api } from "../api.js";
import { count, shortDay } from "../format.js";
import { html } from "../html.js";
import { store } from "../store.js";

const mostParents = 20;

/** How all goals stand, in a line. */
export function headline({ goals, statuses, stale, streaksAtRisk }, holiday, today) {
  const parts = [];
  if (holiday) parts.push(holiday.last ? `On holiday until ${shortDay(holiday.last, today)}` : "On holiday");
  const needy = statuses.overdue + statuses.behind + statuses["at-risk"];
  if (needy) parts.push(`${count(needy, "goal")} ${needy === 1 ? "needs" : "need"} you`);
  else if (!holiday) parts.push(goals ? "Nothing needs you right now" : "A clean page");
  if (stale) parts.push(`${count(stale, "goal")} gone quiet`);
  if (streaksAtRisk.length) parts.push(`${count(streaksAtRisk.length, "streak")} ${streaksAtRisk.length === 1 ? "ends" : "end"} today`);
  return parts.join(" · ");
}

/** What the list says before there is a goal. */
export const emptyPage = html`<div class="empty">
  <h2>What would you like to get done?</h2>
  <p>Write it in the line above and press Enter. That is a goal.</p>
  <p>“Run 500 km by 31 Dec”, “Meditate 5x a week” or “Spend at most 200 € a month” are understood as they stand: you will then see each day whether you will get there.</p>
</div>`;

/** What it says when nothing passes the filter. */
export const nothingFound = html`<div class="empty"><h2>No goal matches</h2><p>Try fewer words, or clear the filter.</p></div>`;

/** Looks up the goals above those of the list, which give their names to the rows. */
export async function loadParents() {
  const missing = new Set(store.listed.map((goal) => goal.parent).filter((id) => id && !store.goals.has(id)));
  const look = async (id) => {
    const goal = await api.goal(id);
    store.goals.set(id, goal);
    store.announce("goal", { goal });
  };
  await Promise.all([...missing].slice(0, mostParents).map(look));
}

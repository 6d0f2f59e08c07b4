// What the list asks the server for, and under which heading each goal of the answer stands; pure functions.

const attention = ["overdue", "behind", "at-risk"];
const waiting = ["no-deadline", "upcoming", "paused"];
const over = ["achieved", "done", "missed", "dropped"];

/** The sorts by their name in the address, with what the API calls them. */
export const sorts = {
  attention: { name: "Needs attention", sort: "attention" },
  due: { name: "Due date", sort: "due" },
  title: { name: "Title", sort: "title" },
  newest: { name: "Newest", sort: "-created" },
  mine: { name: "My order", sort: "position", state: "active,paused" },
};

/** The choices of the status filter by their name in the address. */
export const filters = {
  attention: { name: "Needs attention", status: attention.join() },
  behind: { name: "Behind", status: "behind" },
  "at-risk": { name: "At risk", status: "at-risk" },
  overdue: { name: "Overdue", status: "overdue" },
  "on-track": { name: "On track", status: "on-track" },
  "no-deadline": { name: "No deadline", status: "no-deadline" },
  upcoming: { name: "Upcoming", status: "upcoming" },
  paused: { name: "Paused", status: "paused" },
  achieved: { name: "Achieved", status: "achieved" },
  done: { name: "Done", state: "done" },
  missed: { name: "Missed", state: "missed" },
  dropped: { name: "Let go", state: "dropped" },
  archived: { name: "Archived", archived: "true" },
};

/** The query of the API for what was chosen. */
export function queryFor({ q, status, tag, space, sort }) {
  const { name, ...order } = sorts[sort] ?? sorts.attention;
  const { name: title, ...filter } = filters[status] ?? {};
  return { ...order, q, tag, space, ...filter };
}

/** The heading that a goal stands under, when nothing is filtered. */
export function sectionOf({ progress: { status, stale } }) {
  if (attention.includes(status)) return "attention";
  if (over.includes(status)) return "closed";
  if (stale) return "quiet";
  return waiting.includes(status) ? "open" : "track";
}

const headings = {
  attention: "Needs attention",
  quiet: "Gone quiet",
  track: "On track",
  open: "No deadline, upcoming, paused",
  closed: "Achieved and closed",
};

/** The sections of the list; goals keep the order in which they come. */
export function sections(goals) {
  const groups = Map.groupBy(goals, sectionOf);
  return Object.entries(headings)
    .filter(([id]) => groups.has(id))
    .map(([id, name]) => ({ id, name, goals: groups.get(id), collapsed: id === "closed" }));
}

/** Goals with those below them after each, as `{ goal, depth }`; one whose parent is not here stands at the top. */
export function tree(goals) {
  const known = new Map(goals.map((goal) => [goal.id, goal]));
  const below = Map.groupBy(goals, (goal) => (known.has(goal.parent) ? goal.parent : null));
  const walk = (parent, depth) => (below.get(parent) ?? []).flatMap((goal) => [{ goal, depth }, ...walk(goal.id, depth + 1)]);
  return walk(null, 0);
}

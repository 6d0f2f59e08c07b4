// Which goals are shown, in which order and under which heading; pure functions.

const attention = new Set(["behind", "at-risk", "overdue"]);
const waiting = new Set(["no-deadline", "upcoming", "paused"]);
const order = ["behind", "at-risk", "overdue", "on-track", "no-deadline", "upcoming", "paused", "achieved", "done", "missed", "dropped"];

/** True when a goal asks for something to be done. */
export const needsAttention = (goal) => attention.has(goal.progress.status);

const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;
const far = "9999-12-31";
const lateFirst = (goal) => (goal.progress.status === "overdue" ? 1 : 0);

function worstFirst(a, b) {
  return (
    lateFirst(a) - lateFirst(b) ||
    (a.progress.daysAhead ?? 0) - (b.progress.daysAhead ?? 0) ||
    b.priority - a.priority ||
    byDue(a, b)
  );
}

const byDue = (a, b) => compare(a.due ?? far, b.due ?? far) || compare(a.title, b.title);
const byTitle = (a, b) => compare(a.title, b.title);
const byNewest = (a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0);
const byPriority = (a, b) => b.priority - a.priority || byDue(a, b);
const byStatus = (a, b) => order.indexOf(a.progress.status) - order.indexOf(b.progress.status);

function byNeed(a, b) {
  if (needsAttention(a) && needsAttention(b)) return worstFirst(a, b);
  return Number(needsAttention(b)) - Number(needsAttention(a)) || byStatus(a, b) || byPriority(a, b);
}

/** The sorts by their name in the address. */
export const sorts = {
  attention: { name: "Needs attention", compare: byNeed },
  due: { name: "Due date", compare: byDue },
  title: { name: "Title", compare: byTitle },
  newest: { name: "Newest", compare: byNewest },
};

/** The choices of the status filter by their name in the address. */
export const filters = {
  attention: { name: "Needs attention", test: needsAttention },
  behind: { name: "Behind", test: (goal) => goal.progress.status === "behind" },
  "at-risk": { name: "At risk", test: (goal) => goal.progress.status === "at-risk" },
  overdue: { name: "Overdue", test: (goal) => goal.progress.status === "overdue" },
  "on-track": { name: "On track", test: (goal) => goal.progress.status === "on-track" },
  quiet: { name: "Gone quiet", test: (goal) => goal.progress.stale },
  "no-deadline": { name: "No deadline", test: (goal) => goal.progress.status === "no-deadline" },
  upcoming: { name: "Upcoming", test: (goal) => goal.progress.status === "upcoming" },
  paused: { name: "Paused", test: (goal) => goal.progress.status === "paused" },
  achieved: { name: "Achieved", test: (goal) => goal.progress.status === "achieved" },
  closed: { name: "Closed", test: (goal) => ["done", "missed", "dropped"].includes(goal.progress.status) },
};

/** The goals that pass what was asked for, sorted. */
export function select(goals, { q = "", status = "", tag = "", sort = "" }) {
  const words = q.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const passes = filters[status]?.test ?? (() => true);
  return goals
    .filter((goal) => {
      const text = `${goal.title} ${goal.tags.map((each) => `#${each}`).join(" ")}`.toLocaleLowerCase();
      return passes(goal) && (!tag || goal.tags.includes(tag)) && words.every((word) => text.includes(word));
    })
    .sort((sorts[sort] ?? sorts.attention).compare);
}

/** The sections of the list when nothing is filtered. */
export function sections(goals) {
  const of = (test, compare) => goals.filter(test).sort(compare);
  const is = (set) => (goal) => set.has(goal.progress.status);
  return [
    { id: "attention", name: "Needs attention", goals: of(needsAttention, worstFirst) },
    { id: "track", name: "On track", goals: of(is(new Set(["on-track"])), byPriority) },
    { id: "open", name: "No deadline, upcoming, paused", goals: of(is(waiting), (a, b) => byStatus(a, b) || byPriority(a, b)) },
    { id: "closed", name: "Achieved and closed", goals: of(is(new Set(order.slice(7))), (a, b) => byStatus(a, b) || byNewest(a, b)), collapsed: true },
  ].filter((section) => section.goals.length);
}

/** All tags in use, in order. */
export const tagsOf = (goals) => [...new Set(goals.flatMap((goal) => goal.tags))].sort(compare);

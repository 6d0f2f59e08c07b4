// The last twelve weeks of a habit, a square for each day: done, skipped, or nothing.
import { addDays, count, quantity, shortDay, weekdayName, weekdayOf } from "../format.js";
import { html, render } from "../html.js";
import { store } from "../store.js";

const weeks = 12;

function weekOf(day, weekStart) {
  return addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));
}

function totals(items) {
  const days = new Map();
  for (const { day, value, skip } of items) {
    const known = days.get(day) ?? { total: 0, skip: false };
    days.set(day, skip ? { ...known, skip: true } : { ...known, total: known.total + value });
  }
  return days;
}

function kindOf(day, goal, today, known) {
  if (day > today) return "later";
  if (known?.total > 0) return "done";
  if (known?.skip) return "skip";
  const asked = goal.measure.weekdays?.includes(weekdayOf(day)) ?? true;
  return day < goal.start || (goal.due && day > goal.due) || !asked ? "free" : "none";
}

// The weeks as `{ first, days: [{ day, kind, total }], total, done }`, the oldest first.
function habitWeeks(goal, items, today, weekStart) {
  const known = totals(items);
  const last = weekOf(today, weekStart);
  return Array.from({ length: weeks }, (_, index) => {
    const first = addDays(last, (index - weeks + 1) * 7);
    const days = Array.from({ length: 7 }, (_, offset) => {
      const day = addDays(first, offset);
      return { day, kind: kindOf(day, goal, today, known.get(day)), total: known.get(day)?.total ?? 0 };
    });
    return { first, days, total: days.reduce((sum, each) => sum + each.total, 0), done: days.filter((each) => each.kind === "done").length };
  });
}

function words(goal, grid) {
  const { unit } = goal.measure;
  const amounts = grid.map((week) => (unit ? quantity(week.total, unit) : week.total)).join(", ");
  const done = grid.reduce((sum, week) => sum + week.done, 0);
  return `The last ${weeks} weeks, oldest first: ${amounts}. Done on ${count(done, "day")}. The check-ins are listed below.`;
}

function cell({ day, kind, total }, unit, today) {
  const what = { done: quantity(total, unit || "×"), skip: "skipped", none: "nothing", free: "not asked for", later: "" }[kind];
  return html`<i class="day" data-kind="${kind}" ${day === today ? html`data-today` : ""} title="${shortDay(day, today)}${what && `: ${what}`}"></i>`;
}

class HabitGrid extends HTMLElement {
  /** What to show: `{ goal, items }`, the newest check-in first. */
  set data({ goal, items }) {
    const { today } = store;
    const { weekStart } = store.me;
    const grid = habitWeeks(goal, items, today, weekStart);
    const names = [0, 1, 2, 3, 4, 5, 6].map((offset) => weekdayName(((weekStart + offset - 1) % 7) + 1));
    const labels = grid.map((week, index) => (index % 4 === 0 ? html`<span>${shortDay(week.first, today)}</span>` : html`<span></span>`));
    render(
      this,
      html`<h2>The last ${weeks} weeks</h2>
        <div class="days" role="img" aria-label="${words(goal, grid)}">
          <div class="day-names">${names.map((name) => html`<span>${name}</span>`)}</div>
          ${grid.map((week, index) => html`<div class="week">${week.days.map((each) => cell(each, goal.measure.unit, today))}${labels[index]}</div>`)}
        </div>
        <ul class="day-keys"><li><i class="day" data-kind="done"></i>done</li><li><i class="day" data-kind="skip"></i>skipped</li>
          <li><i class="day" data-kind="none"></i>nothing</li></ul>`,
    );
  }
}

customElements.define("habit-grid", HabitGrid);

// A goal that somebody shares by a link: to be read by anybody, changed by nobody.
import { api } from "../api.js";
import { fullDay } from "../format.js";
import { html, render } from "../html.js";
import { setTitle } from "../router.js";
import { readSecret } from "../secret.js";
import { store } from "../store.js";
import { statusOf } from "../words.js";
import { attempt } from "../components/attempt.js";
import { chartBasis } from "../components/chart-model.js";
import { amountOf } from "../components/check-in-list.js";
import { facts, headline } from "../components/goal-parts.js";
import "../components/goal-chart.js";
import "../components/habit-grid.js";

const shown = 31;
const gone = html`<div class="empty"><h1>This link does not work</h1><p>Whoever shared the goal may have removed the link or made another.</p></div>`;

const row = (goal, item) => html`<li class="entry"><span class="entry-day"><time datetime="${item.day}">${fullDay(item.day)}</time></span>
  <span class="entry-value">${amountOf(goal, item)}</span></li>`;

function page(goal, items) {
  return html`<article class="goal shared">
    <p class="crumb muted">Shared with you to read</p>
    <h1 dir="auto">${goal.title}</h1>
    <div class="headline">${headline(goal)}</div>
    <div class="goal-grid">
      <section class="goal-chart" aria-label="Progress" data-tone="${statusOf(goal, store.today).tone}" hidden></section>
      <aside class="goal-side" aria-label="Facts"><div class="facts">${facts(goal, items)}</div></aside>
      <div class="goal-main">
        ${goal.notes && html`<section class="goal-notes"><h2>Notes</h2><div class="prose" dir="auto">${goal.notes}</div></section>`}
        ${goal.measure.type !== "rollup" && html`<section class="goal-entries"><h2>Check-ins</h2>
          ${items.length ? html`<ul class="entries">${items.slice(0, shown).map((item) => row(goal, item))}</ul>` : html`<p class="muted">None yet.</p>`}</section>`}
      </div>
    </div>
  </article>`;
}

/** Shows the goal of the link in the address. */
export function sharedView(outlet) {
  setTitle("Shared goal");
  const token = readSecret();
  if (!token) {
    render(outlet, gone);
    return {};
  }
  render(outlet, html`<div class="notice"></div><div class="shared-holder"></div>`);

  async function load() {
    let answer;
    try {
      answer = await api.shared(token);
    } catch (error) {
      if (error.status !== 404 && error.status !== 401) throw error;
      return render(outlet, gone);
    }
    // A link tells nothing of where the goal stands among others.
    const goal = { id: "", parent: null, tags: [], priority: 0, archivedAt: null, deletedAt: null, ...answer.goal };
    const items = answer.checkIns.map((each) => ({ ...each, skip: each.value === null, note: "" }));
    store.today = answer.today;
    setTitle(goal.title);
    render(outlet.querySelector(".shared-holder"), page(goal, items));
    const kind = goal.measure.type === "habit" ? "habit-grid" : chartBasis(goal.measure) ? "goal-chart" : null;
    if (!kind) return;
    const section = outlet.querySelector(".goal-chart");
    const chart = document.createElement(kind);
    section.hidden = false;
    section.append(chart);
    chart.data = { goal, items, today: store.today };
  }
  return { ready: attempt(outlet.querySelector(".notice"), load, "The goal was not loaded") };
}

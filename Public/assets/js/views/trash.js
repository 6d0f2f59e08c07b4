// Deleted goals, each one gesture away from being back.
import { restoreGoal } from "../actions.js";
import { api } from "../api.js";
import { relativeDay } from "../format.js";
import { html, onAction, render } from "../html.js";
import { setTitle } from "../router.js";
import { session } from "../session.js";
import { store } from "../store.js";
import { standing } from "../words.js";
import { attempt } from "../components/attempt.js";

const localDay = (instant) => new Date(instant).toLocaleDateString("sv");

const row = (goal) => html`<li class="entry trash-entry" data-id="${goal.id}">
  <div><a href="/goals/${goal.id}" dir="auto">${goal.title}</a>
  <p class="muted">Deleted ${relativeDay(localDay(goal.deletedAt), store.today)} · ${standing(goal)}</p></div>
  ${session.mayEdit(goal) && html`<button type="button" class="button" data-action="restore" aria-label="Restore ${goal.title}">Restore</button>`}
</li>`;

/** Shows the trash. */
export function trashView(outlet) {
  setTitle("Trash");
  render(
    outlet,
    html`<header class="view-head"><h1>Trash</h1><p class="summary">Deleted goals wait here with all their check-ins.</p></header>
      <div class="notice"></div>
      <div class="trash"></div>`,
  );
  const holder = outlet.querySelector(".trash");
  const notice = outlet.querySelector(".notice");
  let goals = [];
  let cursor = null;

  function draw() {
    if (!goals.length) return render(holder, html`<div class="empty"><h2>Nothing here</h2><p><a href="/">Back to today’s list</a></p></div>`);
    render(holder, html`<ul class="entries">${goals.map(row)}</ul>${cursor && html`<button type="button" class="button" data-action="more">Load more</button>`}`);
  }

  async function load() {
    const page = await api.trash({ cursor });
    goals = [...goals, ...page.items];
    cursor = page.nextCursor;
    draw();
  }

  onAction(holder, {
    more: () => attempt(notice, load, "More of the trash was not loaded"),
    restore: async (button) => {
      const goal = goals.find((each) => each.id === button.closest("li").dataset.id);
      button.disabled = true;
      if (!(await restoreGoal(goal))) return void (button.disabled = false);
      goals = goals.filter((each) => each !== goal);
      draw();
      (holder.querySelector("[data-action=restore]") ?? outlet.querySelector("h1")).focus();
    },
  });
  return { ready: attempt(notice, load, "The trash was not loaded") };
}

// A goal's page: where it stands, where it goes, and every check-in.
import { api } from "../api.js";
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { navigate, setTitle } from "../router.js";
import { session } from "../session.js";
import { store } from "../store.js";
import { statusOf } from "../words.js";
import { attempt } from "../components/attempt.js";
import { mountCheckInForm } from "../components/check-in-form.js";
import { chartBasis } from "../components/chart-model.js";
import { editGoal } from "../components/edit-dialog.js";
import { goalActions } from "../components/goal-actions.js";
import { actionBar, enough, facts, headline, trashBanner } from "../components/goal-parts.js";
import { skeleton } from "../components/goal-skeleton.js";
import { notFoundView } from "./not-found.js";

let editNext = null;

/** Makes the next page of this goal open its edit dialog at once. */
export const editOnArrival = (id) => (editNext = id);

async function allCheckIns(id) {
  let items = [];
  let cursor = null;
  do {
    const page = await api.checkIns(id, { cursor });
    items = [...items, ...page.items];
    cursor = page.nextCursor;
  } while (cursor && items.length < enough);
  return items;
}

/** Shows one goal. */
export function goalView(outlet, id) {
  let goal = store.goals.get(id) ?? null;
  let items = null;
  let asked = 0;
  setTitle(goal?.title ?? "Goal");
  render(outlet, html`<div class="notice"></div><article class="goal" hidden></article>`);
  const page = outlet.querySelector("article");
  const part = (name) => page.querySelector(name);
  const parts = (names) => page.querySelectorAll(names);

  function build() {
    render(page, skeleton);
    page.hidden = false;
    if (!goal.deletedAt && goal.measure.type !== "rollup" && session.mayEdit(goal)) mountCheckInForm(part(".check-in-holder"), () => goal);
    part(".goal-entries").hidden = goal.measure.type === "rollup";
    draw();
  }

  function draw() {
    if (page.isConnected) setTitle(goal.title);
    for (const each of parts("inline-edit, goal-children, goal-comments, goal-history")) each.goal = goal;
    part("[data-key=edit-goal]").hidden = Boolean(goal.deletedAt) || !session.mayEdit(goal);
    part(".goal-notes").hidden = !goal.notes && !session.mayEdit(goal);
    const above = goal.parent && store.goals.get(goal.parent);
    render(part(".crumb-links"), html`<a href="/">${icons.back} Today</a>${above && html`<a href="/goals/${above.id}" dir="auto">${above.title}</a>`}`);
    render(part(".trash-banner"), trashBanner(goal));
    render(part(".headline"), headline(goal));
    render(part(".facts"), facts(goal, items));
    render(part(".action-bar"), actionBar(goal));
    drawItems();
  }

  function drawItems() {
    part("check-in-list").hidden = items === null;
    if (items) part("check-in-list").data = { goal, items };
    const section = part(".goal-chart");
    section.dataset.tone = statusOf(goal, store.today).tone;
    const kind = goal.measure.type === "habit" ? "habit-grid" : chartBasis(goal.measure) ? "goal-chart" : null;
    section.hidden = !kind;
    if (!kind || !items) return;
    if (section.firstElementChild?.localName !== kind) section.replaceChildren(document.createElement(kind));
    section.firstElementChild.data = { goal, items, today: store.today };
  }

  function take(fresh) {
    const remade = !goal || !part(".headline") || goal.measure.type !== fresh.measure.type || Boolean(goal.deletedAt) !== Boolean(fresh.deletedAt);
    goal = fresh;
    if (remade) build();
    else draw();
    loadAbove().catch(() => {});
  }

  async function loadItems() {
    const turn = (asked += 1);
    const loaded = await allCheckIns(id);
    if (turn !== asked) return;
    items = loaded;
    if (part(".headline")) draw();
  }

  async function loadAbove() {
    if (!goal.parent || store.goals.has(goal.parent)) return;
    store.know([await api.goal(goal.parent)]);
    draw();
  }

  async function load() {
    try {
      const [fresh] = await Promise.all([api.goal(id), loadItems(), store.loadMe()]);
      if (!fresh.deletedAt) store.put(fresh);
      take(fresh);
    } catch (error) {
      if (error.status !== 404 && error.status !== 422 && error.status !== 400) throw error;
      if (outlet.isConnected) notFoundView(outlet);
    }
  }

  onAction(page, goalActions(() => goal, async () => take(await api.goal(id)), () => navigate("/")));
  page.addEventListener("known", () => draw());
  page.addEventListener("undone", () => part("goal-comments").load());
  const listeners = {
    goal: ({ detail }) => detail.goal.id === id && take(detail.goal),
    checkins({ detail }) {
      if (detail.id !== id) return;
      loadItems().catch(() => {});
      part("goal-history")?.refresh();
    },
    me: () => load(),
  };
  for (const [name, listener] of Object.entries(listeners)) store.addEventListener(name, listener);
  if (goal) build();
  const ready = attempt(outlet.querySelector(".notice"), load, "The goal was not loaded");
  ready.then(() => {
    if (editNext === id && goal && page.isConnected) editGoal(goal);
    editNext = null;
  });

  return {
    ready: goal ? Promise.resolve() : ready,
    commands: {
      c: () => part(".check-in input, .check-in select")?.focus(),
      e: () => goal && !goal.deletedAt && editGoal(goal),
      n: () => goal && !goal.deletedAt && part("goal-children")?.begin(),
    },
    leave() {
      for (const [name, listener] of Object.entries(listeners)) store.removeEventListener(name, listener);
    },
  };
}

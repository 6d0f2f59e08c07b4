// A goal's page: where it stands, where it goes, and every check-in.
import { api } from "../api.js";
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { navigate, setTitle } from "../router.js";
import { store } from "../store.js";
import { statusOf } from "../words.js";
import { deleteGoal, restoreGoal, setState } from "../actions.js";
import { attempt } from "../components/attempt.js";
import { mountCheckInForm } from "../components/check-in-form.js";
import { editGoal } from "../components/edit-dialog.js";
import { actionBar, facts, headline, trashBanner } from "../components/goal-parts.js";
import { notFoundView } from "./not-found.js";
import "../components/check-in-list.js";
import "../components/goal-chart.js";
import "../components/inline-edit.js";

const enough = 1000;
let editNext = null;

/** Makes the next page of this goal open its edit dialog at once. */
export const editOnArrival = (id) => (editNext = id);

const skeleton = html`<p class="crumb"><a href="/">${icons.back} Today</a>
    <button type="button" class="quiet" data-action="edit-goal" data-key="edit-goal">${icons.pencil} Edit goal</button>
  </p>
  <div class="trash-banner"></div>
  <inline-edit field="title" label="Title"></inline-edit>
  <div class="headline"></div>
  <div class="goal-grid">
    <section class="goal-chart" aria-label="Progress"></section>
    <aside class="goal-side" aria-label="Facts"><div class="facts"></div><div class="check-in-holder"></div><div class="action-bar"></div></aside>
    <section class="goal-notes"><h2>Notes</h2><inline-edit field="notes" label="Notes" multiline></inline-edit></section>
    <section class="goal-entries"><h2 tabindex="-1">Check-ins</h2><check-in-list></check-in-list></section>
  </div>`;

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

  function build() {
    render(page, skeleton);
    page.hidden = false;
    if (!goal.deletedAt) mountCheckInForm(part(".check-in-holder"), () => goal);
    draw();
  }

  function draw() {
    if (page.isConnected) setTitle(goal.title);
    for (const editor of page.querySelectorAll("inline-edit")) editor.goal = goal;
    part("[data-key=edit-goal]").hidden = Boolean(goal.deletedAt);
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
    section.hidden = goal.measure.type !== "number";
    if (section.hidden || !items) return;
    if (!section.firstElementChild) render(section, html`<goal-chart></goal-chart>`);
    section.firstElementChild.data = { goal, checkIns: items, today: store.today };
  }

  function take(fresh) {
    const remade = !goal || !part(".headline") || goal.measure.type !== fresh.measure.type || Boolean(goal.deletedAt) !== Boolean(fresh.deletedAt);
    goal = fresh;
    if (remade) build();
    else draw();
  }

  async function loadItems() {
    const turn = (asked += 1);
    const loaded = await allCheckIns(id);
    if (turn !== asked) return;
    items = loaded;
    if (part(".headline")) draw();
  }

  async function load() {
    try {
      const [fresh] = await Promise.all([api.goal(id), loadItems(), store.loadMe()]);
      if (!fresh.deletedAt && store.goals.has(id)) store.put(fresh);
      take(fresh);
    } catch (error) {
      if (error.status !== 404 && error.status !== 422 && error.status !== 400) throw error;
      if (outlet.isConnected) notFoundView(outlet);
    }
  }

  const actions = {
    "edit-goal": () => editGoal(goal),
    pause: () => setState(goal, "paused", "Paused"),
    resume: () => setState(goal, "active", "Active again"),
    done: () => setState(goal, "done", "Marked as done"),
    drop: () => setState(goal, "dropped", "Let go"),
    "delete-goal": async () => {
      if (await deleteGoal(goal)) navigate("/");
    },
    restore: async () => {
      if (await restoreGoal(goal)) take(await api.goal(id));
    },
  };

  onAction(page, actions);
  const onGoal = ({ detail }) => detail.goal.id === id && take(detail.goal);
  const onCheckIns = ({ detail }) => detail.id === id && loadItems().catch(() => {});
  store.addEventListener("goal", onGoal);
  store.addEventListener("checkins", onCheckIns);
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
    },
    leave() {
      store.removeEventListener("goal", onGoal);
      store.removeEventListener("checkins", onCheckIns);
    },
  };
}

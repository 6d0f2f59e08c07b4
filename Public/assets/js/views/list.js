// Today's list: what needs someone first, and one line to add a goal.
import { count, longDay } from "../format.js";
import { html, render } from "../html.js";
import { needsAttention, sections, select, tagsOf } from "../order.js";
import { setTitle } from "../router.js";
import { store } from "../store.js";
import { attempt } from "../components/attempt.js";
import { isNarrowed, mountTools, readChoice } from "../components/list-tools.js";
import "../components/goal-list.js";
import "../components/quick-add.js";

const stillFresh = 2000;
const typingPause = 250;
let lastRow = null;

function summary(goals) {
  const open = goals.filter((goal) => ["active", "paused"].includes(goal.state) && goal.progress.status !== "achieved");
  const needy = open.filter(needsAttention).length;
  const quiet = open.filter((goal) => goal.progress.stale && !needsAttention(goal)).length;
  if (!goals.length) return "A clean page";
  const parts = [needy ? `${count(needy, "goal")} ${needy === 1 ? "needs" : "need"} you` : "Nothing needs you right now"];
  if (quiet) parts.push(`${count(quiet, "goal")} gone quiet`);
  return parts.join(" · ");
}

const emptyPage = html`<div class="empty">
  <h2>What would you like to get done?</h2>
  <p>Write it in the line above and press Enter. That is a goal.</p>
  <p>For a number, such as 500 km or 75 kg, open <em>Details</em>: you will then see each day whether you will get there.</p>
</div>`;

const nothingFound = html`<div class="empty"><h2>No goal matches</h2><p>Try fewer words, or clear the filter.</p></div>`;

/** Shows the list. */
export function listView(outlet) {
  setTitle("Today");
  render(
    outlet,
    html`<header class="view-head"><h1></h1><p class="summary"></p></header>
      <quick-add></quick-add>
      <div class="tools-holder" hidden></div>
      <div class="notice"></div>
      <p class="sr-only" role="status" id="found"></p>
      <goal-list></goal-list>
      <div class="list-end"></div>`,
  );
  const list = outlet.querySelector("goal-list");
  const holder = outlet.querySelector(".tools-holder");
  const found = outlet.querySelector("#found");
  const end = outlet.querySelector(".list-end");
  let choice = readChoice();
  let fresh = null;
  let typing;

  const tools = mountTools(holder, (chosen) => {
    const sought = chosen.q !== choice.q && chosen.q;
    choice = chosen;
    arrange();
    clearTimeout(typing);
    if (sought && store.cursor) typing = setTimeout(() => store.search(sought).catch(() => {}), typingPause);
  });

  function drawHead() {
    outlet.querySelector("h1").textContent = longDay(store.today);
    outlet.querySelector(".summary").textContent = store.loadedAt ? summary([...store.goals.values()]) : "\u00a0";
  }

  function arrange() {
    drawHead();
    const goals = [...store.goals.values()];
    if (!store.loadedAt) return;
    const narrowed = isNarrowed(choice);
    const shown = narrowed ? select(goals, choice) : goals;
    holder.hidden = !goals.length && !narrowed;
    tools.setTags(tagsOf(goals));
    list.arrange(narrowed ? [{ id: "all", goals: shown }] : sections(goals));
    found.textContent = narrowed ? `${count(shown.length, "goal")} found` : "";
    render(end, shown.length ? moreButton() : goals.length ? nothingFound : emptyPage);
    if (fresh) list.mark(fresh);
    fresh = null;
  }

  const moreButton = () => store.cursor && html`<button type="button" class="button" data-key="more">Load more</button>`;
  end.addEventListener("click", (event) => {
    if (event.target.closest("button")) attempt(outlet.querySelector(".notice"), () => store.loadMore(), "More goals were not loaded");
  });
  list.addEventListener("focusin", (event) => (lastRow = event.target.closest("goal-row")?.goal.id ?? lastRow));

  const onGoal = ({ detail }) => {
    list.update(detail.goal);
    drawHead();
  };
  const onAdded = ({ detail }) => {
    fresh = detail.goal.id;
    arrange();
  };
  store.addEventListener("list", arrange);
  store.addEventListener("goal", onGoal);
  outlet.addEventListener("added", onAdded);
  arrange();

  const load = () => attempt(outlet.querySelector(".notice"), () => Promise.all([store.loadGoals(), store.loadMe()]), "Your goals were not loaded");
  const cached = store.loadedAt > 0;
  const loading = Date.now() - store.loadedAt > stillFresh ? load() : Promise.resolve();

  const step = (by) => {
    const { rows } = list;
    const current = rows.findIndex((row) => row.contains(document.activeElement));
    const from = current >= 0 ? current : rows.findIndex((row) => row.goal.id === lastRow);
    const next = current < 0 && from >= 0 ? rows[from] : rows[Math.max(0, Math.min(rows.length - 1, from + by))];
    next?.querySelector("a").focus();
  };
  const focusedRow = () => document.activeElement?.closest("goal-row");

  return {
    ready: cached ? Promise.resolve() : loading,
    refresh: load,
    commands: {
      n: () => outlet.querySelector("quick-add").begin(),
      "/": () => tools.focus(),
      j: () => step(1),
      k: () => step(-1),
      c: () => focusedRow()?.check(),
      e: () => focusedRow() && document.dispatchEvent(new CustomEvent("open-goal", { detail: { id: focusedRow().goal.id, edit: true } })),
    },
    leave() {
      store.removeEventListener("list", arrange);
      store.removeEventListener("goal", onGoal);
      clearTimeout(typing);
    },
  };
}

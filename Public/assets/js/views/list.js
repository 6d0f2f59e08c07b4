// Today's list: what needs someone first, and one line to add a goal.
import { api } from "../api.js";
import { count, longDay } from "../format.js";
import { html, render } from "../html.js";
import { queryFor, sectionOf, sections, tree } from "../order.js";
import { setTitle } from "../router.js";
import { session } from "../session.js";
import { store } from "../store.js";
import { attempt } from "../components/attempt.js";
import { isNarrowed, mountTools, readChoice } from "../components/list-tools.js";
import { listCommands } from "../components/list-commands.js";
import { moveAmong } from "../components/move.js";
import { emptyPage, headline, loadParents, nothingFound } from "../components/list-parts.js";
import "../components/goal-list.js";
import "../components/quick-add.js";

const stillFresh = 2000;
const typingPause = 200;

/** Shows the list. */
export function listView(outlet) {
  setTitle("Today");
  render(
    outlet,
    html`<header class="view-head"><h1></h1><p class="summary"></p></header>
      <quick-add></quick-add>
      <div class="tools-holder"></div>
      <div class="notice"></div>
      <p class="sr-only" role="status" id="found"></p>
      <goal-list></goal-list>
      <div class="list-end"></div>`,
  );
  const part = (name) => outlet.querySelector(name);
  const [list, holder, notice, end] = ["goal-list", ".tools-holder", ".notice", ".list-end"].map(part);
  let choice = readChoice();
  let fresh = null;
  let typing;

  const load = () => attempt(notice, () => Promise.all([store.loadList(queryFor(choice)), rest()]), "Your goals were not loaded");
  const rest = () => Promise.all([session.refresh(), store.loadMe(), store.loadSummary(), store.loadHolidays(), loadTags()]);
  const loadTags = async () => tools.setTags((await api.tags()).items.map(({ tag }) => tag));
  const ask = () => attempt(notice, () => store.loadList(queryFor(choice)), "Your goals were not loaded");

  const tools = mountTools(holder, (chosen) => {
    const typed = chosen.q !== choice.q;
    if (chosen.space !== choice.space) part("quick-add").suggestSpace(chosen.space);
    choice = chosen;
    clearTimeout(typing);
    typing = setTimeout(ask, typed ? typingPause : 0);
  });
  tools.setTags([]);

  function drawHead() {
    part("h1").textContent = longDay(store.today);
    part(".summary").textContent = store.summary ? headline(store.summary, store.holiday, store.today) : "\u00a0";
  }

  function arrange() {
    drawHead();
    if (!store.answers(queryFor(choice))) return;
    const goals = store.listed;
    const narrowed = isNarrowed(choice);
    const { cursor } = store.list;
    holder.hidden = !goals.length && !narrowed;
    list.arrange(narrowed ? [arranged(goals)] : sections(goals).map((each) => ({ ...each, count: cursor ? `${each.goals.length}+` : undefined })));
    part("#found").textContent = narrowed ? `${count(goals.length, cursor ? "or more goal" : "goal")} found` : "";
    render(end, goals.length ? moreButton() : narrowed ? nothingFound : emptyPage);
    if (cursor && goals.length && (narrowed || sectionOf(goals.at(-1)) !== "closed")) watcher.observe(end.firstElementChild);
    if (fresh) list.mark(fresh);
    fresh = null;
    loadParents().catch(() => {});
  }

  function arranged(goals) {
    if (choice.sort !== "mine") return { id: "all", goals };
    return { id: "all", places: tree(goals), movable: true };
  }

  const more = () => attempt(notice, () => store.loadMore(), "More goals were not loaded");
  const moreButton = () => store.list.cursor && html`<button type="button" class="button" data-key="more">Load more</button>`;
  const watcher = new IntersectionObserver((entries) => entries.some((each) => each.isIntersecting && each.target.isConnected) && more(), { rootMargin: "400px" });
  end.addEventListener("click", (event) => event.target.closest("button") && more());
  list.addEventListener("move-goal", ({ detail }) => moveAmong(store.listed, detail, part("#found"), (...place) => store.reorder(...place)));
  list.addEventListener("click", (event) => {
    const tag = event.target.closest("[data-tag]");
    if (!tag || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    tools.choose("tag", tag.dataset.tag);
  });

  const listeners = {
    list: arrange,
    summary: drawHead,
    goal: ({ detail }) => list.update(detail.goal),
  };
  for (const [name, listener] of Object.entries(listeners)) store.addEventListener(name, listener);
  outlet.addEventListener("added", ({ detail }) => {
    fresh = detail.goal.id;
    arrange();
  });
  const cached = store.answers(queryFor(choice));
  arrange();
  const loading = cached && Date.now() - store.list.loadedAt <= stillFresh ? rest().catch(() => {}) : load();

  return {
    ready: cached ? Promise.resolve() : loading,
    refresh: load,
    commands: { ...listCommands(list), n: () => part("quick-add").begin(), "/": () => tools.focus() },
    leave() {
      for (const [name, listener] of Object.entries(listeners)) store.removeEventListener(name, listener);
      clearTimeout(typing);
      watcher.disconnect();
    },
  };
}

// Search, filter and sort; what was chosen stands in the address.
import { html, render } from "../html.js";
import { icons } from "../icons.js";
import { filters, sorts } from "../order.js";
import { replaceQuery } from "../router.js";
import { session } from "../session.js";
import { options } from "./fields.js";

const names = ["q", "status", "tag", "space", "sort"];
const named = (table) => Object.entries(table).map(([value, { name }]) => [value, name]);

// Offered to whoever is in more than one space; what the address asks for is kept in any case.
function spaceFilter(chosen) {
  const { spaces } = session;
  if (spaces.length < 2) return html`<input type="hidden" name="space" value="${chosen}" />`;
  const choices = [["", "Space"], ...spaces.map(({ id, name }) => [id, name])];
  return html`<label class="tool"><span class="sr-only">Space</span><select name="space">${options(choices, chosen)}</select></label>`;
}

/** What the address asks for. */
export function readChoice() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""]));
}

/** True when anything but the usual list is asked for. */
export const isNarrowed = (choice) => names.some((name) => choice[name]);

/** Puts the tools into `holder` and calls `changed(choice)` at each change. */
export function mountTools(holder, changed) {
  const choice = readChoice();
  render(
    holder,
    html`<form class="tools" role="search" aria-label="Goals">
      <label class="tool-search">${icons.search}<span class="sr-only">Search</span>
        <input type="search" name="q" placeholder="Search" autocomplete="off" value="${choice.q}" />
      </label>
      <button type="reset" class="button quiet" hidden>Clear</button>
      <label class="tool"><span class="sr-only">Status</span><select name="status">${options([["", "Status"], ...named(filters)], choice.status)}</select></label>
      <label class="tool"><span class="sr-only">Tag</span><select name="tag"></select></label>
      ${spaceFilter(choice.space)}
      <label class="tool tool-sort"><span class="sr-only">Sort</span><select name="sort">${options([["", "Grouped"], ...named(sorts)], choice.sort)}</select></label>
    </form>`,
  );
  const form = holder.firstElementChild;

  function take() {
    for (const name of names) choice[name] = form.elements[name].value.trim();
    form.querySelector("[type=reset]").hidden = !isNarrowed(choice);
    replaceQuery(new URLSearchParams(Object.entries(choice).filter(([, value]) => value)));
    changed({ ...choice });
  }

  form.addEventListener("input", take);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const name of names) form.elements[name].value = "";
    take();
    form.elements.q.focus();
  });
  form.querySelector("[type=reset]").hidden = !isNarrowed(choice);

  return {
    /** Asks for one thing more. */
    choose(name, value) {
      choice[name] = value;
      if (name === "tag") this.setTags([value]);
      form.elements[name].value = value;
      take();
    },
    /** Offers these tags, and the chosen one even when no goal carries it. */
    setTags(tags) {
      const all = choice.tag && !tags.includes(choice.tag) ? [...tags, choice.tag] : tags;
      render(form.elements.tag, html`${options([["", "Tag"], ...all.map((tag) => [tag, `#${tag}`])], choice.tag)}`);
    },
    focus: () => form.elements.q.focus(),
  };
}

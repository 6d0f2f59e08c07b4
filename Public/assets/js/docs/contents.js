// The list of all operations beside them, and the field that narrows both.
import { html, render } from "../html.js";

function list(groups) {
  return groups.map(
    (group) => html`<li><a class="group" href="#${group.name}">${group.name}</a>
      <ul>${group.operations.map((each) => html`<li><a href="#${each.operationId}">${each.summary}</a></li>`)}</ul></li>`,
  );
}

/** Shows the operations that have all words of the text, and their groups. */
function narrow(nav, main, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const each of main.querySelectorAll(".operation")) {
    each.hidden = !words.every((word) => each.dataset.words.includes(word));
    nav.querySelector(`[href="#${each.id}"]`).parentElement.hidden = each.hidden;
  }
  for (const group of main.querySelectorAll(".operations")) {
    group.hidden = !group.querySelector(".operation:not([hidden])");
    nav.querySelector(`[href="#${group.id}"]`).parentElement.hidden = group.hidden;
  }
}

/** Fills `nav`; what is typed there narrows `main` too. */
export function showContents(nav, main, groups) {
  render(
    nav,
    html`<div class="field">
        <label for="find">Find an operation</label><input id="find" type="search" autocomplete="off" spellcheck="false" />
      </div>
      <details class="contents-list" open><summary>All operations</summary><ul>${list(groups)}</ul></details>`,
  );
  const details = nav.querySelector("details");
  details.open = matchMedia("(min-width: 900px)").matches;
  nav.querySelector("input").addEventListener("input", ({ target }) => narrow(nav, main, target.value));
}

// The page that shows /openapi.json to people.
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { showContents } from "./contents.js";
import { ApiDocument } from "./document.js";
import { operation } from "./operation.js";
import { inline, prose } from "./prose.js";

const themes = ["auto", "light", "dark"];
const main = document.querySelector("main");

function showTheme() {
  const button = document.querySelector("#theme");
  const theme = window.goalsTheme.current;
  render(button, icons[theme]);
  button.title = `Theme: ${theme}`;
  button.setAttribute("aria-label", `Theme: ${theme}`);
}

function show(doc) {
  const { info } = doc.root;
  render(
    main,
    html`<div class="view-head"><h1>${info.title} API</h1><p class="summary">${info.summary}</p></div>
      <div class="docs-prose">${prose(info.description)}</div>
      ${doc.groups.map(
        (group) => html`<section class="operations" id="${group.name}">
          <h2>${group.name}</h2>
          <p class="muted">${inline(group.description)}</p>
          ${group.operations.map((each) => operation(doc, each, location.origin))}
        </section>`,
      )}`,
  );
  showContents(document.querySelector(".docs-contents"), main, doc.groups);
}

/** Opens what the address names. */
function arrive() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.matches("details")) target.open = true;
  target.scrollIntoView();
  target.querySelector("summary")?.focus({ preventScroll: true });
}

async function copy(button) {
  const code = button.parentElement.querySelector("code");
  try {
    await navigator.clipboard.writeText(code.textContent);
    document.querySelector("#said").textContent = "Copied";
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 2_000);
  } catch {
    // Without a secure context there is no clipboard; what is selected can be copied by hand.
    getSelection().selectAllChildren(code);
    document.querySelector("#said").textContent = "Selected";
  }
}

async function start() {
  document.querySelector("#theme").addEventListener("click", () => {
    window.goalsTheme.set(themes[(themes.indexOf(window.goalsTheme.current) + 1) % themes.length]);
    showTheme();
  });
  showTheme();
  onAction(main, { copy });
  try {
    const response = await fetch("/openapi.json");
    if (!response.ok) throw new Error(String(response.status));
    show(new ApiDocument(await response.json()));
  } catch {
    render(main, html`<h1>Goals API</h1><p class="summary" role="alert">The document could not be loaded. Please try again.</p>`);
    return;
  }
  window.addEventListener("hashchange", arrive);
  arrive();
}

start();

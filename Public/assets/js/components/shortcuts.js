// Single keys for people who keep their hands on the keyboard; silent while someone types.
import { element, html } from "../html.js";
import { runLatest } from "./toast.js";

const list = [
  ["n", "Add a goal"],
  ["/", "Search"],
  ["j k", "Next and previous goal"],
  ["Enter", "Open the goal"],
  ["c", "Check in"],
  ["e", "Edit"],
  ["Alt+↑ Alt+↓", "Move the goal, in my order"],
  [",", "Settings"],
  ["u", "Undo"],
  ["g t", "Go to today’s list"],
  ["g x", "Go to the trash"],
  ["Esc", "Close"],
  ["?", "This list"],
];

const keys = (text) => text.split(" ").map((key) => html`<kbd>${key}</kbd> `);

/** Opens the list of shortcuts. */
export function showShortcuts() {
  if (document.querySelector("dialog[open]")) return;
  const opener = document.activeElement;
  const dialog = element(html`<dialog class="dialog dialog-small" aria-labelledby="shortcuts-heading">
    <form method="dialog">
      <h2 id="shortcuts-heading">Keyboard shortcuts</h2>
      <dl class="shortcuts">${list.map(([key, text]) => html`<div><dt>${keys(key)}</dt><dd>${text}</dd></div>`)}</dl>
      <div class="buttons"><button class="button primary" autofocus>Close</button></div>
    </form>
  </dialog>`);
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

const typing = (target) => target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

/** Listens for shortcuts; `commands` gives what each key does, by key or by "g t". */
export function listenForShortcuts(commands) {
  const all = { "?": showShortcuts, u: runLatest, ...commands };
  let prefix = "";
  let timer;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.key === "Escape" && typing(event.target) && !event.target.closest("dialog, [popover]")) return event.target.blur();
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const command = all[prefix + event.key];
    clearTimeout(timer);
    if (!prefix && event.key === "g") {
      prefix = "g ";
      timer = setTimeout(() => (prefix = ""), 1500);
      return;
    }
    prefix = "";
    if (!command) return;
    event.preventDefault();
    command();
  });
}

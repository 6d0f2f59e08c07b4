// Starts the application: routes, shortcuts, theme, and a look at the server now and then.
import { html, render } from "./html.js";
import { icons } from "./icons.js";
import { navigate, startRouter } from "./router.js";
import { store } from "./store.js";
import { showSettings } from "./components/settings-dialog.js";
import { listenForShortcuts, showShortcuts } from "./components/shortcuts.js";
import { editOnArrival, goalView } from "./views/goal.js";
import { listView } from "./views/list.js";
import { notFoundView } from "./views/not-found.js";
import { trashView } from "./views/trash.js";

const staleAfter = 60_000;
const themes = ["auto", "light", "dark"];
let view = {};

const remember = (make) => (outlet, ...parameters) => (view = make(outlet, ...parameters));

function command(key, otherwise) {
  return () => (view.commands?.[key] ?? otherwise)?.();
}

function toList(key) {
  return () => {
    navigate("/");
    view.commands?.[key]?.();
  };
}

function showTheme() {
  const button = document.querySelector("#theme");
  const theme = window.goalsTheme.current;
  render(button, icons[theme]);
  button.title = `Theme: ${theme}`;
  button.setAttribute("aria-label", `Theme: ${theme}`);
}

function start() {
  startRouter(document.querySelector("main"), [
    { pattern: /^\/$/, view: remember(listView) },
    { pattern: /^\/goals\/([^/]+)\/?$/, view: remember(goalView) },
    { pattern: /^\/trash\/?$/, view: remember(trashView) },
    { pattern: /^/, view: remember(notFoundView) },
  ]);
  listenForShortcuts({
    n: command("n", toList("n")),
    "/": command("/", toList("/")),
    j: command("j"),
    k: command("k"),
    c: command("c"),
    e: command("e"),
    "g t": () => navigate("/"),
    "g x": () => navigate("/trash"),
    ",": showSettings,
  });
  document.addEventListener("open-goal", ({ detail }) => {
    if (detail.edit) editOnArrival(detail.id);
    navigate(`/goals/${detail.id}`);
  });
  const shortcuts = document.querySelector("#shortcuts");
  render(shortcuts, icons.keyboard);
  shortcuts.addEventListener("click", showShortcuts);
  const settings = document.querySelector("#settings");
  render(settings, icons.settings);
  settings.addEventListener("click", showSettings);
  render(document.querySelector("#trash-link"), html`${icons.trash}<span>Trash</span>`);
  document.querySelector("#theme").addEventListener("click", () => {
    window.goalsTheme.set(themes[(themes.indexOf(window.goalsTheme.current) + 1) % themes.length]);
    showTheme();
  });
  showTheme();
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector("main").focus();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - store.list.loadedAt > staleAfter) view.refresh?.();
  });
}

start();

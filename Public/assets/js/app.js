// Starts the application: routes, shortcuts, theme, and a look at the server now and then.
import { html, render } from "./html.js";
import { icons } from "./icons.js";
import { navigate, reload, startRouter } from "./router.js";
import { routes } from "./routes.js";
import { session } from "./session.js";
import { store } from "./store.js";
import { showAccountMenu } from "./components/account-menu.js";
import { showSettings } from "./components/settings-dialog.js";
import { listenForShortcuts, showShortcuts } from "./components/shortcuts.js";
import { editOnArrival } from "./views/goal.js";

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

// Who has to sign in sees nothing of the frame that leads to what they cannot see.
function showWhoIsHere() {
  document.body.toggleAttribute("data-closed", session.isClosed);
  showAccountMenu();
}

// The session has ended elsewhere, or by its time: the address stays while somebody signs in again.
async function askToSignIn() {
  if (session.isClosed) return;
  await session.load().catch(() => {});
  if (!session.isClosed) return;
  showWhoIsHere();
  reload();
}

async function start() {
  // When it fails, the first view tells so and tries again; what it is told then says whether somebody has to sign in.
  await session.load().catch(() => {});
  document.addEventListener("session-ended", askToSignIn);
  document.addEventListener("session-known", showWhoIsHere);
  // A page that the browser kept while somebody signed out must not come back as it was.
  window.addEventListener("pageshow", ({ persisted }) => persisted && session.hasAccounts && location.reload());
  showWhoIsHere();
  startRouter(document.querySelector("main"), routes.map(({ pattern, view }) => ({ pattern, view: remember(view) })));
  const shortcutCommands = {
    n: command("n", toList("n")),
    "/": command("/", toList("/")),
    j: command("j"),
    k: command("k"),
    c: command("c"),
    e: command("e"),
    "g t": () => navigate("/"),
    "g x": () => navigate("/trash"),
    ",": showSettings,
  };
  // Whoever is signing in is not led away from the address by a key.
  const guarded = Object.entries(shortcutCommands).map(([key, run]) => [key, () => session.isClosed || run()]);
  listenForShortcuts(Object.fromEntries(guarded));
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

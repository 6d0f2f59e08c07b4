// Paths to views over the History API: titles, focus and scroll positions follow.

let routes = [];
let outlet;
let shown = null;
let settling;

const wait = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));

async function show({ focus, scroll }) {
  clearTimeout(settling);
  const path = location.pathname;
  const route = routes.find(({ pattern }) => pattern.test(path));
  const parameters = path.match(route.pattern).slice(1).map(decodeURIComponent);
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const popover of document.querySelectorAll(":popover-open")) popover.hidePopover();
  shown?.leave?.();
  // Each view has an element of its own, so that one that was left cannot write into the next.
  const holder = document.createElement("div");
  outlet.replaceChildren(holder);
  const view = (shown = route.view(holder, ...parameters));
  for (const link of document.querySelectorAll("[data-nav]")) {
    if (link.getAttribute("href") === path) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  window.scrollTo(0, 0);
  if (focus) focusHeading();
  await view.ready;
  if (shown !== view) return;
  if (focus && (document.activeElement === document.body || !document.activeElement)) focusHeading();
  await wait();
  if (scroll) window.scrollTo(0, scroll);
}

function focusHeading() {
  const heading = outlet.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function keepScroll() {
  history.replaceState({ ...history.state, scroll: window.scrollY }, "");
}

/** Goes to a path of this application. */
export function navigate(path) {
  keepScroll();
  history.pushState({}, "", path);
  show({ focus: true });
}

/** Writes the query of the address without a new entry in the history. */
export function replaceQuery(query) {
  const text = query.toString();
  history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : ""));
}

/** Shows the view of this address again, for instance after an error. */
export const reload = () => show({ focus: true });

/** Sets the title of the document. */
export function setTitle(text) {
  document.title = text ? `${text} · Goals` : "Goals";
}

function onClick(event) {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target || link.hash || link.download) return;
  if (link.origin !== location.origin) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}

/** Starts routing; each route is `{ pattern, view(outlet, …parameters) }`, the last one matches all. */
export function startRouter(element, table) {
  outlet = element;
  routes = table;
  history.scrollRestoration = "manual";
  document.addEventListener("click", onClick);
  window.addEventListener("popstate", (event) => show({ focus: true, scroll: event.state?.scroll }));
  window.addEventListener("pagehide", keepScroll);
  window.addEventListener("scroll", () => {
    clearTimeout(settling);
    settling = setTimeout(keepScroll, 150);
  }, { passive: true });
  show({ focus: false, scroll: history.state?.scroll });
}

// Short messages in the live region at the foot of the page, each with at most one way on.
import { element, html } from "../html.js";

const stay = 8000;
const stayWithError = 20_000;
let latest = null;

function build(text, tone, action) {
  const item = element(html`<div class="toast" data-tone="${tone}"><p></p></div>`);
  // The text comes after the element is in the live region, so that it is read out.
  requestAnimationFrame(() => (item.firstElementChild.textContent = text));
  const button = (name, label) => element(html`<button type="button" class="toast-action" aria-label="${label}">${name}</button>`);
  if (action) item.append(button(action.name, `${action.name}: ${text}`));
  item.append(button("×", "Dismiss"));
  item.lastElementChild.classList.add("toast-close");
  return item;
}

/** Shows a message; gives `{ close }`. It stays while the pointer or the focus rests on it. */
export function toast({ text, tone = "calm", action }) {
  const item = build(text, tone, action);
  let timer;
  const close = () => {
    clearTimeout(timer);
    item.remove();
    if (latest?.item === item) latest = null;
  };
  const run = () => {
    close();
    action.run();
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(close, tone === "error" ? stayWithError : stay);
  };
  const hold = () => clearTimeout(timer);
  item.addEventListener("pointerenter", hold);
  item.addEventListener("focusin", hold);
  item.addEventListener("pointerleave", wait);
  item.addEventListener("focusout", wait);
  item.lastElementChild.addEventListener("click", close);
  if (action) {
    item.querySelector(".toast-action").addEventListener("click", run);
    latest = { item, run };
  }
  const region = document.querySelector(tone === "error" ? "#alerts" : "#toasts");
  while (region.childElementCount >= 3) region.firstElementChild.remove();
  region.append(item);
  wait();
  return { close };
}

/** Runs the action of the latest message, if it is still there. */
export const runLatest = () => latest?.run();

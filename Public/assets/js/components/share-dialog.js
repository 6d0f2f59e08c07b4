// A link under which anybody may read one goal: made, made anew, removed.
import { links } from "../api-accounts.js";
import { fullDay } from "../format.js";
import { element, html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { explain } from "../words.js";
import { openDialog } from "./open-dialog.js";
import { say } from "./on-submit.js";
import { copyText, wholeAddress } from "./show-once.js";

function state(createdAt, address) {
  if (!createdAt) {
    return html`<p class="muted">Nobody but those in its space sees this goal. With a link, <strong>anybody who has it can read</strong> title, notes, progress and check-ins
      (without the notes of these), without signing in.</p><div class="buttons"><button type="button" class="button primary" data-action="make" data-key="make">Make a link</button></div>`;
  }
  return html`<p class="muted">Since ${fullDay(createdAt.slice(0, 10))} there is a link. <strong>Anybody who has it can read this goal.</strong>
      ${!address && "The link itself is not kept: if you have lost it, make it anew, and the old one stops working."}</p>
    ${address && html`<pre class="secret" tabindex="0" role="group" aria-label="Link">${address}</pre>`}
    <div class="buttons">${address && html`<button type="button" class="button primary" data-action="copy-link" data-key="copy-link">${icons.copy} Copy</button>`}
      <button type="button" class="button" data-action="make" data-key="make">Make anew</button>
      <button type="button" class="button danger" data-action="remove">Remove link</button></div>`;
}

/** Opens the dialog for a goal. */
export function shareGoal(goal) {
  const dialog = element(html`<dialog class="dialog dialog-once" aria-labelledby="share-heading"><form method="dialog">
    <h2 id="share-heading">Share “<span dir="auto">${goal.title}</span>”</h2>
    <div class="share"></div>
    <p class="form-error" role="alert" hidden></p>
    <div class="buttons"><button class="button">Close</button></div>
  </form></dialog>`);
  const holder = dialog.querySelector(".share");
  let address = null;

  const show = (createdAt) => render(holder, state(createdAt, address));
  const attempting = async (work, what, key) => {
    say(dialog, "");
    try {
      await work();
      holder.querySelector(`[data-key=${key}]`)?.focus();
    } catch (error) {
      say(dialog, explain(error, what));
    }
  };

  onAction(dialog, {
    make: () =>
      attempting(
        async () => {
          const made = await links.create(goal.id);
          address = wholeAddress(made.path);
          show(made.createdAt);
        },
        "The link was not made",
        "copy-link",
      ),
    remove: () =>
      attempting(
        async () => {
          await links.delete(goal.id);
          address = null;
          show(null);
        },
        "The link was not removed",
        "make",
      ),
    "copy-link": () => copyText(address),
  });
  openDialog(dialog, "[data-key=share]");
  attempting(async () => show((await links.get(goal.id)).createdAt), "The link was not looked up", "make");
}

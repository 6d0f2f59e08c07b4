// What is shown once and then never again: a token, a link, codes; to be copied.
import { element, html, onAction } from "../html.js";
import { icons } from "../icons.js";
import { openDialog } from "./open-dialog.js";
import { toast } from "./toast.js";

/** Copies a text; where the browser allows that to https alone, by way of a selection. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element(html`<textarea class="sr-only" aria-hidden="true"></textarea>`);
    area.value = text;
    // Within an open dialog, as all else cannot be selected.
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast({ text: "Copied" });
}

/** Shows `secret` until the dialog is closed; `file` is the name under which it can be saved. */
export function showOnce({ title, text, secret, label, file }) {
  const address = file && URL.createObjectURL(new Blob([`${secret}\n`], { type: "text/plain" }));
  const dialog = element(html`<dialog class="dialog dialog-once" aria-labelledby="once-heading">
    <form method="dialog">
      <h2 id="once-heading">${title}</h2>
      <p class="muted">${text}</p>
      <pre class="secret" tabindex="0" role="group" aria-label="${label}">${secret}</pre>
      <div class="buttons">
        <button type="button" class="button primary" data-action="copy-secret">${icons.copy} Copy</button>
        ${file && html`<a class="button" href="${address}" download="${file}">Download</a>`}
        <button class="button">Done</button>
      </div>
    </form>
  </dialog>`);
  onAction(dialog, { "copy-secret": () => copyText(secret) });
  dialog.addEventListener("close", () => address && URL.revokeObjectURL(address));
  openDialog(dialog);
}

/** The whole address of a path of this server, to be given to somebody. */
export const wholeAddress = (path) => new URL(path, location.origin).href;

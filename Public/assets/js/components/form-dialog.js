// A small dialog that asks for something and sends it.
import { element, html } from "../html.js";
import { session } from "../session.js";
import { onSubmit } from "./on-submit.js";
import { openDialog } from "./open-dialog.js";
import { passwordField } from "./password-field.js";

/** Opens the dialog; it closes when `send(elements)` has worked. `what` begins the sentence about a failure. */
export function formDialog({ title, text, content, button, what, send, fallback }) {
  const dialog = element(html`<dialog class="dialog dialog-small" aria-labelledby="ask-heading">
    <form method="post" novalidate>
      <h2 id="ask-heading">${title}</h2>
      ${text && html`<p class="muted">${text}</p>`}
      ${content}
      <p class="form-error" role="alert" hidden></p>
      <div class="buttons"><button class="button primary">${button}</button><button type="button" class="button" data-cancel>Cancel</button></div>
    </form>
  </dialog>`);
  onSubmit(
    dialog.querySelector("form"),
    async (elements) => {
      await send(elements);
      dialog.close();
    },
    what,
  );
  openDialog(dialog, fallback);
}

/** Markup that asks for the person's own password, where people have one; password managers learn whose it is. */
export const ownPassword = (name = "password", label = "Your password") =>
  session.hasPasswords &&
  html`<input class="sr-only" name="username" autocomplete="username" value="${session.user.email}" readonly tabindex="-1" aria-hidden="true" />
    ${passwordField("own", name, label, "current-password")}`;

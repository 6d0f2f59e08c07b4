// What every form does when it is sent: once at a time, and with what was refused told where it is wrong.
import { explain } from "../words.js";
import { clearErrors, showErrors } from "./fields.js";

/** Tells what the server has refused at the fields of a form, or in its own message. */
export function showRefusal(form, error, what) {
  if (error.status === undefined) throw error;
  const homeless = showErrors(form, error.errors);
  if (!homeless.length && error.errors.length) return;
  say(form, homeless.join("; ") || explain(error, what));
}

/** Puts a text into the form's own message, or takes it away. */
export function say(form, text) {
  const message = form.querySelector(".form-error");
  message.textContent = text;
  message.hidden = !text;
}

/** Runs `send(elements)` when the form is sent; `what` begins the sentence about a failure. */
export function onSubmit(form, send, what) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    clearErrors(form);
    say(form, "");
    try {
      await send(form.elements);
    } catch (error) {
      showRefusal(form, error, what);
    } finally {
      busy = false;
    }
  });
}

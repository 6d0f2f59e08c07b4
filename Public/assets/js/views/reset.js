// A new password by the link that an administrator gave.
import { html, render } from "../html.js";
import { navigate, setTitle } from "../router.js";
import { forgetSecret, readSecret } from "../secret.js";
import { resetForm } from "../components/arrival-forms.js";
import { toast } from "../components/toast.js";

/** Shows the form for the new password. */
export function resetView(outlet) {
  setTitle("Set a new password");
  const token = readSecret();
  if (!token) {
    render(outlet, html`<div class="empty"><h1>This link is not whole</h1><p>Open it once more from where you got it, or ask for another.</p></div>`);
    return {};
  }
  render(outlet, html`<div class="arrival"><h1>Set a new password</h1><p class="summary">Whoever is signed in to this account will be signed out.</p></div>`);
  outlet.firstElementChild.append(
    resetForm(token, () => {
      forgetSecret();
      navigate("/");
      toast({ text: "The password is set. Sign in with it." });
    }),
  );
  outlet.querySelector("input").focus();
  return {};
}

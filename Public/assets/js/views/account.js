// One's own account: who one is, how one signs in, what happened, and the way out.
import { account } from "../api-accounts.js";
import { html, onAction, render } from "../html.js";
import { setTitle } from "../router.js";
import { session } from "../session.js";
import { mountProfile } from "../components/account-profile.js";
import { mountSecondFactor } from "../components/account-second-factor.js";
import { mountSessions } from "../components/account-sessions.js";
import { mountTokens } from "../components/account-tokens.js";
import { mountAudit } from "../components/audit-list.js";
import { formDialog, ownPassword } from "../components/form-dialog.js";

function askDelete() {
  formDialog({
    title: "Delete your account",
    text: html`All goals in your own space, with their check-ins and comments, your sessions and your tokens are lost <strong>at once and for good</strong>. What you did in spaces
      of others stays there, without your name.`,
    content: ownPassword(),
    button: "Delete everything",
    what: "The account was not deleted",
    fallback: "[data-key=delete-account]",
    async send({ password }) {
      await account.delete({ password: password?.value ?? "" });
      location.assign("/");
    },
  });
}

/** Shows the account. */
export function accountView(outlet) {
  setTitle("Account");
  render(
    outlet,
    html`<header class="view-head"><h1>Account</h1></header>
      <div class="panels">
        <section data-part="profile" aria-label="Profile"></section>
        <section data-part="factor" aria-label="Second factor"></section>
        <section data-part="sessions" aria-label="Signed in"></section>
        <section data-part="tokens" aria-label="API tokens"></section>
        <section aria-label="Security log"><details class="fold"><summary><h2>Security log</h2></summary><div data-part="audit"></div></details></section>
        <section aria-label="Leaving"><h2>Leaving</h2><div class="buttons">
          <button type="button" class="button" data-action="sign-out">Sign out</button>
          <button type="button" class="button danger" data-action="delete-account" data-key="delete-account">Delete account…</button></div></section>
      </div>`,
  );
  const part = (name) => outlet.querySelector(`[data-part=${name}]`);
  mountProfile(part("profile"));
  if (session.hasPasswords) mountSecondFactor(part("factor"));
  else part("factor").remove();
  const sessions = mountSessions(part("sessions"));
  mountTokens(part("tokens"));
  outlet.querySelector("details").addEventListener("toggle", () => mountAudit(part("audit"), "mine"), { once: true });
  outlet.addEventListener("signed-out-elsewhere", () => sessions.load());
  onAction(outlet, { "delete-account": askDelete });
  return {};
}

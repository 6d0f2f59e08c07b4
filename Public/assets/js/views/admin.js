// What administrators do: accounts, invitations to the server, the whole audit log.
import { html, render } from "../html.js";
import { setTitle } from "../router.js";
import { session } from "../session.js";
import { mountAccounts } from "../components/account-list.js";
import { attempt } from "../components/attempt.js";
import { mountAudit } from "../components/audit-list.js";
import { mountInvitations } from "../components/invitation-list.js";
import { notFoundView } from "./not-found.js";

/** Shows the administration to administrators; to others there is nothing here. */
export function adminView(outlet) {
  if (!session.user?.admin) return notFoundView(outlet);
  setTitle("Administration");
  render(
    outlet,
    html`<header class="view-head"><h1>Administration</h1></header><div class="notice"></div>
      <div class="panels">
        <section data-part="accounts" aria-label="Accounts"></section>
        ${session.hasPasswords && html`<section data-part="invitations" aria-label="Invitations"></section>`}
        <section aria-label="Audit log"><h2>Audit log</h2><div data-part="audit"></div></section>
      </div>`,
  );
  const part = (name) => outlet.querySelector(`[data-part=${name}]`);
  const accounts = mountAccounts(part("accounts"));
  const invitations = part("invitations") && mountInvitations(part("invitations"), null);

  async function load() {
    await Promise.all([accounts.load(), invitations?.load()]);
    mountAudit(part("audit"), "all", accounts.nameOf);
  }
  return { ready: attempt(outlet.querySelector(".notice"), load, "The accounts were not loaded") };
}

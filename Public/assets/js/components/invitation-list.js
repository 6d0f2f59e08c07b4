// Invitations that wait to be taken, and a way to make another; to a space, or to the server.
import { spaces } from "../api-accounts.js";
import { fullDay } from "../format.js";
import { html, onAction, render } from "../html.js";
import { roleChoices, roleName } from "../words.js";
import { changeEntry } from "./entry-change.js";
import { field, options } from "./fields.js";
import { formDialog } from "./form-dialog.js";
import { showOnce, wholeAddress } from "./show-once.js";

const lifetimes = [[1, "a day"], [7, "a week"], [30, "30 days"], [90, "90 days"]];

const row = ({ id, role, expiresAt }) => html`<li class="entry pair" data-id="${id}">
  <span>${role ? roleName(role) : "An account"} <span class="muted line">until ${fullDay(expiresAt.slice(0, 10))}</span></span>
  <button type="button" class="button" data-action="withdraw" aria-label="Withdraw the invitation until ${fullDay(expiresAt.slice(0, 10))}">Withdraw</button></li>`;

/** Puts the section into `holder`; `space` is null for invitations to the server alone. Gives `{ load }`. */
export function mountInvitations(holder, space) {
  async function load() {
    const { items } = await spaces.invitations();
    const mine = items.filter((each) => each.space === (space?.id ?? null));
    render(
      holder,
      html`<h2 tabindex="-1">Invitations</h2>
        ${mine.length > 0 && html`<ul class="entries">${mine.map(row)}</ul>`}
        <div class="buttons"><button type="button" class="button" data-action="invite" data-key="invite">Invite…</button></div>`,
    );
  }

  const invite = () =>
    formDialog({
      title: space ? `Invite to ${space.name}` : "Invite to this server",
      text: "You get a link that works once. Whoever has it can use it: give it to the one it is for.",
      content: html`${space && field("invite", "role", "As", (id) => html`<select ${id}>${options(roleChoices, "editor")}</select>`)}
        ${field("invite", "expiresInDays", "The link works for", (id) => html`<select ${id}>${options(lifetimes, 7)}</select>`)}`,
      button: "Create link",
      what: "The invitation was not made",
      fallback: "[data-key=invite]",
      async send({ role, expiresInDays }) {
        const days = Number(expiresInDays.value);
        const { path } = await spaces.invite({ expiresInDays: days, ...(space ? { space: space.id, role: role.value } : {}) });
        await load();
        showOnce({ title: "The invitation", text: "This link is shown now and never again.", secret: wholeAddress(path), label: "Link" });
      },
    });

  onAction(holder, {
    invite,
    withdraw: (button) => {
      const withdraw = () => spaces.withdraw(button.closest("li").dataset.id);
      return changeEntry(holder, load, withdraw, "The invitation is withdrawn", "The invitation was not withdrawn");
    },
  });
  return { load };
}

// All accounts of the server, for administrators.
import { administration } from "../api-accounts.js";
import { fullDay } from "../format.js";
import { html, onAction, render } from "../html.js";
import { failed } from "../report.js";
import { session } from "../session.js";
import { formDialog } from "./form-dialog.js";
import { showOnce, wholeAddress } from "./show-once.js";
import { toast } from "./toast.js";

/** Puts the section into `holder`; gives `{ load, nameOf }`. */
export function mountAccounts(holder) {
  let items = [];
  let cursor = null;

  function row({ id, name, email, admin, createdAt }) {
    const isMe = id === session.user.id;
    return html`<li class="entry pair" data-id="${id}">
      <span><span dir="auto">${name}</span> ${admin && html`<span class="badge">administrator</span>`} ${isMe && html`<span class="badge">you</span>`}
        <span class="muted line">${email} · since ${fullDay(createdAt.slice(0, 10))}</span></span>
      <span class="pair-actions">
        <button type="button" class="button" data-action="admin" data-key="admin-${id}" aria-label="${admin ? "Take administration from" : "Make an administrator of"} ${name}">
          ${admin ? "Unmake admin" : "Make admin"}</button>
        ${session.hasPasswords && html`<button type="button" class="button" data-action="reset" data-key="reset-${id}" aria-label="Password link for ${name}">Password link</button>`}
        ${!isMe && html`<button type="button" class="button danger" data-action="delete" aria-label="Delete the account of ${name}">Delete…</button>`}
      </span></li>`;
  }

  function draw() {
    render(
      holder,
      html`<h2 tabindex="-1">Accounts</h2><ul class="entries">${items.map(row)}</ul>
        ${cursor && html`<button type="button" class="button" data-action="more" data-key="more-accounts">More accounts</button>`}`,
    );
  }

  async function load() {
    const page = await administration.accounts({ limit: 100, cursor });
    items = [...items, ...page.items];
    cursor = page.nextCursor;
    draw();
  }

  const accountOf = (target) => items.find(({ id }) => id === target.closest("li").dataset.id);
  const trying = async (work, what) => {
    try {
      await work();
    } catch (error) {
      failed(error, what);
    }
  };

  onAction(holder, {
    more: () => trying(load, "More accounts were not loaded"),
    admin: (button) => {
      const found = accountOf(button);
      return trying(async () => {
        const { admin } = await administration.updateAccount(found.id, { admin: !found.admin });
        found.admin = admin;
        draw();
        toast({ text: admin ? `${found.name} is an administrator` : `${found.name} is no longer an administrator` });
      }, "The account was not changed");
    },
    reset: (button) => {
      const found = accountOf(button);
      return trying(async () => {
        const { path } = await administration.createPasswordReset(found.id);
        const text = "With this link a new password is set, once, within a day. It is shown now and never again.";
        showOnce({ title: `For ${found.name}`, text, secret: wholeAddress(path), label: "Link" });
      }, "The link was not made");
    },
    delete: (button) => {
      const found = accountOf(button);
      formDialog({
        title: `Delete the account of ${found.name}?`,
        text: "All goals in their own space, with check-ins and comments, are lost at once and for good.",
        content: "",
        button: "Delete everything",
        what: "The account was not deleted",
        fallback: "[data-part=accounts] h2",
        async send() {
          await administration.deleteAccount(found.id);
          items = items.filter((each) => each !== found);
          draw();
          toast({ text: `The account of ${found.name} is deleted` });
        },
      });
    },
  });
  return { load, nameOf: (id) => items.find((each) => each.id === id)?.name };
}

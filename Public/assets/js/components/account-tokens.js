// Tokens with which scripts come in.
import { account } from "../api-accounts.js";
import { fullDay, moment } from "../format.js";
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { explain, scopeChoices, scopeName } from "../words.js";
import { changeEntry } from "./entry-change.js";
import { field, options } from "./fields.js";
import { formDialog } from "./form-dialog.js";
import { showOnce } from "./show-once.js";

const lifetimes = [[30, "30 days"], [90, "90 days"], [365, "a year"], ["", "until I delete it"]];

function row({ id, name, scope, lastUsedAt, expiresAt }) {
  const end = !expiresAt ? "does not expire" : `${Date.parse(expiresAt) < Date.now() ? "expired" : "until"} ${fullDay(expiresAt.slice(0, 10))}`;
  return html`<li class="entry pair" data-id="${id}">
    <span><span dir="auto">${name}</span> <span class="muted line">${scopeName(scope)} · ${end} · ${lastUsedAt ? `last used ${moment(lastUsedAt)}` : "never used"}</span></span>
    <button type="button" class="quiet" data-action="delete-token" data-key="token-${id}" aria-label="Delete token ${name}">${icons.trash}</button></li>`;
}

/** Puts the section into `holder`. */
export function mountTokens(holder) {
  async function load() {
    try {
      const { items } = await account.tokens();
      render(
        holder,
        html`<h2 tabindex="-1">API tokens</h2><p class="muted">A script that shows one acts as you. <a href="/docs" target="_blank" rel="noopener">What the API can do</a></p>
          ${items.length > 0 && html`<ul class="entries">${items.map(row)}</ul>`}
          <div class="buttons"><button type="button" class="button" data-action="create" data-key="create-token">New token…</button></div>`,
      );
    } catch (error) {
      render(holder, html`<h2>API tokens</h2><p class="muted">${explain(error, "The tokens were not loaded")}</p>`);
    }
  }

  const create = () =>
    formDialog({
      title: "New API token",
      content: html`${field("token", "name", "Name", (id) => html`<input ${id} dir="auto" autocomplete="off" placeholder="Backup at night" required />`)}
        ${field("token", "scope", "May", (id) => html`<select ${id}>${options(scopeChoices, "read")}</select>`)}
        ${field("token", "expiresInDays", "Works for", (id) => html`<select ${id}>${options(lifetimes, 90)}</select>`)}`,
      button: "Create token",
      what: "The token was not made",
      fallback: "[data-key=create-token]",
      async send({ name, scope, expiresInDays }) {
        const days = expiresInDays.value ? Number(expiresInDays.value) : null;
        const { token } = await account.createToken({ name: name.value.trim(), scope: scope.value, expiresInDays: days });
        await load();
        showOnce({ title: "Your new token", text: "It is shown now and never again. Send it as “Authorization: Bearer …”.", secret: token, label: "Token" });
      },
    });

  onAction(holder, {
    create,
    "delete-token": (button) => {
      const remove = () => account.deleteToken(button.closest("li").dataset.id);
      return changeEntry(holder, load, remove, "The token is deleted: it works no more", "The token was not deleted");
    },
  });
  load();
}

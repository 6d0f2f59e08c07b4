// What happened to an account, or to all of them: the audit log, newest first.
import { administration } from "../api-accounts.js";
import { moment } from "../format.js";
import { html, onAction, render } from "../html.js";
import { explain, eventName, programName } from "../words.js";

const page = 20;
const isIdentifier = /^[0-9a-f-]{36}$/;

/** Puts the log into `holder`; `scope` is `mine` or `all`, `nameOf(id)` names people where the log is about many. */
export function mountAudit(holder, scope, nameOf = () => null) {
  let items = [];
  let cursor = null;

  // Which goal it was about is no word for people.
  const words = (detail) => detail && !isIdentifier.test(detail) && html` <span class="muted" dir="auto">(${detail})</span>`;

  function row({ kind, user, actor, address, userAgent, detail, createdAt }) {
    const who = [nameOf(user), actor !== user && nameOf(actor) && `by ${nameOf(actor)}`].filter(Boolean).join(", ");
    return html`<li class="entry pair">
      <span>${eventName(kind)}${words(detail)}${who && html` · <span dir="auto">${who}</span>`}
        <span class="muted line"><time datetime="${createdAt}">${moment(createdAt)}</time> · ${address} · <span title="${userAgent}">${programName(userAgent)}</span></span></span></li>`;
  }

  async function load() {
    try {
      const answer = await administration.audit({ limit: page, cursor, scope });
      items = [...items, ...answer.items];
      cursor = answer.nextCursor;
      render(
        holder,
        html`<ul class="entries">${items.map(row)}</ul>
          ${cursor && html`<button type="button" class="button" data-action="more-events" data-key="more-events">Older events</button>`}`,
      );
    } catch (error) {
      render(holder, html`<p class="muted">${explain(error, "The log was not loaded")}</p>`);
    }
  }

  onAction(holder, { "more-events": load });
  load();
}

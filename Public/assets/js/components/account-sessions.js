// Where one is signed in, and the way to end that.
import { account } from "../api-accounts.js";
import { moment } from "../format.js";
import { html, onAction, render } from "../html.js";
import { failed } from "../report.js";
import { signOut } from "../session.js";
import { explain, programName } from "../words.js";
import { changeEntry } from "./entry-change.js";

const row = ({ id, present, address, userAgent, lastUsedAt }) => html`<li class="entry pair" data-id="${id}">
  <span><span title="${userAgent}">${programName(userAgent)}</span> ${present && html`<span class="badge">this one</span>`}
    <span class="muted line">${address} · ${present ? "now" : `last used ${moment(lastUsedAt)}`}</span></span>
  <button type="button" class="button" data-action="${present ? "leave" : "end"}" data-key="end-${id}"
    aria-label="${present ? "Sign out here" : `End the session of ${programName(userAgent)} at ${address}`}">${present ? "Sign out" : "End"}</button></li>`;

/** Puts the section into `holder`; gives `{ load }`. */
export function mountSessions(holder) {
  async function load() {
    try {
      const { items } = await account.sessions();
      render(
        holder,
        html`<h2 tabindex="-1">Signed in</h2><ul class="entries">${items.map(row)}</ul>
          ${items.length > 1 && html`<div class="buttons"><button type="button" class="button" data-action="end-others">Sign out everywhere else</button></div>`}`,
      );
    } catch (error) {
      render(holder, html`<h2>Signed in</h2><p class="muted">${explain(error, "The sessions were not loaded")}</p>`);
    }
  }

  const end = (work, text) => changeEntry(holder, load, work, text, "It was not ended");

  onAction(holder, {
    leave: () => signOut().catch((error) => failed(error, "You are not signed out")),
    end: (button) => end(() => account.endSession(button.closest("li").dataset.id), "The session is ended"),
    "end-others": () => end(() => account.endOtherSessions(), "You are signed out everywhere else"),
  });
  load();
  return { load };
}

// Who is signed in, and the way to what is theirs; nothing where there are no accounts.
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { failed } from "../report.js";
import { session, signOut } from "../session.js";

const links = ({ admin }) => [["/account", "Account"], ["/spaces", "Spaces"], ...(admin ? [["/admin", "Administration"]] : [])];

/** Shows the menu in the frame, or takes it away. */
export function showAccountMenu() {
  const holder = document.querySelector("#account");
  const { user } = session;
  holder.hidden = !session.hasAccounts || !user;
  if (holder.hidden) return void render(holder, html``);
  render(
    holder,
    html`<button type="button" class="quiet" popovertarget="account-menu" aria-label="Account menu of ${user.name}" title="${user.name}">
        ${icons.person}<span class="account-name" dir="auto">${user.name}</span></button>
      <div id="account-menu" class="menu" popover><ul>
        <li class="menu-who"><strong dir="auto">${user.name}</strong> <span class="muted">${user.email}</span></li>
        ${links(user).map(([href, name]) => html`<li><a class="quiet" href="${href}" data-nav>${name}</a></li>`)}
        <li><button type="button" class="quiet" data-action="sign-out">Sign out</button></li>
      </ul></div>`,
  );
  const menu = holder.querySelector(".menu");
  const button = holder.querySelector("button");
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState !== "open") return;
    const { bottom, right } = button.getBoundingClientRect();
    menu.style.insetBlockStart = `${bottom + 4}px`;
    menu.style.insetInlineEnd = `${Math.max(8, document.documentElement.clientWidth - right)}px`;
  });
}

onAction(document, { "sign-out": () => signOut().catch((error) => failed(error, "You are not signed out")) });

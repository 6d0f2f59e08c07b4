// Name, e-mail address and password of one's account.
import { account } from "../api-accounts.js";
import { api } from "../api.js";
import { html, onAction, render } from "../html.js";
import { session } from "../session.js";
import { showAccountMenu } from "./account-menu.js";
import { field } from "./fields.js";
import { formDialog, ownPassword } from "./form-dialog.js";
import { passwordField } from "./password-field.js";
import { toast } from "./toast.js";

const line = (name, value, action, label) => html`<li class="entry pair">
  <span><span class="muted">${name}</span> <span dir="auto">${value}</span></span>
  <button type="button" class="button" data-action="${action}" data-key="${action}" aria-label="${label}">Change…</button></li>`;

/** Puts the section into `holder`. */
export function mountProfile(holder) {
  function draw() {
    const { name, email } = session.user;
    render(
      holder,
      html`<h2>Profile</h2><ul class="entries">
        ${line("Name", name, "name", "Change the name")}
        ${session.hasPasswords && line("E-mail", email, "email", "Change the e-mail address")}
        ${session.hasPasswords && line("Password", "••••••••", "password", "Change the password")}
      </ul>`,
    );
  }

  const changed = (text) => {
    showAccountMenu();
    draw();
    toast({ text });
  };

  onAction(holder, {
    name: () =>
      formDialog({
        title: "Your name",
        content: field("profile", "name", "Name", (id) => html`<input ${id} dir="auto" value="${session.user.name}" autocomplete="name" required />`),
        button: "Save",
        what: "The name was not changed",
        fallback: "[data-key=name]",
        async send({ name }) {
          session.user = { ...session.user, ...(await api.updateMe({ name: name.value.trim() })) };
          changed("Saved");
        },
      }),
    email: () =>
      formDialog({
        title: "Your e-mail address",
        text: "You sign in with it.",
        content: html`${field("profile", "email", "E-mail", (id) => html`<input ${id} type="email" value="${session.user.email}" autocomplete="email" required />`)}
          ${ownPassword()}`,
        button: "Save",
        what: "The e-mail address was not changed",
        fallback: "[data-key=email]",
        async send({ email, password }) {
          await account.changeEmail({ email: email.value.trim(), password: password.value });
          session.user.email = email.value.trim();
          changed("Saved");
        },
      }),
    password: () =>
      formDialog({
        title: "Your password",
        text: "Everywhere else you will be signed out.",
        content: html`${ownPassword("current", "Present password")} ${passwordField("profile", "new", "New password", "new-password")}`,
        button: "Change password",
        what: "The password was not changed",
        fallback: "[data-key=password]",
        async send(elements) {
          await account.changePassword({ current: elements.current.value, new: elements.new.value });
          changed("Your password is changed");
          holder.dispatchEvent(new CustomEvent("signed-out-elsewhere", { bubbles: true }));
        },
      }),
  });
  draw();
}

// The forms by which people come in: an e-mail address and a password, a code, a new account.
import { arrivals } from "../api-accounts.js";
import { element, html } from "../html.js";
import { field, showErrors } from "./fields.js";
import { onSubmit } from "./on-submit.js";
import { passwordField } from "./password-field.js";

const email = (autocomplete) =>
  field("arrive", "email", "E-mail", (id) => html`<input ${id} type="email" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required />`);

const form = (content, button) => element(html`<form class="arrival-form" method="post" novalidate>
  ${content}
  <p class="form-error" role="alert" hidden></p>
  <div class="buttons"><button class="button primary">${button}</button></div>
</form>`);

const codeField = field(
  "arrive",
  "code",
  "Code",
  (id) => html`<input ${id} inputmode="numeric" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required />`,
  "Six digits from your app, or one of your recovery codes.",
);

/** Asks for the code in the place of `before`; what was typed there stays in memory alone. */
function askCode(before, body, done) {
  const asked = form(html`<p class="muted">Now the code of your authenticator app.</p>${codeField}`, "Sign in");
  const back = element(html`<button type="button" class="button">Back</button>`);
  asked.querySelector(".buttons").append(back);
  back.addEventListener("click", () => {
    asked.replaceWith(before);
    before.elements.password.value = "";
    before.elements.password.focus();
  });
  onSubmit(asked, async ({ code }) => done(await arrivals.signIn({ ...body, code: code.value.trim() })), "You are not signed in");
  before.replaceWith(asked);
  asked.elements.code.focus();
}

/** The form to sign in; `done()` follows. */
export function signInForm(done) {
  const made = form(html`${email("username")} ${passwordField("arrive", "password", "Password", "current-password")}`, "Sign in");
  onSubmit(
    made,
    async ({ email, password }) => {
      const body = { email: email.value.trim(), password: password.value };
      try {
        await arrivals.signIn(body);
      } catch (error) {
        if (error.status === 401 && error.errors.some((each) => each.field === "code")) return askCode(made, body, done);
        if (error.status !== 401) throw error;
        showErrors(made, [{ field: "password", message: error.message }]);
        return password.select();
      }
      return done();
    },
    "You are not signed in",
  );
  return made;
}

/** The form to make an account, by an invitation where there is one; `done()` follows. */
export function signUpForm(button, invitation, done) {
  const name = field("arrive", "name", "Name", (id) => html`<input ${id} dir="auto" autocomplete="name" required />`, "What others see beside what you do.");
  const made = form(html`${name} ${email("username")} ${passwordField("arrive", "password", "Password", "new-password")}`, button);
  onSubmit(
    made,
    async ({ name, email, password }) => {
      const body = { name: name.value.trim(), email: email.value.trim(), password: password.value };
      await arrivals.signUp(invitation ? { ...body, invitation } : body);
      done();
    },
    "The account was not made",
  );
  return made;
}

/** The form to choose a new password by a link; `done()` follows. */
export function resetForm(token, done) {
  const made = form(passwordField("arrive", "password", "New password", "new-password"), "Set password");
  onSubmit(
    made,
    async ({ password }) => {
      await arrivals.resetPassword({ token, password: password.value });
      done();
    },
    "The password was not set",
  );
  return made;
}

// What an invitation leads to, and the ways to take it.
import { arrivals } from "../api-accounts.js";
import { fullDay } from "../format.js";
import { html, onAction, render } from "../html.js";
import { setTitle } from "../router.js";
import { forgetSecret, readSecret } from "../secret.js";
import { session } from "../session.js";
import { explain, roleWords } from "../words.js";
import { signInForm, signUpForm } from "../components/arrival-forms.js";
import { attempt } from "../components/attempt.js";

const gone = html`<div class="empty"><h1>This invitation does not work</h1>
  <p>It may have been used, withdrawn, or be too old. Ask whoever sent it for another.</p><p><a href="/">Go to Goals</a></p></div>`;

function words({ inviter, space, role, expiresAt }) {
  const who = inviter ?? "Somebody";
  const what = space ? html`invites you to the space <strong dir="auto">${space}</strong>` : html`invites you to make an account on this server`;
  return html`<p class="lead"><strong dir="auto">${who}</strong> ${what}.</p>
    <p class="summary">${role && html`You would be ${roleWords(role)}. `}The invitation works once, until ${fullDay(expiresAt.slice(0, 10))}.</p>`;
}

/** Shows the invitation that the address holds. */
export function inviteView(outlet) {
  setTitle("Invitation");
  const token = readSecret();
  if (!token) {
    render(outlet, gone);
    return {};
  }
  render(outlet, html`<div class="arrival"><h1>Invitation</h1><div class="notice"></div><div class="invitation"></div>
    <p class="form-error" role="alert" hidden></p><div class="arrival-holder"></div></div>`);
  const [notice, holder] = [".notice", ".arrival-holder"].map((name) => outlet.querySelector(name));
  let invitation = null;

  const enter = (place) => {
    forgetSecret();
    location.assign(place);
  };
  async function join() {
    try {
      const space = await arrivals.acceptInvitation(token);
      enter(`/spaces/${space.id}`);
    } catch (error) {
      const message = outlet.querySelector(".form-error");
      message.textContent = error.errors?.[0]?.message ?? explain(error, "You have not joined");
      message.hidden = false;
    }
  }

  function draw() {
    render(outlet.querySelector(".invitation"), words(invitation));
    if (session.user) return render(holder, joining());
    if (session.auth === "oidc") return render(holder, html`<p><a class="button primary" target="_self" href="/api/v1/session/oidc?return=/invite">Sign in and join</a></p>`);
    if (session.hasPasswords) return begin(true);
    return render(holder, html`<p>Whoever runs this server lets people in before they come here: ask them for an account.</p>`);
  }
  function joining() {
    if (!invitation.space) return html`<p>You have an account already, ${session.user.name}: there is nothing left to do. <a href="/">Go to your goals</a></p>`;
    return html`<div class="buttons"><button type="button" class="button primary" data-action="join">Join as ${session.user.name}</button></div>`;
  }
  // With an account or without one: the other way is one press away.
  function begin(isNew) {
    const [text, action] = isNew ? ["You have an account?", "have"] : ["New here?", "new"];
    const form = isNew ? signUpForm("Sign up and join", token, () => enter("/")) : signInForm(invitation.space ? join : () => enter("/"));
    const other = render(document.createElement("p"), html`${text} <button type="button" class="link" data-action="${action}">${isNew ? "Sign in" : "Sign up"}</button>`);
    holder.replaceChildren(form, other);
    form.querySelector("input").focus();
  }
  async function load() {
    try {
      invitation = await arrivals.previewInvitation(token);
    } catch (error) {
      if (error.status !== 422) throw error;
      forgetSecret();
      return render(outlet, gone);
    }
    return draw();
  }
  onAction(holder, { join, have: () => begin(false), new: () => begin(true) });
  return { ready: attempt(notice, load, "The invitation was not loaded") };
}

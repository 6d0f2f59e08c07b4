// Where people come in who are not signed in: the first visit, signing in, signing up.
import { html, onAction, render } from "../html.js";
import { replaceQuery, setTitle } from "../router.js";
import { session } from "../session.js";
import { signInForm, signUpForm } from "../components/arrival-forms.js";

// Whoever signs in finds the page they asked for, with nothing in it of whoever was here before.
const enter = () => location.reload();

const frame = (title, text) => html`<div class="arrival"><h1>${title}</h1>${text && html`<p class="summary">${text}</p>`}<div class="arrival-holder"></div></div>`;

function firstVisit(outlet) {
  setTitle("Set up Goals");
  render(outlet, frame("Set up Goals", "This server is new. Its first account is yours, and manages the server: others are invited, or let in, by it."));
  outlet.querySelector(".arrival-holder").append(signUpForm("Create account", null, enter));
}

// What came of single sign-on, when it brought nobody in; the address then says so, once.
function singleSignOn() {
  const query = new URLSearchParams(location.search);
  const hasFailed = query.get("sign-in") === "failed";
  query.delete("sign-in");
  if (hasFailed) replaceQuery(query);
  const back = encodeURIComponent(location.pathname + location.search);
  return html`${hasFailed && html`<p class="form-error" role="alert">Single sign-on did not let you in. Try again; if it stays so, tell whoever runs this server.</p>`}
    <p class="buttons"><a class="button primary" href="/api/v1/session/oidc?return=${back}" target="_self">Sign in with single sign-on</a></p>`;
}

function signIn(outlet) {
  setTitle("Sign in");
  render(outlet, frame("Sign in"));
  const holder = outlet.querySelector(".arrival-holder");
  if (session.auth === "password") holder.append(signInForm(enter));
  else if (session.auth === "oidc") render(holder, singleSignOn());
  else render(holder, html`<p>Whoever runs this server lets people in before they come here. Load the page again, or ask them.</p>`);
  if (session.auth !== "password" || session.signUp !== "open") return;
  holder.append(render(document.createElement("p"), html`New here? <button type="button" class="link" data-action="sign-up">Sign up</button>`));
}

function signUp(outlet) {
  setTitle("Sign up");
  render(outlet, frame("Sign up", "An account of your own. What you write is seen by nobody else until you share it."));
  const holder = outlet.querySelector(".arrival-holder");
  holder.append(signUpForm("Sign up", null, enter));
  holder.append(render(document.createElement("p"), html`You have an account? <button type="button" class="link" data-action="sign-in">Sign in</button>`));
}

/** Shows what lets a person in; the address stays. */
export function arrivalView(outlet) {
  const begin = (view) => {
    view(outlet);
    outlet.querySelector("input, a.button")?.focus();
  };
  onAction(outlet, { "sign-up": () => begin(signUp), "sign-in": () => begin(signIn) });
  begin(session.needsFirstAccount ? firstVisit : signIn);
  return {};
}

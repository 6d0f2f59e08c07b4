// The second factor: the codes of an app beside the password.
import { account } from "../api-accounts.js";
import { count } from "../format.js";
import { html, onAction, render } from "../html.js";
import { explain } from "../words.js";
import { field } from "./fields.js";
import { formDialog, ownPassword } from "./form-dialog.js";
import { qrPicture } from "./qr-picture.js";
import { showOnce } from "./show-once.js";
import { toast } from "./toast.js";

const grouped = (secret) => secret.match(/.{1,4}/g).join(" ");

const setUp = ({ secret, uri }) => html`<p class="muted">Scan this code with the app:</p>
  ${qrPicture(uri, "QR code of the key")}
  <p class="muted">Or <a href="${uri}">open the app on this device</a>, or enter this key there, as a time-based one:</p>
  <code class="secret" tabindex="0" role="group" aria-label="Key">${grouped(secret)}</code>
  ${field(
    "factor",
    "code",
    "Code that the app shows",
    (id) => html`<input ${id} inputmode="numeric" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" autofocus required />`,
  )}`;

function showCodes(codes) {
  showOnce({
    title: "Your recovery codes",
    text: "Each lets you in once without the app. They are shown now and never again: keep them where you keep what matters.",
    secret: codes.join("\n"),
    label: "Recovery codes",
    file: "goals-recovery-codes.txt",
  });
}

/** Puts the section into `holder`. */
export function mountSecondFactor(holder) {
  async function load() {
    try {
      draw(await account.secondFactor());
    } catch (error) {
      render(holder, html`<h2>Second factor</h2><p class="muted">${explain(error, "The second factor was not loaded")}</p>`);
    }
  }

  function draw({ on, recoveryCodes }) {
    const text = on
      ? html`On: signing in takes a code of your app. ${count(recoveryCodes, "recovery code")} left.`
      : html`Off. With it, a password that somebody has learned is not enough to sign in.`;
    render(
      holder,
      html`<h2>Second factor</h2><p>${text}</p><div class="buttons">
        <button type="button" class="button" data-action="${on ? "remove" : "begin"}" data-key="factor">${on ? "Remove…" : "Set up…"}</button></div>`,
    );
  }

  const begin = () =>
    formDialog({
      title: "Set up a second factor",
      text: "You need an authenticator app, on your phone or in your password manager.",
      content: ownPassword(),
      button: "Next",
      what: "It was not set up",
      fallback: "[data-key=factor]",
      async send({ password }) {
        confirm(await account.beginSecondFactor({ password: password.value }));
      },
    });
  const confirm = (made) =>
    formDialog({
      title: "Add it to your app",
      content: setUp(made),
      button: "Turn on",
      what: "It was not turned on",
      fallback: "[data-key=factor]",
      async send({ code }) {
        const { recoveryCodes } = await account.confirmSecondFactor({ code: code.value.replaceAll(" ", "") });
        await load();
        showCodes(recoveryCodes);
      },
    });
  const remove = () =>
    formDialog({
      title: "Remove the second factor",
      text: "Your password alone will then be enough to sign in. The recovery codes stop working.",
      content: ownPassword(),
      button: "Remove",
      what: "It was not removed",
      fallback: "[data-key=factor]",
      async send({ password }) {
        await account.removeSecondFactor({ password: password.value });
        await load();
        toast({ text: "The second factor is removed" });
      },
    });

  onAction(holder, { begin, remove });
  load();
}

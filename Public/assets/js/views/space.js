// One space: who is in it, who is invited, and what it is called.
import { spaces } from "../api-accounts.js";
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { navigate, setTitle } from "../router.js";
import { session } from "../session.js";
import { roleWords } from "../words.js";
import { attempt } from "../components/attempt.js";
import { formDialog } from "../components/form-dialog.js";
import { mountInvitations } from "../components/invitation-list.js";
import { mountMembers } from "../components/space-members.js";
import { toast } from "../components/toast.js";
import { notFoundView } from "./not-found.js";
import { nameField } from "./spaces.js";

const button = (action, text, kind = "") => html`<button type="button" class="button ${kind}" data-action="${action}" data-key="${action}">${text}</button>`;

/** Shows a space. */
export function spaceView(outlet, id) {
  setTitle("Space");
  render(outlet, html`<p class="crumb"><a href="/spaces">${icons.back} Spaces</a></p><div class="notice"></div><div class="space"></div>`);
  const page = outlet.querySelector(".space");
  let space = null;

  async function draw() {
    const manages = space.role === "owner" && !space.personal;
    if (outlet.isConnected) setTitle(space.name);
    render(
      page,
      html`<header class="view-head"><h1 dir="auto">${space.name}</h1>
          <p class="summary">${space.personal ? "Your own space: nobody else is in it." : `You are ${roleWords(space.role)}.`} <a href="/?space=${space.id}">Its goals</a></p></header>
        <div class="panels">
          <section data-part="members" aria-label="Members"></section>
          ${manages && html`<section data-part="invitations" aria-label="Invitations"></section>`}
          <section aria-label="This space"><h2>This space</h2><div class="buttons">
            ${space.role === "owner" && button("rename", "Rename…")}
            ${!space.personal && button("leave", "Leave…")}
            ${manages && button("delete", "Delete…", "danger")}</div></section>
        </div>`,
    );
    const parts = [mountMembers(page.querySelector("[data-part=members]"), space, load)];
    if (manages) parts.push(mountInvitations(page.querySelector("[data-part=invitations]"), space));
    await Promise.all(parts.map((part) => part.load()));
  }

  async function load() {
    try {
      space = await spaces.get(id);
      await session.loadSpaces();
      await draw();
    } catch (error) {
      if (error.status !== 404 && error.status !== 422 && error.status !== 400) throw error;
      if (outlet.isConnected) notFoundView(outlet);
    }
  }

  async function left(text) {
    await session.loadSpaces();
    navigate("/spaces");
    toast({ text });
  }

  onAction(page, {
    rename: () =>
      formDialog({
        title: "Rename the space",
        content: nameField(space.name),
        button: "Save",
        what: "The space was not renamed",
        fallback: "[data-key=rename]",
        async send({ name }) {
          await spaces.update(id, { name: name.value.trim() });
          await load();
        },
      }),
    leave: () =>
      formDialog({
        title: `Leave ${space.name}?`,
        text: "You no longer see what is in it, until somebody invites you again. What you did there stays.",
        content: "",
        button: "Leave",
        what: "You have not left",
        async send() {
          await spaces.removeMember(id, session.user.id);
          await left(`You have left “${space.name}”`);
        },
      }),
    delete: () =>
      formDialog({
        title: `Delete ${space.name}?`,
        text: "All its goals, with their check-ins and comments, are lost at once and for good, for all members.",
        content: "",
        button: "Delete everything",
        what: "The space was not deleted",
        async send() {
          await spaces.delete(id);
          await left(`“${space.name}” is deleted`);
        },
      }),
  });
  return { ready: attempt(outlet.querySelector(".notice"), load, "The space was not loaded") };
}

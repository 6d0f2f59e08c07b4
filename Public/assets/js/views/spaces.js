// The spaces that one is in.
import { spaces } from "../api-accounts.js";
import { count } from "../format.js";
import { html, onAction, render } from "../html.js";
import { navigate, setTitle } from "../router.js";
import { session } from "../session.js";
import { roleName } from "../words.js";
import { attempt } from "../components/attempt.js";
import { field } from "../components/fields.js";
import { formDialog } from "../components/form-dialog.js";

const row = ({ id, name, role, personal, members }) => html`<li class="entry pair">
  <span><a href="/spaces/${id}" dir="auto">${name}</a>
  <span class="muted line">${personal ? "Your own: nobody else is in it" : `${roleName(role)} · ${count(members, "member")}`}</span></span></li>`;

/** The field for a space's name. */
export const nameField = (name = "") => field("space", "name", "Name", (id) => html`<input ${id} dir="auto" value="${name}" autocomplete="off" placeholder="Family" required />`);

/** Shows the spaces. */
export function spacesView(outlet) {
  setTitle("Spaces");
  render(
    outlet,
    html`<header class="view-head"><h1>Spaces</h1><p class="summary">What is in a space is seen by all who are in it.</p></header>
      <div class="notice"></div><div class="spaces"></div>
      <div class="buttons"><button type="button" class="button" data-action="create" data-key="create-space">New space…</button></div>`,
  );
  async function load() {
    await session.loadSpaces();
    render(outlet.querySelector(".spaces"), html`<ul class="entries">${session.spaces.map(row)}</ul>`);
  }
  onAction(outlet, {
    create: () =>
      formDialog({
        title: "New space",
        text: "You own it, and invite others to it.",
        content: nameField(),
        button: "Create",
        what: "The space was not made",
        fallback: "[data-key=create-space]",
        async send({ name }) {
          const { id } = await spaces.create({ name: name.value.trim() });
          await session.loadSpaces();
          navigate(`/spaces/${id}`);
        },
      }),
  });
  return { ready: attempt(outlet.querySelector(".notice"), load, "Your spaces were not loaded") };
}

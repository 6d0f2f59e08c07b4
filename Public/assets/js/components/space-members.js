// Who is in a space and what they may do there.
import { spaces } from "../api-accounts.js";
import { api } from "../api.js";
import { html, onAction, render } from "../html.js";
import { failed } from "../report.js";
import { session } from "../session.js";
import { roleChoices, roleName } from "../words.js";
import { options } from "./fields.js";
import { formDialog } from "./form-dialog.js";
import { toast } from "./toast.js";

/** Puts the section into `holder`; `changed()` follows what changes one's own role. Gives `{ load }`. */
export function mountMembers(holder, space, changed) {
  const isOwner = space.role === "owner" && !space.personal;
  let members = [];

  function row({ user, name, email, role }) {
    const isMe = user === session.user.id;
    const choice = html`<select data-role aria-label="Role of ${name}" data-key="role-${user}">${options(roleChoices, role)}</select>`;
    return html`<li class="entry pair member" data-user="${user}">
      <span><span dir="auto">${name}</span> ${isMe && html`<span class="badge">you</span>`} ${email && html`<span class="muted line">${email}</span>`}</span>
      <span class="pair-actions">${isOwner ? choice : html`<span class="muted">${roleName(role)}</span>`}
      ${isOwner && !isMe && html`<button type="button" class="button" data-action="remove" aria-label="Remove ${name}">Remove</button>`}</span></li>`;
  }

  function draw() {
    render(holder, html`<h2 tabindex="-1">Members</h2><ul class="entries">${members.map(row)}</ul>`);
  }

  async function load() {
    members = (await api.members(space.id)).items;
    draw();
  }

  const memberOf = (target) => members.find(({ user }) => user === target.closest("li").dataset.user);

  async function setRole(select) {
    const member = memberOf(select);
    try {
      await spaces.updateMember(space.id, member.user, { role: select.value });
      member.role = select.value;
      toast({ text: `${member.name} is now ${roleName(select.value).toLowerCase()}` });
      if (member.user === session.user.id) await changed();
    } catch (error) {
      failed(error, "The role was not changed");
      draw();
    }
  }

  holder.addEventListener("change", (event) => event.target.matches("[data-role]") && setRole(event.target));
  onAction(holder, {
    remove: (button) => {
      const member = memberOf(button);
      formDialog({
        title: `Remove ${member.name}?`,
        text: "They no longer see what is in this space. What they did there stays.",
        content: "",
        button: "Remove",
        what: "The member was not removed",
        fallback: "[data-part=members] h2",
        async send() {
          await spaces.removeMember(space.id, member.user);
          await load();
          toast({ text: `${member.name} is no longer in this space` });
        },
      });
    },
  });
  return { load };
}

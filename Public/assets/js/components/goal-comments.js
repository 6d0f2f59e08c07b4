// What was said about a goal, newest first, with a field to say more.
import { api, newKey } from "../api.js";
import { moment } from "../format.js";
import { html, onAction, render } from "../html.js";
import { icons } from "../icons.js";
import { failed } from "../report.js";
import { session } from "../session.js";
import { explain } from "../words.js";
import { clearErrors, showErrors } from "./fields.js";
import { toast } from "./toast.js";

class GoalComments extends HTMLElement {
  #goal = null;
  #items = [];
  #cursor = null;
  #editing = null;
  #sent = null;

  set goal(goal) {
    const first = !this.#goal;
    this.#goal = goal;
    if (first) this.#begin();
  }

  #begin() {
    render(
      this,
      html`<h2>Comments</h2><div class="comments"></div>
        ${!this.#goal.deletedAt && session.mayComment(this.#goal) && html`<form class="inline comment-form" novalidate data-field="body">
          <textarea name="body" dir="auto" rows="2" aria-label="New comment" placeholder="A thought, a decision, a reason"></textarea>
          <p class="field-error" hidden></p>
          <div class="buttons"><button class="button">Comment</button></div>
        </form>`}`,
    );
    const itemOf = (target) => this.#items.find((item) => item.id === target.closest("li").dataset.id);
    onAction(this, {
      "edit-comment": (target) => this.#edit(itemOf(target)),
      "cancel-comment": () => this.#edit(null),
      "delete-comment": (target) => this.#delete(itemOf(target)),
      "more-comments": () => this.load(this.#cursor),
    });
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save(event.target);
    });
    this.load();
  }

  /** Asks for the comments again, or for those after a cursor. */
  async load(cursor = null) {
    try {
      const page = await api.comments(this.#goal.id, { cursor, limit: 20 });
      this.#items = cursor ? [...this.#items, ...page.items] : page.items;
      this.#cursor = page.nextCursor;
      const { space } = this.#goal;
      for (const item of this.#items) item.name ??= await session.nameOf(item.author, space);
      this.#draw();
    } catch (error) {
      render(this.querySelector(".comments"), html`<p class="muted">${explain(error, "The comments were not loaded")}</p>`);
    }
  }

  #edit(item) {
    const before = this.#editing;
    this.#editing = item?.id ?? null;
    this.#draw();
    if (item) this.querySelector(".comments textarea").focus();
    else this.querySelector(`[data-key="edit-${before}"]`)?.focus();
  }

  async #save(form) {
    const { value } = form.elements.body;
    const isNew = form.classList.contains("comment-form");
    clearErrors(form.parentElement);
    if (isNew && this.#sent?.value !== value) this.#sent = { value, key: newKey() };
    try {
      if (isNew) await api.createComment(this.#goal.id, value, this.#sent.key);
      else await api.updateComment(this.#goal.id, this.#editing, value);
      if (isNew) this.#sent = form.elements.body.value = null;
      else this.#editing = null;
      await this.load();
    } catch (error) {
      if (error.status === undefined) throw error;
      const message = error.errors[0]?.message ?? explain(error, "The comment was not saved");
      showErrors(form.parentElement, [{ field: "body", message }]);
    }
  }

  async #delete(item) {
    try {
      await api.deleteComment(this.#goal.id, item.id);
      const again = () => api.createComment(this.#goal.id, item.body).then(() => this.load(), (error) => failed(error, "The comment was not restored"));
      toast({ text: "Comment deleted", action: { name: "Undo", run: again } });
      await this.load();
      this.querySelector(".comment-form textarea")?.focus();
    } catch (error) {
      failed(error, "The comment was not deleted", () => this.#delete(item));
    }
  }

  // Only its author changes a comment; whoever may change the goal may delete it as well.
  #buttons({ id, author }, when) {
    const isMine = !session.hasAccounts || (author === session.user.id && session.mayComment(this.#goal));
    const button = (action, icon, name) => html`<button type="button" class="quiet" data-action="${action}-comment" data-key="${action}-${id}"
      aria-label="${name} comment of ${when}">${icons[icon]}</button>`;
    return html`<span class="entry-actions">${isMine && button("edit", "pencil", "Edit")}
      ${(isMine || session.mayEdit(this.#goal)) && button("delete", "trash", "Delete")}</span>`;
  }

  #row(item) {
    const { id, body, createdAt, name } = item;
    if (id === this.#editing) {
      return html`<li data-id="${id}"><div><form class="inline" novalidate data-field="body">
        <textarea name="body" dir="auto" rows="3" aria-label="Comment">${body}</textarea><p class="field-error" hidden></p>
        <div class="buttons"><button class="button primary">Save</button><button type="button" class="button" data-action="cancel-comment">Cancel</button></div>
      </form></div></li>`;
    }
    const when = moment(createdAt);
    return html`<li data-id="${id}" class="comment"><div class="comment-head">
      <span>${name && html`<strong dir="auto">${name}</strong> · `}<time datetime="${createdAt}">${when}</time></span>
      ${this.#buttons(item, when)}</div><div class="prose" dir="auto">${body}</div></li>`;
  }

  #draw() {
    render(
      this.querySelector(".comments"),
      html`<ul class="entries">${this.#items.map((item) => this.#row(item))}</ul>
        ${this.#cursor && html`<button type="button" class="button" data-action="more-comments" data-key="more">Older comments</button>`}`,
    );
  }
}

customElements.define("goal-comments", GoalComments);

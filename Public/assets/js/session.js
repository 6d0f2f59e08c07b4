// Who is signed in, how people sign in here, and in which spaces the person is.
import { api } from "./api.js";

const ranks = ["viewer", "commenter", "editor", "owner"];

class Session {
  #members = new Map();
  /** Null until it is known: a server that cannot be reached yet is asked again by whoever needs it. */
  auth = null;
  signUp = null;
  needsFirstAccount = false;
  user = null;
  spaces = [];

  /** Asks who is signed in. */
  async load() {
    const { auth, signUp, needsFirstAccount, user } = await api.session();
    Object.assign(this, { auth, signUp, needsFirstAccount, user });
    if (user && this.hasAccounts) await this.loadSpaces();
  }

  /** Asks for the spaces and for what the person may do in them. */
  async loadSpaces() {
    this.spaces = (await api.spaces()).items;
  }

  /** Asks for the spaces again, as others may have changed what the person may do; and for all that is not known yet. */
  async refresh() {
    if (this.auth !== null) return this.hasAccounts && this.loadSpaces();
    await this.load();
    return document.dispatchEvent(new CustomEvent("session-known"));
  }

  /** False where whoever reaches the server is its one user. */
  get hasAccounts() {
    return this.auth !== null && this.auth !== "none";
  }

  /** True where people choose passwords here, rather than be vouched for by somebody else. */
  get hasPasswords() {
    return this.auth === "password";
  }

  /** True while nobody is signed in though somebody has to be. */
  get isClosed() {
    return this.hasAccounts && !this.user;
  }

  #mayAs(role, space) {
    if (!this.hasAccounts) return true;
    const found = this.spaces.find(({ id }) => id === space);
    // A space that was joined a moment ago is not known yet; the server decides anyway.
    return !found || ranks.indexOf(found.role) >= ranks.indexOf(role);
  }

  /** Whether the person may change what is in the goal's space. */
  mayEdit({ space }) {
    return this.#mayAs("editor", space);
  }

  /** Whether the person may comment on the goal. */
  mayComment({ space }) {
    return this.#mayAs("commenter", space);
  }

  /** The name of a space that the person shares with others, to be shown with what is in it. */
  sharedName(id) {
    const space = this.spaces.find((each) => each.id === id);
    return space && !space.personal ? space.name : null;
  }

  /** The name of somebody in a space that the person shares with others; asked for once. */
  async nameOf(user, id) {
    if (!user || !this.sharedName(id)) return null;
    if (!this.#members.has(id)) this.#members.set(id, api.members(id));
    const { items } = await this.#members.get(id).catch(() => ({ items: [] }));
    return items.find((each) => each.user === user)?.name ?? null;
  }

  /** The spaces in which the person may make goals. */
  get writable() {
    return this.spaces.filter(({ id }) => this.#mayAs("editor", id));
  }
}

/** The one session of this page. */
export const session = new Session();

/** Signs out, and forgets all that this page knows by loading it anew. */
export async function signOut() {
  await api.signOut();
  location.assign("/");
}

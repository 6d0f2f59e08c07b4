// The API of accounts, spaces and what belongs to them, one function to a call.
import { path, query, request } from "./api.js";

const post = (to, body = {}) => request("POST", to, { body });
const remove = (to) => request("DELETE", to);

/** Signing in and up. */
export const arrivals = {
  signIn: (body) => post("/session", body),
  signUp: (body) => post("/accounts", body),
  resetPassword: (body) => post("/password-resets", body),
  previewInvitation: (token) => post("/invitations/preview", { token }),
  acceptInvitation: (token) => post("/invitations/acceptance", { token }),
};

/** One's own account. */
export const account = {
  changePassword: (body) => request("PUT", "/me/password", { body }),
  changeEmail: (body) => request("PUT", "/me/email", { body }),
  delete: (body) => post("/me/deletion", body),
  secondFactor: () => request("GET", "/me/second-factor"),
  beginSecondFactor: (body) => post("/me/second-factor", body),
  confirmSecondFactor: (body) => request("PUT", "/me/second-factor", { body }),
  removeSecondFactor: (body) => post("/me/second-factor/removal", body),
  sessions: () => request("GET", "/sessions"),
  endSession: (id) => remove(path("sessions", id)),
  endOtherSessions: () => remove("/sessions"),
  tokens: () => request("GET", "/tokens"),
  createToken: (body) => post("/tokens", body),
  deleteToken: (id) => remove(path("tokens", id)),
};

/** Spaces, their members, invitations. */
export const spaces = {
  get: (id) => request("GET", path("spaces", id)),
  create: (body) => post("/spaces", body),
  update: (id, body) => request("PATCH", path("spaces", id), { body }),
  delete: (id) => remove(path("spaces", id)),
  updateMember: (id, member, body) => request("PATCH", path("spaces", id, "members", member), { body }),
  removeMember: (id, member) => remove(path("spaces", id, "members", member)),
  invitations: () => request("GET", "/invitations"),
  invite: (body) => post("/invitations", body),
  withdraw: (id) => remove(path("invitations", id)),
};

/** The public link of a goal. */
export const links = {
  get: (goal) => request("GET", path("goals", goal, "link")),
  create: (goal) => post(path("goals", goal, "link")),
  delete: (goal) => remove(path("goals", goal, "link")),
};

/** What administrators do, and the audit log. */
export const administration = {
  accounts: (options = {}) => request("GET", `/accounts${query(options)}`),
  updateAccount: (id, body) => request("PATCH", path("accounts", id), { body }),
  deleteAccount: (id) => remove(path("accounts", id)),
  createPasswordReset: (id) => post(path("accounts", id, "password-reset")),
  audit: (options = {}) => request("GET", `/audit${query(options)}`),
};

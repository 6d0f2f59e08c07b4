// Roles, scopes, programs and events of the audit log in words.

const roles = {
  viewer: { name: "Viewer", sentence: "a viewer: you see its goals" },
  commenter: { name: "Commenter", sentence: "a commenter: you see its goals and comment on them" },
  editor: { name: "Editor", sentence: "an editor: you change its goals and check in on them" },
  owner: { name: "Owner", sentence: "an owner: you change its goals and manage the space" },
};

/** The roles as choices. */
export const roleChoices = Object.entries(roles).map(([value, { name }]) => [value, name]);

/** "Viewer". */
export const roleName = (role) => roles[role]?.name ?? role;

/** "a viewer: you see its goals". */
export const roleWords = (role) => roles[role]?.sentence ?? role;

/** The scopes of API tokens as choices. */
export const scopeChoices = [["read", "Read"], ["check-in", "Read and check in"], ["write", "Read, check in and change goals"]];

/** "Read and check in". */
export const scopeName = (scope) => scopeChoices.find(([value]) => value === scope)?.[1] ?? scope;

const browsers = [["Edg/", "Edge"], ["OPR/", "Opera"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]];
const systems = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac OS", "Mac"], ["Linux", "Linux"]];

/** "Firefox on Linux" for what a browser says of itself; else the beginning of what was said. */
export function programName(userAgent) {
  const find = (table) => table.find(([mark]) => userAgent.includes(mark))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser) return system ? `${browser} on ${system}` : browser;
  return userAgent.slice(0, 40) || "Unknown program";
}

const events = {
  "signed-up": "Account made", "signed-in": "Signed in", "sign-in-failed": "Sign-in failed", "signed-out": "Signed out",
  "session-ended": "Session ended", "password-changed": "Password changed", "password-reset-requested": "Password link made",
  "password-reset": "Password set by a link", "email-changed": "E-mail address changed", "second-factor-added": "Second factor set up",
  "second-factor-removed": "Second factor removed", "recovery-code-used": "Recovery code used", "token-created": "API token made",
  "token-revoked": "API token deleted", "invitation-created": "Invitation made", "invitation-withdrawn": "Invitation withdrawn",
  "invitation-accepted": "Invitation taken", "member-added": "Member added", "member-removed": "Member removed",
  "role-changed": "Role changed", "space-transferred": "Space handed over", "space-deleted": "Space deleted",
  "link-created": "Public link made", "link-removed": "Public link removed", "account-deleted": "Account deleted",
  "admin-changed": "Administration changed", "rate-limited": "Too many attempts",
};

/** "Signed in". */
export const eventName = (kind) => events[kind] ?? kind.replaceAll("-", " ");

// Secrets of links stand in the fragment of the address, which no server sees; from there they are taken out of sight.

const kinds = { "/invite": "gi_", "/reset": "gr_", "/shared": "gl_" };

/**
 * The secret that this address brings; null for none. One that is good once leaves the address bar and the history, and is kept
 * for this tab until `forgetSecret`, so that it lasts while somebody signs in. A public link keeps it, to be bookmarked.
 */
export function readSecret() {
  const path = location.pathname.replace(/\/$/, "");
  const text = location.hash.slice(1);
  const given = text.startsWith(kinds[path]) ? text : null;
  if (path === "/shared") return given;
  if (given) {
    history.replaceState(history.state, "", path);
    sessionStorage.setItem(path, given);
  }
  return sessionStorage.getItem(path);
}

/** Forgets the secret of this address, which has done its work. */
export const forgetSecret = () => sessionStorage.removeItem(location.pathname.replace(/\/$/, ""));

// Which view an address has, and which of them are there for anybody.
import { session } from "./session.js";
import { accountView } from "./views/account.js";
import { adminView } from "./views/admin.js";
import { arrivalView } from "./views/arrival.js";
import { goalView } from "./views/goal.js";
import { inviteView } from "./views/invite.js";
import { listView } from "./views/list.js";
import { notFoundView } from "./views/not-found.js";
import { resetView } from "./views/reset.js";
import { sharedView } from "./views/shared.js";
import { spaceView } from "./views/space.js";
import { spacesView } from "./views/spaces.js";
import { trashView } from "./views/trash.js";

// With nobody signed in each address shows the way in, and with no accounts those of accounts show nothing.
const inside = (view) => (outlet, ...parameters) => (session.isClosed ? arrivalView(outlet) : view(outlet, ...parameters));
const ofAccounts = (view) => (outlet, ...parameters) => (session.hasAccounts ? view : notFoundView)(outlet, ...parameters);

/** The routes in the order in which they are tried; the last one matches all. */
export const routes = [
  { pattern: /^\/$/, view: inside(listView) },
  { pattern: /^\/goals\/([^/]+)\/?$/, view: inside(goalView) },
  { pattern: /^\/trash\/?$/, view: inside(trashView) },
  { pattern: /^\/account\/?$/, view: inside(ofAccounts(accountView)) },
  { pattern: /^\/spaces\/?$/, view: inside(ofAccounts(spacesView)) },
  { pattern: /^\/spaces\/([^/]+)\/?$/, view: inside(ofAccounts(spaceView)) },
  { pattern: /^\/admin\/?$/, view: inside(ofAccounts(adminView)) },
  { pattern: /^\/invite\/?$/, view: ofAccounts(inviteView) },
  { pattern: /^\/reset\/?$/, view: ofAccounts(resetView) },
  { pattern: /^\/shared\/?$/, view: sharedView },
  { pattern: /^/, view: inside(notFoundView) },
];

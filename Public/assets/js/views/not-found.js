// A friendly dead end.
import { html, render } from "../html.js";
import { setTitle } from "../router.js";

/** Says that there is nothing at this address, and where to go instead. */
export function notFoundView(outlet) {
  setTitle("Not found");
  render(
    outlet,
    html`<div class="empty"><h1 tabindex="-1">There is nothing here</h1>
      <p>The address may be mistyped, or the goal may be gone for good.</p>
      <p><a href="/">Today’s list</a> · <a href="/trash">Trash</a></p></div>`,
  );
  return {};
}

// A QR code as a picture: dark on light in either theme, as many readers want it so, with the margin that they need.
import { html } from "../html.js";
import { qrCode } from "../qr.js";

const margin = 4;

/** Markup of the code of a text; nothing for one that is too long. */
export function qrPicture(text, label) {
  const rows = qrCode(text);
  if (!rows) return "";
  const size = rows.length + 2 * margin;
  const modules = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + margin} ${y + margin}h1v1h-1z` : ""))).join("");
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="${label}"><path d="${modules}" /></svg>`;
}

// Small pictures, 16 by 16, in the colour of the text; words always stand beside them or name their button.
import { html } from "./html.js";

const icon = (shape) => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${shape}</svg>`;
const line = (d) => icon(html`<path class="icon-line" d="${d}" />`);
const solid = (d) => icon(html`<path fill="currentColor" fill-rule="evenodd" d="${d}" />`);

/** All icons by name. */
export const icons = {
  check: line("M3 8.5 6.5 12 13 4.5"),
  plus: line("M8 3v10M3 8h10"),
  warning: solid("M8 1.2 15.4 14.4H.6zM7.2 6v4.2h1.6V6zm0 5.2v1.7h1.6v-1.7z"),
  notice: solid("M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1m-.8 3.2v4.9h1.6V4.2zm0 6v1.7h1.6v-1.7z"),
  late: solid("M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1m-.8 2.6v5l3.5 2.1.8-1.4-2.7-1.6V3.6z"),
  star: solid("m8 .8 2.1 4.5 4.9.6-3.6 3.4.9 4.9L8 11.8l-4.3 2.4.9-4.9L1 5.9l4.9-.6z"),
  pause: line("M5.5 3.5v9M10.5 3.5v9"),
  play: solid("M4.5 2.5v11l9-5.5z"),
  open: line("M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11"),
  soon: line("M2.5 4.5h11v9h-11zM2.5 7.5h11M5.5 2.5v3M10.5 2.5v3"),
  quiet: line("M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2M8 4.8V8l2.2 1.4"),
  cross: line("M4 4l8 8M12 4l-8 8"),
  trash: line("M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.8 7v4M9.2 7v4"),
  pencil: line("M10.8 2.7l2.5 2.5-7.8 7.8-3.2.7.7-3.2z"),
  search: line("M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M10.5 10.5 14 14"),
  back: line("M13 8H3.5M7.5 4l-4 4 4 4"),
  keyboard: line("M1.5 4h13v8.5h-13zM4 6.8h.6M7.7 6.8h.6M11.4 6.8h.6M5 9.8h6"),
  up: line("M8 13V3.5M4 7.5l4-4 4 4"),
  down: line("M8 3v9.5M4 8.5l4 4 4-4"),
  stack: line("M8 2.2 14 5.4 8 8.6 2 5.4zM2.4 8.6 8 11.6l5.6-3M2.4 11.4 8 14.4l5.6-3"),
  skip: line("M3.5 3.5 8.5 8l-5 4.5zM12 3.5v9"),
  copy: line("M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"),
  archive: line("M2 2.8h12V6H2zM3.2 6v7.2h9.6V6M6.2 8.8h3.6"),
  undo: line("M3 6.5h6.5a3.5 3.5 0 1 1 0 7H6M6 3.5l-3 3 3 3"),
  person: line("M8 2.5a2.75 2.75 0 1 1 0 5.5 2.75 2.75 0 0 1 0-5.5M2.8 13.5a5.2 5.2 0 0 1 10.4 0"),
  link: line("M6.8 9.2a2.8 2.8 0 0 0 4 0l2.1-2.1a2.8 2.8 0 0 0-4-4l-.9.9M9.2 6.8a2.8 2.8 0 0 0-4 0L3.1 8.9a2.8 2.8 0 0 0 4 4l.9-.9"),
  settings: line("M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7M9 4.5a1.75 1.75 0 1 0 3.5 0 1.75 1.75 0 1 0-3.5 0M3.5 11.5a1.75 1.75 0 1 0 3.5 0 1.75 1.75 0 1 0-3.5 0"),
  auto: solid("M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M8 3v10a5 5 0 0 0 0-10"),
  light: line("M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13"),
  dark: line("M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1z"),
};

// The signature: a bar filled to progress, a tick where it should be today, and the distance between the two.
import { element, html } from "../html.js";
import { barOf } from "./bar-model.js";

/** Markup of a goal's bar, which grows from what it was before. */
export function progressBar(goal, label, before) {
  const { start, value, tick, gap, cuts, text } = barOf(goal);
  const past = before?.measure.type === goal.measure.type ? barOf(before).value : value;
  const from = past === value ? "" : past;
  return html`<progress-bar from="${from}" start="${start}" value="${value}" expected="${tick ?? ""}" cuts="${cuts}" aria-label="${label}"
    aria-valuetext="${text}" ${gap ? "" : html`plain`}></progress-bar>`;
}

const pieces = ["bar-gap", "bar-fill", "bar-cuts", "bar-tick"];
const per = (share) => `${Number((share * 100).toFixed(4))}%`;

class ProgressBar extends HTMLElement {
  connectedCallback() {
    this.#draw();
  }

  #share(name) {
    const text = this.getAttribute(name);
    return text === null || text === "" ? null : Number(text);
  }

  #draw() {
    const start = this.#share("start") ?? 0;
    const value = this.#share("value") ?? 0;
    const expected = this.#share("expected");
    if (!this.firstElementChild) this.append(...pieces.map((name) => element(html`<i class="${name}"></i>`)));
    const [gap, fill, cuts, tick] = this.children;
    const from = this.#share("from");
    if (from !== null) {
      // Begin where the bar was drawn before, so that it is seen to move.
      fill.style.inlineSize = per(from - start);
      this.removeAttribute("from");
      fill.getBoundingClientRect();
    }
    // Through the CSSOM, which the content security policy allows where style attributes are not.
    fill.style.inlineSize = per(value - start);
    if (start) fill.style.insetInlineStart = per(start);
    gap.hidden = expected === null || this.hasAttribute("plain");
    tick.hidden = expected === null;
    gap.style.insetInlineStart = per(Math.min(value, expected ?? value));
    gap.style.inlineSize = per(Math.max(0, (expected ?? value) - value));
    tick.style.insetInlineStart = per(expected ?? 0);
    const count = this.#share("cuts") ?? 1;
    cuts.hidden = count < 2;
    cuts.style.setProperty("--piece", per(1 / count));
    this.setAttribute("role", "meter");
    this.setAttribute("aria-valuenow", Math.round(value * 100));
  }
}

customElements.define("progress-bar", ProgressBar);

// The signature: a bar filled to progress, a tick where it should be today, and the distance between the two.
import { percent } from "../format.js";
import { element, html } from "../html.js";

class ProgressBar extends HTMLElement {
  static observedAttributes = ["value", "expected"];

  connectedCallback() {
    this.#draw();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#draw();
  }

  #share(name) {
    const text = this.getAttribute(name);
    return text === null || text === "" ? null : Number(text);
  }

  #draw() {
    const value = this.#share("value") ?? 0;
    const expected = this.#share("expected");
    if (!this.firstElementChild) this.append(...["bar-gap", "bar-fill", "bar-tick"].map((name) => element(html`<i class="${name}"></i>`)));
    const [gap, fill, tick] = this.children;
    const from = this.#share("from");
    if (from !== null) {
      // Begin where the bar was drawn before, so that it is seen to move.
      fill.style.inlineSize = `${from * 100}%`;
      this.removeAttribute("from");
      fill.getBoundingClientRect();
    }
    // Through the CSSOM, which the content security policy allows where style attributes are not.
    fill.style.inlineSize = `${value * 100}%`;
    gap.hidden = tick.hidden = expected === null;
    gap.style.insetInlineStart = `${Math.min(value, expected ?? value) * 100}%`;
    gap.style.inlineSize = `${Math.max(0, (expected ?? value) - value) * 100}%`;
    tick.style.insetInlineStart = `${(expected ?? 0) * 100}%`;
    this.setAttribute("role", "meter");
    this.setAttribute("aria-valuenow", Math.round(value * 100));
    this.setAttribute("aria-valuetext", expected === null ? percent(value) : `${percent(value)}, should be ${percent(expected)} today`);
  }
}

customElements.define("progress-bar", ProgressBar);

// Loading something with patience: nothing at first, a word after a moment, a calm banner when it fails.
import { html, render } from "../html.js";
import { explain } from "../words.js";

const moment = 150;
const pause = 10;

/** Runs `work`; what there is to say about it appears in `holder`. Tries again by itself while that may help. */
export function attempt(holder, work, what) {
  let timer;

  async function run() {
    clearTimeout(timer);
    window.removeEventListener("online", run);
    const slow = setTimeout(() => render(holder, html`<p class="loading">Loading…</p>`), moment);
    try {
      await work();
      render(holder, html``);
    } catch (error) {
      if (error.status === undefined) throw error;
      fail(error);
    } finally {
      clearTimeout(slow);
    }
  }

  function fail(error) {
    render(
      holder,
      html`<div class="banner" role="alert">
        <p>${explain(error, what)}</p>
        <button type="button" class="button" data-key="retry">Try again</button>
      </div>`,
    );
    holder.querySelector("button").addEventListener("click", run);
    if (!error.passing) return;
    window.addEventListener("online", run);
    timer = setTimeout(() => holder.isConnected && run(), (error.retryAfter ?? pause) * 1000);
  }

  return run();
}

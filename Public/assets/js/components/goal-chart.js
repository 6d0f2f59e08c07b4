// Check-ins against the plan and the forecast, drawn at the width there is, so that its words never shrink.
import { daysBetween, number, quantity, shortDay } from "../format.js";
import { html, render } from "../html.js";
import { standing } from "../words.js";
import { chartModel, dayTicks, niceTicks } from "./chart-model.js";

const letter = 7;
const line = 16;
const edge = { top: 26, end: 14, bottom: 26 };

function words(goal, model, today) {
  const { measure, progress } = goal;
  const parts = [`${standing(goal)} on ${shortDay(today, today)}`];
  if (model.plan && progress.expected !== null) {
    const wanted = model.baseline + (model.aims[0] - model.baseline) * progress.expected;
    parts.push(`the plan says ${quantity(Math.round(wanted * 100) / 100, measure.unit)} today`);
  }
  const end = measure.type === "limit" ? "it is used up" : "you get there";
  if (progress.forecast?.day) parts.push(`at this pace ${end} on ${shortDay(progress.forecast.day, today)}`);
  else if (progress.forecast) parts.push(measure.type === "limit" ? "it lasts at this pace" : "not reached at this pace");
  return `Chart: ${parts.join("; ")}. The check-ins are listed below.`;
}

const path = (points, x, y) => points.map(({ day, value }, index) => `${index ? "L" : "M"}${x(day).toFixed(1)} ${y(value).toFixed(1)}`).join("");

function drawing(goal, model, today, width, height) {
  const y = (value) => edge.top + ((height - edge.top - edge.bottom) * (model.high - value)) / (model.high - model.low);
  const round = niceTicks(model.low, model.high, height > 220 ? 5 : 4);
  const ticks = [...round.filter((tick) => model.aims.every((aim) => Math.abs(y(tick) - y(aim)) > line)), ...model.aims];
  const labels = ticks.map(number);
  const start = Math.max(...labels.map((label) => label.length)) * letter + 12;
  const span = Math.max(1, daysBetween(model.first, model.end));
  const x = (day) => start + ((width - start - edge.end) * daysBetween(model.first, day)) / span;
  const days = dayTicks(model.first, model.end, Math.max(2, Math.floor((width - start) / 64)), today);
  const floor = height - edge.bottom;
  const now = { day: today, value: goal.progress.current ?? model.baseline };
  const clamp = (at) => Math.max(start + 18, Math.min(width - 22, at));
  const anchor = (at, first) => (first && at - start < 16 ? "start" : at > width - 30 ? "end" : "middle");
  const label = (at, height, position, text) => html`<text class="chart-label" x="${at}" y="${height}" text-anchor="${position}">${text}</text>`;
  const across = (kind, value) => html`<path class="chart-${kind}" d="M${start} ${y(value)}H${width - edge.end}" />`;
  const mark = html`<path class="chart-today" d="M${x(today)} ${edge.top - 6}V${floor}" />${label(clamp(x(today)), edge.top - 12, "middle", "today")}`;
  return html`<svg class="chart" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"
    role="img" aria-label="${words(goal, model, today)}">
    ${ticks.map((tick, index) => [across("grid", tick), label(start - 8, y(tick) + 4, "end", labels[index])])}
    ${days.map((day, index) => label(x(day.day), height - 6, anchor(x(day.day), index === 0), day.label))}
    ${model.aims.map((aim) => across("target", aim))}
    ${model.plan && html`<path class="chart-plan" d="${path(model.plan, x, y)}" />`}
    ${today >= model.first && mark}
    ${model.forecast && html`<path class="chart-forecast" d="${path(model.forecast, x, y)}" />`}
    ${model.points.length > 0 && html`<path class="chart-line" d="${path(model.points, x, y)}" />`}
    ${model.entries.length > 0 && html`<circle class="chart-dot" cx="${x(now.day)}" cy="${y(now.value)}" r="4.5" />`}
  </svg>`;
}

function key(kind, text) {
  return html`<li><svg width="28" height="8" aria-hidden="true"><path class="chart-${kind}" d="M1 4H27" /></svg>${text}</li>`;
}

class GoalChart extends HTMLElement {
  #data = null;
  #observer = new ResizeObserver(() => this.#draw());
  #drawn = "";

  connectedCallback() {
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    this.#observer.disconnect();
  }

  /** What to draw: `{ goal, items, today }`, the newest check-in first. */
  set data(data) {
    this.#data = data;
    this.#drawn = "";
    if (this.isConnected) this.#draw();
  }

  #draw() {
    const width = Math.floor(this.clientWidth);
    if (!this.#data || !width || this.#drawn === width) return;
    this.#drawn = width;
    const { goal, items, today } = this.#data;
    const model = chartModel(goal, items, today);
    const reached = goal.progress.forecast?.day;
    const pace = reached ? `At this pace: ${shortDay(reached, today)}` : "At this pace";
    render(
      this,
      html`${drawing(goal, model, today, width, width < 480 ? 210 : 270)}
        <ul class="chart-keys">
          ${key("line", "Check-ins")} ${model.plan && key("plan", "Plan")} ${model.forecast && key("forecast", pace)}
        </ul>`,
    );
  }
}

customElements.define("goal-chart", GoalChart);

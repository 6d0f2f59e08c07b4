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
  if (progress.expected !== null) {
    const wanted = measure.baseline + (measure.target - measure.baseline) * progress.expected;
    parts.push(`the plan says ${quantity(Math.round(wanted * 100) / 100, measure.unit)} today`);
  }
  if (progress.forecast?.day) parts.push(`at this pace you get there on ${shortDay(progress.forecast.day, today)}`);
  else if (progress.forecast) parts.push("not reached at this pace");
  return `Chart: ${parts.join("; ")}. The check-ins are listed below.`;
}

const path = (points, x, y) => points.map(({ day, value }, index) => `${index ? "L" : "M"}${x(day).toFixed(1)} ${y(value).toFixed(1)}`).join("");

function drawing(goal, model, today, width, height) {
  const y = (value) => edge.top + ((height - edge.top - edge.bottom) * (model.high - value)) / (model.high - model.low);
  const { target } = goal.measure;
  const round = niceTicks(model.low, model.high, height > 220 ? 5 : 4);
  const ticks = [...round.filter((tick) => Math.abs(y(tick) - y(target)) > line), target];
  const labels = ticks.map(number);
  const start = Math.max(...labels.map((label) => label.length)) * letter + 12;
  const span = Math.max(1, daysBetween(model.first, model.end));
  const x = (day) => start + ((width - start - edge.end) * daysBetween(model.first, day)) / span;
  const days = dayTicks(model.first, model.end, Math.max(2, Math.floor((width - start) / 64)), today);
  const floor = height - edge.bottom;
  const now = { day: today, value: goal.progress.current ?? goal.measure.baseline };
  const clamp = (at) => Math.max(start + 18, Math.min(width - 22, at));
  const started = today >= model.first;
  return html`<svg class="chart" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${words(goal, model, today)}">
    ${ticks.map((tick, index) => html`<path class="chart-grid" d="M${start} ${y(tick)}H${width - edge.end}" /><text class="chart-label" x="${start - 8}" y="${y(tick) + 4}" text-anchor="end">${labels[index]}</text>`)}
    ${days.map(({ day, label }, index) => html`<text class="chart-label" x="${x(day)}" y="${height - 6}" text-anchor="${index === 0 && x(day) - start < 16 ? "start" : x(day) > width - 30 ? "end" : "middle"}">${label}</text>`)}
    <path class="chart-target" d="M${start} ${y(target)}H${width - edge.end}" />
    ${model.plan && html`<path class="chart-plan" d="${path(model.plan, x, y)}" />`}
    ${started && html`<path class="chart-today" d="M${x(today)} ${edge.top - 6}V${floor}" /><text class="chart-label chart-now" x="${clamp(x(today))}" y="${edge.top - 12}" text-anchor="middle">today</text>`}
    ${model.forecast && html`<path class="chart-forecast" d="${path(model.forecast, x, y)}" />`}
    <path class="chart-line" d="${path(model.points, x, y)}" />
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

  /** What to draw: `{ goal, checkIns, today }`, the newest check-in first. */
  set data(data) {
    this.#data = data;
    this.#drawn = "";
    if (this.isConnected) this.#draw();
  }

  #draw() {
    const width = Math.floor(this.clientWidth);
    if (!this.#data || !width || this.#drawn === width) return;
    this.#drawn = width;
    const { goal, checkIns, today } = this.#data;
    const model = chartModel(goal, checkIns, today);
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

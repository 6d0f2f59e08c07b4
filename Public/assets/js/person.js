// Who is here, what day it is for them, and how all their goals stand together.
import { api } from "./api.js";

const calm = 400;

function localDay() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** The part of the store that is about a person. */
export class Person extends EventTarget {
  me = { weekStart: 1, dayStartHour: 0, timeZone: null };
  today = localDay();
  /** Counts of all open goals; null until they were asked for. */
  summary = null;
  /** The pauses of everything, the latest first. */
  holidays = [];
  #later;

  /** Asks who is here and what day it is for them; tells the server the time zone once. */
  async loadMe() {
    let me = await api.me();
    if (!me.timeZone) {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      if (timeZone) me = await api.updateMe({ timeZone }).catch(() => me);
    }
    this.keepMe(me);
  }

  /** Takes over what the server knows of who is here. */
  keepMe(me) {
    const turned = this.today !== me.today;
    this.me = { ...this.me, ...me };
    this.today = me.today;
    if (turned) this.announce("list");
  }

  /** Asks for the counts of all goals. */
  async loadSummary() {
    this.summary = await api.summary();
    this.announce("summary");
  }

  /** Asks for the counts again, a moment after the last change. */
  summarise() {
    clearTimeout(this.#later);
    if (this.summary) this.#later = setTimeout(() => this.loadSummary().catch(() => {}), calm);
  }

  /** Asks when everything rests. */
  async loadHolidays() {
    const { items } = await api.pauses();
    this.holidays = items.filter((pause) => !pause.goal);
    this.announce("summary");
  }

  /** The pause of everything that today lies in. */
  get holiday() {
    return this.holidays.find(({ first, last }) => first <= this.today && (!last || last >= this.today));
  }

  announce(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

// What the keys do in a list of goals.

let lastRow = null;

/** The commands of a `<goal-list>` by key. */
export function listCommands(list) {
  list.addEventListener("focusin", (event) => (lastRow = event.target.closest("goal-row")?.goal.id ?? lastRow));
  const step = (by) => {
    const { rows } = list;
    const current = rows.findIndex((row) => row.contains(document.activeElement));
    const from = current >= 0 ? current : rows.findIndex((row) => row.goal.id === lastRow);
    const next = current < 0 && from >= 0 ? rows[from] : rows[Math.max(0, Math.min(rows.length - 1, from + by))];
    next?.querySelector("a").focus();
  };
  const focused = () => document.activeElement?.closest("goal-row");
  return {
    j: () => step(1),
    k: () => step(-1),
    c: () => focused()?.check(),
    e: () => focused() && document.dispatchEvent(new CustomEvent("open-goal", { detail: { id: focused().goal.id, edit: true } })),
  };
}

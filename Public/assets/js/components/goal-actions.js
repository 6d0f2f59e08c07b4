// What the buttons on a goal's page do.
import { deleteGoal, restoreGoal, setArchived, setState } from "../actions.js";
import { copyGoal } from "./copy-dialog.js";
import { editGoal } from "./edit-dialog.js";
import { showPauses } from "./pauses-dialog.js";
import { shareGoal } from "./share-dialog.js";

/** The actions by name; `goalNow()` gives the goal as it is, `restored()` follows a restore, `gone()` a deletion. */
export function goalActions(goalNow, restored, gone) {
  return {
    "edit-goal": () => editGoal(goalNow()),
    share: () => shareGoal(goalNow()),
    pause: () => setState(goalNow(), "paused", "Paused"),
    pauses: () => showPauses(goalNow()),
    resume: () => setState(goalNow(), "active", "Active again"),
    done: () => setState(goalNow(), "done", "Marked as done"),
    miss: () => setState(goalNow(), "missed", "Closed as missed"),
    drop: () => setState(goalNow(), "dropped", "Let go"),
    copy: () => copyGoal(goalNow()),
    archive: () => setArchived(goalNow(), true),
    unarchive: () => setArchived(goalNow(), false),
    "delete-goal": async () => {
      if (await deleteGoal(goalNow())) gone();
    },
    restore: async () => {
      if (await restoreGoal(goalNow())) await restored();
    },
  };
}

// Failures of what someone did, told in a message, with a way to try again where that may help.
import { toast } from "./components/toast.js";
import { explain } from "./words.js";

/** Tells that `what` failed. */
export function failed(error, what, again) {
  if (error.status === undefined) throw error;
  const action = again && error.passing ? { name: "Try again", run: again } : undefined;
  toast({ text: explain(error, what), tone: "error", action });
}

// What happens to an entry of a section: done, said, and the section shown anew.
import { failed } from "../report.js";
import { toast } from "./toast.js";

/** Runs `work` and says `text`, with the section loaded again and its heading in focus; `failure` is what did not happen. */
export async function changeEntry(holder, load, work, text, failure) {
  try {
    await work();
    toast({ text });
    await load();
    holder.querySelector("h2").focus();
  } catch (error) {
    failed(error, failure);
  }
}

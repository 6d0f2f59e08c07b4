// An operation as a line for the shell.
import { examplesOf } from "./document.js";

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The line; placeholders of the path become shell variables. */
export function curl(doc, operation, origin) {
  const path = operation.path.replace(/\{(\w+)\}/g, "$$$1");
  const words = ["curl"];
  if (operation.responses["200"]?.content?.["text/event-stream"]) words.push("-N");
  if (operation.method !== "get") words.push("-X", operation.method.toUpperCase());
  words.push(path.includes("$") ? `"${origin}${path}"` : `${origin}${path}`);
  const media = doc.resolve(operation.requestBody).content?.["application/json"];
  if (media) words.push("-H", quoted("Content-Type: application/json"), "-d", quoted(JSON.stringify(examplesOf(media)[0]?.value ?? {})));
  return words.join(" ");
}

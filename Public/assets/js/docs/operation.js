// One operation: what it takes, what it answers, and how to call it.
import { html } from "../html.js";
import { curl } from "./curl.js";
import { examplesOf } from "./document.js";
import { inline, prose } from "./prose.js";
import { facts, members } from "./schema.js";

const places = { path: "in the path", query: "in the query", header: "as a header" };
const text = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

function parameter(doc, given) {
  const each = doc.resolve(given);
  return html`<li>
    <code class="name">${each.name}</code> ${each.required ? html`<span class="needed">needed</span>` : ""}
    <span class="place">${places[each.in]} ·</span> ${facts(doc, { ...doc.resolve(each.schema), description: undefined })}
    ${each.description ? html`<p class="says">${inline(each.description)}</p>` : ""}
  </li>`;
}

function parameters(doc, list = []) {
  return list.length ? html`<h4>Parameters</h4><ul class="members">${list.map((each) => parameter(doc, each))}</ul>` : "";
}

function examples(media) {
  return examplesOf(media).map(
    ({ name, value }) => html`<details class="inner">
      <summary>Example${name ? `: ${name}` : ""}</summary><pre tabindex="0"><code>${text(value)}</code></pre>
    </details>`,
  );
}

function content(doc, body) {
  const kinds = Object.keys(body.content ?? {});
  if (!kinds.length) return "";
  const media = body.content[kinds[0]];
  return html`<p class="media">${kinds.map((each, index) => html`${index ? " or " : ""}<code>${each}</code>`)}</p>
    ${members(doc, media.schema) || html`<p>${facts(doc, media.schema)}</p>`}
    ${examples(media)}`;
}

function request(doc, given) {
  return given ? html`<h4>Body</h4>${content(doc, doc.resolve(given))}` : "";
}

function headers(doc, list = {}) {
  const names = Object.keys(list);
  if (!names.length) return "";
  return html`<ul class="members">
    ${names.map((name) => html`<li><code class="name">${name}</code> <span class="place">header</span>
      <p class="says">${inline(doc.resolve(list[name]).description)}</p></li>`)}
  </ul>`;
}

function response(doc, status, given) {
  const answer = doc.resolve(given);
  const tone = status < "300" ? "ok" : status < "400" ? "done" : status < "500" ? "risk" : "late";
  return html`<details class="response">
    <summary><span class="status-code" data-tone="${tone}">${status}</span> <span>${inline(answer.description)}</span></summary>
    ${headers(doc, answer.headers)}${content(doc, answer)}
  </details>`;
}

/** The operation, to be opened. */
export function operation(doc, each, origin) {
  const words = `${each.method} ${each.path} ${each.summary}`.toLowerCase();
  return html`<details class="operation" id="${each.operationId}" data-words="${words}">
    <summary>
      <h3><span class="method" data-method="${each.method}">${each.method.toUpperCase()}</span> <code>${each.path}</code></h3>
      <span class="short">${each.summary}</span>
    </summary>
    <div class="operation-body">
      ${prose(each.description)}
      <div class="curl"><pre tabindex="0"><code>${curl(doc, each, origin)}</code></pre>
        <button type="button" class="button" data-action="copy">Copy</button></div>
      ${parameters(doc, each.parameters)} ${request(doc, each.requestBody)}
      <h4>Answers</h4>
      ${Object.keys(each.responses).map((status) => response(doc, status, each.responses[status]))}
    </div>
  </details>`;
}

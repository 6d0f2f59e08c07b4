// Schemas in words: what a value is, what it may be, and what is in it.
import { html } from "../html.js";
import { inline } from "./prose.js";

const formats = { uuid: "id", date: "day", "date-time": "instant", "uri-reference": "address" };

/** A schema without "or null": the rest, and whether null is allowed. */
function withoutNull(doc, schema) {
  const given = doc.resolve(schema);
  if (Array.isArray(given.type)) {
    const types = given.type.filter((type) => type !== "null");
    return { schema: { ...given, type: types[0] }, nullable: types.length < given.type.length, name: doc.nameOf(schema) };
  }
  const choices = given.oneOf?.filter((choice) => choice.type !== "null");
  if (choices?.length === 1 && given.oneOf.length === 2) {
    const { oneOf, ...beside } = given;
    return { schema: { ...doc.resolve(choices[0]), ...beside }, nullable: true, name: doc.nameOf(choices[0]) };
  }
  return { schema: given, nullable: false, name: doc.nameOf(schema) };
}

/** What kind of value it is, such as "list of texts or null". */
export function kind(doc, given) {
  const { schema, nullable } = withoutNull(doc, given);
  return bareKind(doc, schema) + (nullable ? " or null" : "");
}

function bareKind(doc, schema) {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.allOf || schema.properties) return "object";
  if (schema.oneOf?.every((one) => doc.resolve(one).properties)) return "one of several objects";
  if (schema.oneOf) return schema.oneOf.map((one) => kind(doc, one)).join(" or ");
  if (schema.type === "array") return `list of ${kind(doc, schema.items)}`;
  if (schema.type === "string") return formats[schema.format] ?? "text";
  return { integer: "whole number", number: "number", boolean: "true or false", object: "object", null: "null" }[schema.type] ?? "anything";
}

function range({ minimum, exclusiveMinimum, maximum }) {
  const number = (value) => value.toLocaleString("en");
  if (minimum !== undefined && maximum !== undefined) return `from ${number(minimum)} to ${number(maximum)}`;
  const said = [];
  if (exclusiveMinimum !== undefined) said.push(`more than ${number(exclusiveMinimum)}`);
  if (minimum !== undefined) said.push(`at least ${number(minimum)}`);
  if (maximum !== undefined) said.push(`at most ${number(maximum)}`);
  return said.join(", ");
}

function count(least, most, what) {
  if (least && most) return `${least} to ${most.toLocaleString("en")} ${what}`;
  if (most) return `at most ${most.toLocaleString("en")} ${what}`;
  return least ? `at least ${least} ${what}` : "";
}

/** What a value is held to, piece by piece. */
function limits(doc, schema) {
  const said = [range(schema), count(schema.minLength, schema.maxLength, "characters"), count(schema.minItems, schema.maxItems, "items")];
  if (schema.multipleOf) said.push("at most 6 decimal places");
  const items = schema.type === "array" ? doc.resolve(schema.items) : {};
  for (const limit of items.type ? limits(doc, items) : []) said.push(typeof limit === "string" ? `each ${limit}` : limit);
  const choices = schema.enum?.filter((each) => each !== null) ?? [];
  if (choices.length) said.push(html`one of ${choices.map((each, index) => html`${index ? ", " : ""}<code>${each}</code>`)}`);
  // What null stands for is said by the description.
  if (schema.default !== undefined && schema.default !== null) said.push(html`<code>${JSON.stringify(schema.default)}</code> unless said`);
  return said.filter(Boolean);
}

/** One value: its kind, its limits, its description. */
export function facts(doc, given) {
  const { schema } = withoutNull(doc, given);
  const said = limits(doc, schema);
  return html`<span class="kind">${kind(doc, given)}</span>${said.map((each) => html` <span class="limit">${each}</span>`)}
    ${schema.description ? html`<p class="says">${inline(schema.description)}</p>` : ""}`;
}

function parts(doc, schema) {
  const all = [schema, ...(schema.allOf ?? []).map((each) => doc.resolve(each))];
  return {
    properties: Object.assign({}, ...all.map((each) => each.properties ?? {})),
    required: all.flatMap((each) => each.required ?? []),
    choices: schema.oneOf?.map((one) => doc.resolve(one)).filter((one) => one.properties) ?? [],
  };
}

function member(doc, name, schema, required) {
  return html`<li>
    <code class="name">${name}</code>${required ? html` <span class="needed">needed</span>` : ""} ${facts(doc, schema)}
    ${inner(doc, schema)}
  </li>`;
}

/** What is in an object, in the objects of a list, or in one of several, to be opened. */
function inner(doc, given) {
  const { schema, name } = withoutNull(doc, given);
  const held = schema.type === "array" ? withoutNull(doc, schema.items) : { schema, name };
  const body = members(doc, held.schema);
  return body ? html`<details class="inner"><summary>${held.name ?? "Members"}</summary>${body}</details>` : "";
}

/** The members of an object; nothing for what has none. */
export function members(doc, given) {
  const schema = withoutNull(doc, given).schema;
  const { properties, required, choices } = parts(doc, schema);
  const names = Object.keys(properties);
  if (choices.length) {
    return html`${choices.map(
      (choice) => html`<details class="inner"><summary>${choice.title ?? "Choice"}</summary>
        ${choice.description ? html`<p class="says">${inline(choice.description)}</p>` : ""}${members(doc, choice)}</details>`,
    )}`;
  }
  if (!names.length) return "";
  return html`<ul class="members">${names.map((name) => member(doc, name, properties[name], required.includes(name)))}</ul>`;
}

// The OpenAPI document, with its references followed.

const methods = ["get", "post", "put", "patch", "delete"];

/** A document that the page's parts ask for what they show. */
export class ApiDocument {
  constructor(root) {
    this.root = root;
  }

  /** What a `$ref` leads to, with what stands beside it; anything else as it is. */
  resolve(value) {
    if (!value?.$ref) return value ?? {};
    const { $ref, ...beside } = value;
    const target = $ref
      .slice(2)
      .split("/")
      .reduce((found, step) => found?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], this.root);
    return { ...this.resolve(target), ...beside };
  }

  /** The last part of a reference: what the schema is called. */
  nameOf(value) {
    return value?.$ref?.split("/").at(-1);
  }

  /** Tags with their operations, in the order of the document. */
  get groups() {
    const all = Object.entries(this.root.paths).flatMap(([path, item]) =>
      methods.filter((method) => item[method]).map((method) => ({ method, path, ...item[method] })),
    );
    return this.root.tags.map((tag) => ({ ...tag, operations: all.filter((each) => each.tags.includes(tag.name)) }));
  }
}

/** The examples of a media type or a parameter: a name and a value each. */
export function examplesOf({ example, examples } = {}) {
  if (example !== undefined) return [{ value: example }];
  return Object.values(examples ?? {}).map(({ summary, value }) => ({ name: summary, value }));
}

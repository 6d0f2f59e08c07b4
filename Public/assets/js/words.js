// Every sentence about goals that the page says, in one place.
export * from "./words/access.js";
export * from "./words/draft.js";
export * from "./words/errors.js";
export * from "./words/history.js";
export * from "./words/progress.js";
export * from "./words/status.js";

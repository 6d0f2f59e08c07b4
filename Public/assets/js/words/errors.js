// Failures in words.

/** What to tell someone about a failed request, and what to do. */
export function explain(error, what) {
  if (error.status === 0) return `${what}: the server cannot be reached. Check your connection and try again.`;
  if (error.status === 404) return `${what}: it is no longer there.`;
  if (error.status === 401) return `${what}: please sign in again.`;
  if (error.status === 429 && error.message) return `${what}. ${error.message}`;
  if (error.passing) return `${what}: the server is busy. Try again in a moment.`;
  if (error.status === 422 && error.errors.length) return `${what}: ${error.errors.map((each) => `${each.field} ${each.message}`).join("; ")}.`;
  return `${what}. ${error.message || "Try again; if it stays so, tell whoever runs this server."}`;
}

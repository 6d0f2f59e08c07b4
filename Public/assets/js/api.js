// One door to the server: JSON in and out, problems as ApiError.

const base = "/api/v1";
/** Where 401 says that what was shown is wrong, not that nobody is signed in. */
const answersGuesses = new Set(["/session", "/shared"]);
const patience = 20_000;

/** What went wrong with a request; `status` is 0 when the server could not be reached. */
export class ApiError extends Error {
  constructor(status, problem = {}, retryAfter = null) {
    super(problem.detail || problem.title || "");
    this.status = status;
    this.errors = problem.errors ?? [];
    this.retryAfter = retryAfter;
  }

  /** True when trying again later may help, without anything being changed. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 502;
  }
}

/** A key that lets the server recognise a repeated POST; works without a secure context too. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Sends one request and gives the decoded body, or null when there is none. */
export async function request(method, path, { body, version, key, bearer } = {}) {
  const headers = { Accept: "application/json" };
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  if (method === "POST") headers["Idempotency-Key"] = key ?? newKey();
  let response, text;
  try {
    const signal = AbortSignal.timeout(patience);
    response = await fetch(base + path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
    text = await response.text();
  } catch {
    throw new ApiError(0);
  }
  let value = null;
  try {
    value = text ? JSON.parse(text) : null;
  } catch {
    if (response.ok) throw new ApiError(502);
  }
  if (response.ok) return value;
  if (response.status === 401 && !answersGuesses.has(path)) document.dispatchEvent(new CustomEvent("session-ended"));
  throw new ApiError(response.status, value ?? {}, Number(response.headers.get("Retry-After")) || null);
}

const goalPath = (id, rest = "") => `/goals/${encodeURIComponent(id)}${rest}`;
const below = (goal, kind, id) => goalPath(goal, `/${kind}/${encodeURIComponent(id)}`);
const pausePath = (id) => `/pauses/${encodeURIComponent(id)}`;
export const query = (values) => {
  const kept = Object.entries(values).filter(([, value]) => value);
  return kept.length ? `?${new URLSearchParams(kept)}` : "";
};

/** A path of parts that may hold anything. */
export const path = (...parts) => parts.map((part) => `/${encodeURIComponent(part)}`).join("");

/** The API of goals, one function to a call; that of accounts is in `api-accounts.js`. */
export const api = {
  session: () => request("GET", "/session"),
  signOut: () => request("DELETE", "/session"),
  spaces: () => request("GET", "/spaces"),
  members: (space) => request("GET", path("spaces", space, "members")),
  shared: (bearer) => request("GET", "/shared", { bearer }),
  me: () => request("GET", "/me"),
  updateMe: (body) => request("PATCH", "/me", { body }),
  goals: (options = {}) => request("GET", `/goals${query({ limit: 100, ...options })}`),
  trash: (options = {}) => request("GET", `/trash${query({ limit: 200, ...options })}`),
  summary: () => request("GET", "/summary"),
  tags: () => request("GET", "/tags"),
  parse: (text) => request("POST", "/goals/parse", { body: { text } }),
  goal: (id) => request("GET", goalPath(id)),
  createGoal: (body, key) => request("POST", "/goals", { body, key }),
  updateGoal: (id, body, version) => request("PATCH", goalPath(id), { body, version }),
  deleteGoal: (id) => request("DELETE", goalPath(id)),
  restoreGoal: (id) => request("POST", goalPath(id, "/restore"), { body: {} }),
  moveGoal: (id, place) => request("POST", goalPath(id, "/move"), { body: place }),
  copyGoal: (id, body, key) => request("POST", goalPath(id, "/copy"), { body, key }),
  checkIns: (goal, options = {}) => request("GET", goalPath(goal, `/checkins${query({ limit: 200, ...options })}`)),
  createCheckIn: (goal, body, key) => request("POST", goalPath(goal, "/checkins"), { body, key }),
  updateCheckIn: (goal, id, body) => request("PATCH", below(goal, "checkins", id), { body }),
  deleteCheckIn: (goal, id) => request("DELETE", below(goal, "checkins", id)),
  comments: (goal, options = {}) => request("GET", goalPath(goal, `/comments${query(options)}`)),
  createComment: (goal, body, key) => request("POST", goalPath(goal, "/comments"), { body: { body }, key }),
  updateComment: (goal, id, body) => request("PATCH", below(goal, "comments", id), { body: { body } }),
  deleteComment: (goal, id) => request("DELETE", below(goal, "comments", id)),
  activity: (goal, options = {}) => request("GET", goalPath(goal, `/activity${query({ limit: 20, ...options })}`)),
  undo: (goal, activity) => request("POST", `${below(goal, "activity", activity)}/undo`, { body: {} }),
  pauses: (goal) => request("GET", `/pauses${query({ goal })}`),
  createPause: (body, key) => request("POST", "/pauses", { body, key }),
  deletePause: (id) => request("DELETE", pausePath(id)),
};

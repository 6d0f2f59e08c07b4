import SQL

/// The tables that the tests use.
let schema = [
    Migration(
        1, "samples",
        postgres: """
            CREATE TABLE samples (
                id bigint PRIMARY KEY, b boolean, i bigint, d double precision, t text, y bytea, u uuid, day date, at timestamptz)
            """,
        sqlite: """
            CREATE TABLE samples (
                id INTEGER PRIMARY KEY, b INTEGER, i INTEGER, d REAL, t TEXT, y BLOB, u BLOB, day INTEGER, at INTEGER)
            """),
    Migration(
        2, "items",
        postgres: """
            CREATE TABLE items (
                id bigint PRIMARY KEY, name text NOT NULL CONSTRAINT items_name UNIQUE,
                amount bigint NOT NULL DEFAULT 0 CONSTRAINT items_amount CHECK (amount >= 0),
                parent bigint CONSTRAINT items_parent REFERENCES items (id) DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE parts (id bigint PRIMARY KEY, item bigint NOT NULL CONSTRAINT parts_item REFERENCES items (id))
            """,
        sqlite: """
            CREATE TABLE items (
                id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
                amount INTEGER NOT NULL DEFAULT 0 CONSTRAINT items_amount CHECK (amount >= 0),
                parent INTEGER REFERENCES items (id) DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE parts (id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES items (id))
            """),
]

func insertItem(_ id: Int64, _ name: String, amount: Int64 = 0) -> Statement {
    .write("INSERT INTO items (id, name, amount) VALUES ($1, $2, $3)", .int(id), .text(name), .int(amount))
}

func countItems() -> Statement { .read("SELECT count(*) FROM items") }

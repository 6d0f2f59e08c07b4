// Express with pg as a peer: the statements that Goals runs, each answered with the rows as they are. One worker per core.
// Usage: node express.js PORT CORES POSTGRES_PORT STATEMENTS, a file of bench/store.py.
const cluster = require('node:cluster');
const fs = require('node:fs');
const crypto = require('node:crypto');
const express = require('express');
const { Pool } = require('pg');

const [port, cores, postgresPort] = process.argv.slice(2, 5).map(Number);

if (cluster.isPrimary) {
  for (let i = 0; i < cores; i += 1) cluster.fork();
} else {
  const { statements, goal, list } = JSON.parse(fs.readFileSync(process.argv[5], 'utf8'));
  const pool = new Pool({ host: '127.0.0.1', port: postgresPort, user: 'goals', database: 'goals', max: 10 });

  // A value as the log of Postgres writes it; the goal that was asked for gives way to the one that is asked for now, and a new row
  // gets an id of its own.
  const prepared = statements.map(([text, values], index) => ({
    name: `s${index}`,
    text,
    values: Object.keys(values).sort((a, b) => a - b).map((key) => (values[key] === 'NULL' ? null : values[key].slice(1, -1).replaceAll("''", "'"))),
    isInsert: text.startsWith('INSERT'),
  }));
  const run = async (id) => {
    let rows;
    for (const { name, text, values, isInsert } of prepared) {
      const bound = values.map((value, index) => (value === goal ? id : isInsert && index === 1 ? crypto.randomUUID() : value));
      ({ rows } = await pool.query({ name, text, values: bound }));
    }
    return rows;
  };

  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());
  app.get(list.split('?')[0], async (request, response) => response.json({ items: await run(goal) }));
  app.get('/api/v1/goals/:id', async (request, response) => response.json((await run(request.params.id))[0] ?? {}));
  app.post('/api/v1/goals/:id/checkins', async (request, response) => response.status(201).json((await run(request.params.id))[0]));
  app.listen({ port, host: '127.0.0.1', backlog: 4096 }).keepAliveTimeout = 75_000;
}

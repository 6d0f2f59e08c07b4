// Node's own HTTP server as a peer: one worker per core, files read into memory. Usage: node node.js PORT CORES DIRECTORY
const cluster = require('node:cluster');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

const [port, cores] = process.argv.slice(2, 4).map(Number);
const directory = process.argv[4];

if (cluster.isPrimary) {
  for (let i = 0; i < cores; i += 1) cluster.fork();
} else {
  const status = Buffer.from('{"status":"ok"}');
  const files = new Map(fs.readdirSync(directory).map((name) => [`/${name}`, fs.readFileSync(path.join(directory, name))]));

  const answer = (response, type, body) => {
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length });
    response.end(body);
  };

  http.createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    if (request.url === '/livez') {
      answer(response, 'application/json', status);
    } else if (request.url === '/echo' && request.method === 'POST') {
      const pieces = [];
      request.on('data', (piece) => pieces.push(piece));
      request.on('end', () => answer(response, 'application/octet-stream', Buffer.concat(pieces)));
    } else if (files.has(request.url)) {
      answer(response, 'text/plain', files.get(request.url));
    } else {
      response.writeHead(404).end();
    }
  }).listen({ port, host: '127.0.0.1', backlog: 4096 });
}

// Node's own HTTP server as a peer: one worker per core. Usage: node node.js PORT CORES
const cluster = require('node:cluster');
const http = require('node:http');

const [port, cores] = process.argv.slice(2).map(Number);

if (cluster.isPrimary) {
  for (let i = 0; i < cores; i += 1) cluster.fork();
} else {
  const body = '{"status":"ok"}';
  http.createServer((request, response) => {
    if (request.url !== '/livez') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
    response.end(body);
  }).listen(port, '127.0.0.1');
}

// How soon the first topic can be read on a partner's page, and what has been received by then, for each way of embedding: over TLS and
// HTTP/2, with a round trip of 150 ms between the browser and either server. What counts is the chain of requests, so nothing else is slowed.
//
// `VITAL_PEERS=/path/to/peers node benches/chains.mjs [ROUNDS [CATALOG TOPIC]]`: the folder is that of the benchmark beside the peers, whose
// driver for Chromium is used. Without it there is one line that says so. Without a catalog it is the shipped one, and Voting in it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { connect, createServer } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const ROUNDS = Number(process.argv[2] ?? 7);
/** In milliseconds. */
const ROUND_TRIP = 150;
const [CATALOG, TOPIC] = process.argv[3] ? [[process.argv[3]], process.argv[4]] : [[], 'voting'];
/** Stands for the widget's address in what is built, until that is known. */
const BASE = 'https://built.invalid/';

const KINDS = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };

const repository = fileURLToPath(new URL('..', import.meta.url));
const site = join(repository, 'target/chains/site');

const run = (command, line) => {
  const { status, error } = spawnSync(command, line, { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
  if (error || status > 1) throw new Error(`${command} ${line.join(' ')}: ${error ?? `status ${status}`}`);
};

/** A certificate for this machine alone, made once. */
function identity() {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(repository, 'target/chains', name));
  if (!existsSync(cert)) {
    run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30', '-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert]);
  }
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

/** A server whose answers are made by `answer(path)`, behind a line with that round trip. Gives its origin. */
async function serve(answer, secrets) {
  const server = createSecureServer(secrets, (request, response) => {
    const found = answer(new URL(request.url, 'https://host').pathname);
    response.writeHead(found ? 200 : 404, { 'access-control-allow-origin': '*', 'timing-allow-origin': '*', 'content-type': found?.kind ?? 'text/plain', ...found?.headers });
    response.end(found?.content ?? '');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const line = createServer((near) => {
    // Opening a connection takes a round trip by itself.
    const far = connect(server.address().port, '127.0.0.1');
    let opened = ROUND_TRIP;
    const forward = (from, to) => {
      from.on('data', (bytes) => {
        setTimeout(() => to.writable && to.write(bytes), ROUND_TRIP / 2 + opened);
      });
      from.on('close', () => setTimeout(() => to.destroy(), ROUND_TRIP + opened));
      from.on('error', () => to.destroy());
    };
    near.once('data', () => setTimeout(() => (opened = 0), ROUND_TRIP));
    forward(near, far);
    forward(far, near);
  });
  await new Promise((done) => line.listen(0, '127.0.0.1', done));
  return { origin: `https://127.0.0.1:${line.address().port}`, close: () => (line.close(), server.close()) };
}

/** What has been packed, by its path. The build leaves the files of single entries to the host. */
const packed = new Map();

/** A file of the widget's folder, packed. */
function file(path) {
  const name = join(site, path);
  if (path.includes('..') || !existsSync(name) || path.endsWith('/')) return null;
  if (!packed.has(name)) packed.set(name, existsSync(`${name}.br`) ? readFileSync(`${name}.br`) : brotliCompressSync(readFileSync(name)));
  return { content: packed.get(name), kind: KINDS[extname(name)], headers: { 'content-encoding': 'br' } };
}

const element = `<vital-conditions topic="${TOPIC}" loading="eager"></vital-conditions>`;
/** What a partner pastes. `HOST` is the widget's origin. */
const ways = {
  'form B, the tag without crossorigin': `<script async src="HOST/vital-conditions.js"></script>${element}`,
  'form B': `<script async crossorigin src="HOST/vital-conditions.js"></script>${element}`,
  'form B, the fragment preloaded': `<link rel="preload" as="fetch" crossorigin href="HOST/t/${TOPIC}.json"><script async crossorigin src="HOST/vital-conditions.js"></script>${element}`,
  'form B, fragment and styles preloaded': `<link rel="preload" as="fetch" crossorigin href="HOST/t/${TOPIC}.json"><link rel="preload" as="fetch" crossorigin href="HOST/STYLES"><script async crossorigin src="HOST/vital-conditions.js"></script>${element}`,
  'form B, t/ID.js': `<script async crossorigin src="HOST/t/${TOPIC}.js"></script>${element}`,
  'form C': null,
};

/** The time at which the topic was painted, and the bytes that had come by then, pictures aside. There is nothing else on the page to be painted. */
const readable = () =>
  new Promise((done) => {
    new PerformanceObserver((list) => {
      const time = list.getEntries()[0].startTime;
      const come = ['navigation', 'resource'].flatMap((type) => performance.getEntriesByType(type)).filter((file) => file.responseEnd <= time && file.initiatorType !== 'img');
      done({ time, bytes: come.reduce((sum, file) => sum + file.transferSize, 0) });
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

async function main() {
  const driver = process.env.VITAL_PEERS && join(process.env.VITAL_PEERS, 'node_modules/playwright-core/index.mjs');
  if (!driver) return console.log('Skipped: VITAL_PEERS names no folder with a driver for Chromium (VITAL_PEERS=/path/to/peers node benches/chains.mjs).');
  if (!existsSync(driver)) throw new Error(`${process.env.VITAL_PEERS} has no driver for Chromium yet: run npm ci there`);
  const { chromium } = await import(pathToFileURL(driver));
  mkdirSync(join(repository, 'target/chains'), { recursive: true });
  run('cargo', ['run', '--release', '--quiet', '--', 'build', ...CATALOG, '--out', site, '--base-url', BASE, '--snippets', 'yes']);
  const secrets = identity();
  const widget = await serve(file, secrets);
  ways['form C'] = readFileSync(join(site, `t/${TOPIC}.html`), 'utf8').replaceAll(BASE, 'HOST/').replace('<vital-conditions ', '<vital-conditions loading="eager" ');
  const names = Object.keys(ways);
  const styles = `assets/${readdirSync(join(site, 'assets')).find((name) => name.endsWith('.css'))}`;
  const partner = await serve((path) => {
    const way = ways[names[Number(path.slice(1))]];
    const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A partner</title><link rel="icon" href="data:,">${way}</html>`;
    return way && { content: brotliCompressSync(page.replaceAll('HOST', widget.origin).replace('STYLES', styles)), kind: KINDS['.html'], headers: { 'content-encoding': 'br' } };
  }, secrets);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--ignore-certificate-errors'],
  });
  const seen = names.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const way = (turn + round) % names.length;
      // A context of its own has neither files nor connections from before.
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${partner.origin}/${way}`, { waitUntil: 'commit' });
      seen[way].push(await page.evaluate(readable));
      await context.close();
    }
  }
  await browser.close();
  widget.close();
  partner.close();
  console.log(`ms until the first topic can be read, kB by then; medians of ${ROUNDS} rounds; TLS, HTTP/2, ${ROUND_TRIP} ms a round trip`);
  names.forEach((name, way) => {
    const of = (what) => median(seen[way].map((each) => each[what]));
    console.log(`${name.padEnd(38)}${of('time').toFixed(0).padStart(6)}${(of('bytes') / 1000).toFixed(1).padStart(7)}`);
  });
}

await main();

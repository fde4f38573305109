// Searches as a reader does, in the widget and in Pagefind's own interface, turn by turn in one run of Chromium: what has to be fetched, how
// long it takes from a key to results, and what is found. Started by benches/search.rs, with the folder that it has made.
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const folder = process.argv[2];
const QUERIES = JSON.parse(readFileSync(join(folder, 'queries.json'), 'utf8')).slice(0, Number(process.env.QUERIES ?? 200));
/** So many of them are searched on a page of their own, for bytes and times. */
const SAMPLE = Number(process.env.SAMPLE ?? 20);
/** How much slower the CPU is, for times. */
const SLOWER = 4;
/** Results that are looked at. */
const SHOWN = 8;
/** Between two keys where a query is typed, in milliseconds. */
const BETWEEN = 120;

const KINDS = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css', '.wasm': 'application/wasm' };
const packed = new Map();

/** A file of either, packed with brotli where a host would. */
const file = (path) => {
  const name = join(folder, path);
  if (path.includes('..') || path.endsWith('/') || !existsSync(name)) return null;
  const kind = KINDS[extname(name)];
  if (!packed.has(name)) packed.set(name, kind ? brotliCompressSync(readFileSync(name)) : readFileSync(name));
  return { content: packed.get(name), headers: { 'content-type': kind ?? 'application/octet-stream', ...(kind && { 'content-encoding': 'br' }) } };
};

const page = (head, body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Search</title><link rel="icon" href="data:,">${head}<body>${body}</html>`;
const pages = {
  '/widget.html': page('<script async crossorigin src="/site/vital-conditions.js"></script>', '<vital-conditions topic="entry-0" loading="eager" search></vital-conditions>'),
  // Its interface waits for 0.3 s after each key, unless it is told not to.
  '/pagefind.html': page(
    '<link href="/pagefind/pagefind-ui.css" rel="stylesheet"><script src="/pagefind/pagefind-ui.js"></script>',
    `<div id="search"></div><script>new PagefindUI({ element: '#search', bundlePath: '/pagefind/', showSubResults: false, showImages: false, pageSize: ${SHOWN}, debounceTimeoutMs: 0 })</script>`,
  ),
};

/** What was sent for searching since a page was opened: the bytes of files as they are packed, and how many there were. Workers ask too. */
const sent = { bytes: 0, files: 0 };
let last = 0;

const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://host').pathname;
  const found = pages[path] ? { content: pages[path], headers: { 'content-type': KINDS['.html'] } } : file(path);
  response.writeHead(found ? 200 : 404, { 'access-control-allow-origin': '*', 'cache-control': 'max-age=3600', ...found?.headers });
  if (Object.values(ways).some(({ own }) => own(path)) && found) {
    sent.bytes += found.content.length;
    sent.files++;
    last = Date.now();
  }
  response.end(found?.content ?? '');
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;

/** How each is used. `own` are the files that are there for searching alone, and `titles` what is shown. */
const ways = {
  widget: {
    page: '/widget.html',
    field: 'vital-conditions [role=combobox]',
    own: (path) => /^\/site\/(search\/|assets\/(field|search)\.)/.test(path),
    // What is shown answers what is typed; nothing while it doesn't.
    titles: () => {
      const root = document.querySelector('vital-conditions').shadowRoot;
      const found = root.querySelector('.found');
      return found.hidden || !found.querySelector('.told').textContent ? null : Array.from(root.querySelectorAll('[role=option] .name'), (one) => one.textContent);
    },
    root: () => document.querySelector('vital-conditions').shadowRoot,
  },
  pagefind: {
    page: '/pagefind.html',
    field: '#search input',
    own: (path) => path.startsWith('/pagefind/'),
    titles: () => {
      const message = document.querySelector('.pagefind-ui__message')?.textContent ?? '';
      const titles = Array.from(document.querySelectorAll('.pagefind-ui__result-link'), (one) => one.textContent);
      return /\d+ results? for|^No results/.test(message.trim()) && (titles.length || /^No/.test(message.trim())) ? titles : null;
    },
    root: () => document.body,
  },
};

const median = (numbers) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1] ?? NaN;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/** A page of its own, with nothing in any cache. */
const opened = async (way) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  Object.assign(sent, { bytes: 0, files: 0 });
  await page.goto(origin + way.page);
  const field = page.locator(way.field);
  await field.waitFor();
  return { context, page, session, field };
};

/** Waits until what is shown hasn't changed for a while, and nothing more is asked for. */
const settled = async (page, way) => {
  let before;
  const begun = Date.now();
  for (let still = 0; still < 4; ) {
    await page.waitForTimeout(60);
    const now = JSON.stringify(await page.evaluate(way.titles));
    still = now === before && now !== 'null' && Date.now() - last > 200 ? still + 1 : 0;
    before = now;
    if (Date.now() - begun > 20_000) throw new Error(`${way.page} doesn't come to rest: ${now}`);
  }
  return JSON.parse(before);
};

/** Has the page watch for the next input and the results that are drawn then. `page.evaluate(drawn)` waits for the time between, in milliseconds. */
const watch = (page, { titles, root }) =>
  page.evaluate(
    ([titles, root]) => {
      const [read, where] = [titles, root].map((source) => new Function(`return (${source})()`));
      const before = JSON.stringify(read());
      window.drawn = new Promise((done) => {
        let begun;
        addEventListener('input', () => (begun ??= performance.now()), { capture: true, once: true });
        const look = () => {
          const now = read();
          if (begun === undefined || !now || JSON.stringify(now) === before) return;
          changes.disconnect();
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
        };
        const changes = new MutationObserver(look);
        changes.observe(where(), { childList: true, subtree: true, characterData: true });
        setTimeout(() => (changes.disconnect(), done(null)), 1000);
      });
    },
    [String(titles), String(root)],
  );
const drawn = (page) => page.evaluate(() => window.drawn);

const results = Object.fromEntries(Object.keys(ways).map((name) => [name, { first: [], query: [], files: [], typed: [], cold: [], key: [], recalled: 0 }]));

for (const { query } of QUERIES.slice(0, SAMPLE)) {
  for (const [name, way] of Object.entries(ways)) {
    const result = results[name];
    // At once: what comes before the first result is seen, and what of it the query alone asks for.
    let { context, page, session, field } = await opened(way);
    await field.focus();
    await page.waitForTimeout(1500);
    const ready = { ...sent };
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await watch(page, way);
    await page.keyboard.insertText(query);
    const time = await drawn(page);
    if (time !== null) result.cold.push(time);
    await settled(page, way);
    result.first.push(sent.bytes);
    result.query.push(sent.bytes - ready.bytes);
    result.files.push(sent.files - ready.files);
    await context.close();

    // Letter by letter, and the time of each letter from the third on.
    ({ context, page, session, field } = await opened(way));
    await field.focus();
    await page.waitForTimeout(1500);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.keyboard.type(query.slice(0, 3), { delay: BETWEEN });
    for (const letter of query.slice(3)) {
      await page.waitForTimeout(BETWEEN);
      await settled(page, way);
      await watch(page, way);
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      // Where the results stay the same there is nothing to see.
      const time = await drawn(page);
      if (time !== null) result.key.push(time);
    }
    await settled(page, way);
    result.typed.push(sent.bytes);
    await context.close();
  }
}

// What is found, on one page each.
for (const [name, way] of Object.entries(ways)) {
  const { context, page, field } = await opened(way);
  await field.focus();
  for (const { query, title } of QUERIES) {
    await field.fill('');
    await page.waitForTimeout(30);
    await field.fill(query);
    const titles = await settled(page, way);
    if (titles.slice(0, SHOWN).includes(title)) results[name].recalled++;
  }
  await context.close();
}

const kB = (numbers) => `${(median(numbers) / 1000).toFixed(1)} (${(Math.max(...numbers) / 1000).toFixed(1)})`;
const rows = [
  ['kB to the first result, all that searching takes: median (most)', ({ first }) => kB(first)],
  ['kB of these that the query asks for, once the field was turned to', ({ query }) => kB(query)],
  ['files of these', ({ files }) => `${median(files)} (${Math.max(...files)})`],
  ['kB to the first result, typed letter by letter', ({ typed }) => kB(typed)],
  ['ms to results, all of it put in at once (CPU 4x)', ({ cold }) => median(cold).toFixed(0)],
  ['ms from a key to results, as it is typed (CPU 4x)', ({ key }) => `${median(key).toFixed(0)} of ${key.length} keys`],
  [`of ${QUERIES.length} queries with a mistake so many find their entry`, ({ recalled }) => recalled],
];
console.log(`${QUERIES.length} queries; bytes and times of ${SAMPLE}; ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}`);
console.log(`| | ${Object.keys(ways).join(' | ')} |`);
for (const [title, of] of rows) console.log(`| ${title} | ${Object.values(results).map(of).join(' | ')} |`);
await browser.close();
server.close();

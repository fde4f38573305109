// What all three peers are served from: for each of the runner's catalogs the folder that `vital build` makes of it, `OUT/SIZE/`.
import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { converted, picture } from './catalog.mjs';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Where the folder is said to be: what is pasted has absolute addresses, and the runner's pages have others. */
export const BASE = 'https://built.invalid/';

/** The runner shows so many topics at most on a page, the first ones. */
const WIDGETS = 10;

/** In a catalog of up to so many topics the runner clicks on and on, and may reach any of them. In larger ones it only begins. */
const CLICKED = 1000;

/** The folders that this run has made already: the peers share them. */
const made = new Set();

export async function prepare({ sizes, www, out, catalog }) {
  for (const size of sizes) {
    const folder = join(out, String(size));
    if (made.has(folder)) continue;
    made.add(folder);
    const begun = Date.now();
    const source = join(out, 'source');
    const { topics } = JSON.parse(readFileSync(catalog(size), 'utf8'));
    mkdirSync(source, { recursive: true });
    for (const image of new Set(topics.flatMap((topic) => topic.sections.flatMap((section) => section.items.map((item) => item.image))))) {
      const copy = join(source, picture(image));
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(join(www, image), copy);
    }
    const file = join(source, `catalog-${size}.json`);
    writeFileSync(file, JSON.stringify(converted({ topics })));
    build(file, folder);
    const built = Date.now();
    await packAll(folder, topics);
    console.log(`ours: ${size} topics built in ${seconds(built - begun)}, packed in ${seconds(Date.now() - built)}`);
  }
}

/**
 * The complaints of `vital build` go to a file beside the folder, for there is one for nearly every entry: generated items have no
 * summaries. The folder is made all the same, which the exit status 1 says.
 */
function build(file, folder) {
  const log = openSync(`${folder}.log`, 'w');
  const line = ['run', '--release', '--quiet', '--', 'build', file, '--out', folder, '--base-url', BASE, '--snippets', 'yes'];
  const { error, status } = spawnSync('cargo', line, { cwd: repository, stdio: ['ignore', 'ignore', log] });
  closeSync(log);
  if (error || status > 1) throw new Error(`vital could not build ${file}: ${error ?? `status ${status}`}, see ${folder}.log`);
}

/**
 * Packs what `vital build` leaves to the host: the files of single entries. The runner packs a file when it is first asked for, which
 * would be while it measures.
 */
async function packAll(folder, topics) {
  const first = topics.slice(0, WIDGETS);
  const shown = new Set(first.map((topic) => topic.id));
  const reached = new Set([...shown, ...(topics.length > CLICKED ? first.flatMap((topic) => topic.related) : topics.map((topic) => topic.id))]);
  const waiting = [];
  for (const name of readdirSync(join(folder, 't'))) {
    if (shown.has(name.split('.')[0]) && !name.endsWith('.br')) waiting.push(join(folder, 't', name));
  }
  for (const name of readdirSync(join(folder, 'entries'))) {
    // The parts of the index are `~.HASH.json`.
    const [id] = name.split('.');
    if ((reached.has(id) || id === '~') && !name.endsWith('.br')) waiting.push(join(folder, 'entries', name));
  }
  const worker = async () => {
    for (let path = waiting.pop(); path; path = waiting.pop()) await pack(path);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** Writes `PATH.br`, packed as the runner packs the files of the other peers. */
export async function pack(path) {
  const packed = `${path}.br`;
  if (existsSync(packed) && statSync(packed).mtimeMs >= statSync(path).mtimeMs) return;
  const text = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    [constants.BROTLI_PARAM_LGWIN]: 24,
  };
  writeFileSync(packed, await promisify(brotliCompress)(text, { params }));
}

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

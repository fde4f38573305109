// Runs the benchmark runner, which is not part of this repository, with the peers of this folder added to its own.
// VITAL_PEERS names the runner's folder; the arguments are the runner's.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const runner = process.env.VITAL_PEERS && resolve(process.env.VITAL_PEERS);

if (!runner) {
  console.log('Skipped: VITAL_PEERS names no benchmark runner to join (VITAL_PEERS=/path/to/peers node benches/peers/run.mjs).');
} else if (!existsSync(join(runner, 'run.mjs'))) {
  console.error(`${runner} is no benchmark runner: it has no run.mjs.`);
  process.exitCode = 2;
} else {
  // The runner leaves out a peer whose served folder isn't there, even one that makes it while it is prepared.
  mkdirSync(join(here, '../../target/peers'), { recursive: true });
  const own = ['form-b', 'form-b-script', 'form-c'].map((form) => join(here, form));
  const peers = [process.env.BENCH_PEERS, ...own].filter(Boolean).join(':');
  const { status } = spawnSync(process.execPath, [join(runner, 'run.mjs'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, BENCH_PEERS: peers },
  });
  process.exitCode = status ?? 2;
}

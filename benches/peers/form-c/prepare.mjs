// The pages of form C: that of form B with the built snippets pasted. The runner's templates can't take in a built file, so there is a
// page for each number of widgets, beside the loader, where a snippet's relative addresses lead where they should.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE, pack, prepare as build } from '../prepare.mjs';

/** The runner measures one widget or ten. */
const WIDGETS = [1, 10];

const template = readFileSync(new URL('../form-b/index.html', import.meta.url), 'utf8').replaceAll('{{base}}/{{n}}/', '');

export async function prepare(request) {
  await build(request);
  for (const size of request.sizes) {
    const folder = join(request.out, String(size));
    for (const count of WIDGETS) {
      const snippets = Array.from({ length: Math.min(count, size) }, (_, at) => snippet(folder, `t${at}`));
      const page = join(folder, `form-c-${count}.html`);
      writeFileSync(page, template.replace(/<!--each-->.*<!--\/each-->/, () => snippets.join('\n')));
      await pack(page);
    }
  }
}

/** The widget of a snippet. The page has the loader's tag once, and each widget begins at once, as those of the other peers do. */
function snippet(folder, id) {
  const path = join(folder, `t/${id}.html`);
  if (!existsSync(path)) throw new Error(`${path} is missing: of so large a catalog vital builds no snippets of form C; measure ours-b alone with --peers`);
  const text = readFileSync(path, 'utf8').replace(/<script[^>]*><\/script>/g, '').replaceAll(BASE, '').trim();
  return text.includes('loading="eager"') ? text : text.replace('<vital-conditions ', '<vital-conditions loading="eager" ');
}

// Pages of the runner's that its own templates can't make, since built files go into them: one for each number of widgets, beside the
// loader, where relative addresses lead where they should.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack, prepare } from './prepare.mjs';

/** The runner measures one widget or ten. */
const WIDGETS = [1, 10];

/** The tag of the loader, and the place for the widgets. */
const LOADER = '{{base}}/{{n}}/vital-conditions.js';
const EACH = /<!--each-->(.*)<!--\/each-->/;

const template = readFileSync(new URL('form-b/index.html', import.meta.url), 'utf8');

/** The marks that the template's line of script passes on. */
const PASSED = '/^vital-/';

/**
 * Builds the catalogs, and beside each the pages `NAME-WIDGETS.html`: those of form B with another script, with other widgets, or with
 * other marks passed on.
 */
export async function pages(
  request,
  name,
  { script = 'vital-conditions.js', passed = PASSED, widget = (id, folder, plain) => plain.replace('{{topic}}', id) },
) {
  await prepare(request);
  for (const size of request.sizes) {
    const folder = join(request.out, String(size));
    for (const count of WIDGETS) {
      const [, plain] = template.match(EACH);
      const widgets = Array.from({ length: Math.min(count, size) }, (_, at) => widget(`t${at}`, folder, plain));
      const page = join(folder, `${name}-${count}.html`);
      writeFileSync(page, template.replace(LOADER, script).replace(PASSED, passed).replace(EACH, () => widgets.join('\n')));
      await pack(page);
    }
  }
}

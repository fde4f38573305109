// The pages of form C: the built snippets, pasted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from '../pages.mjs';
import { BASE } from '../prepare.mjs';

// The first card is there with the page, before any script of the widget's. The page says so itself, once the parser has put it there.
const MARK = `<script>document.currentScript.previousElementSibling.shadowRoot.querySelector('.card')&&performance.mark('first-card')</script>`;

export const prepare = (request) => pages(request, 'form-c', { widget, passed: '/^vital-(?!first)/' });

/** The widget of a snippet. The page has the loader's tag once, and each widget begins at once, as those of the other peers do. */
function widget(id, folder) {
  const text = readFileSync(join(folder, `t/${id}.html`), 'utf8').replace(/<script[^>]*><\/script>/g, '').replaceAll(BASE, '').trim();
  return text.replace('<vital-conditions ', '<vital-conditions loading="eager" ') + MARK;
}

// The pages of form B with the script for the first topic, `t/ID.js`: loader, styles and topic in one request.
import { pages } from '../pages.mjs';

export const prepare = (request) => pages(request, 'form-b-script', { script: 't/t0.js' });

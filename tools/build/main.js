// Builds dist/, which is published.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.js';

const folder = fileURLToPath(new URL('../../dist', import.meta.url));
await bundle({ entry: 'src/start.ts', folder });
writeFileSync(`${folder}/package.json`, '{ "type": "commonjs" }\n');

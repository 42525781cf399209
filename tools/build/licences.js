import { readdirSync, readFileSync } from 'node:fs';
import { packageOf } from './package-of.js';

/**
 * Makes a plugin that writes the licences of all bundled packages to licences.txt, beside the bundle.
 * @param {string} modules the folder of installed packages; rolldown's licence is there, for its runtime
 */
export function licences(modules) {
  return {
    name: 'licences',
    generateBundle(_, output) {
      const folders = new Set([`${modules}rolldown`]);
      for (const { modules: parts } of Object.values(output)) {
        for (const [id, { renderedLength }] of Object.entries(parts ?? {})) {
          const module = packageOf(id);
          if (module && renderedLength > 0) folders.add(module.folder);
        }
      }
      const texts = [...folders].map(licenceOf).sort();
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join('\n') });
    },
  };
}

const width = 78;

/** A package's licence under a heading that tools/lock.js looks for: `# NAME@VERSION (MIT)`. */
function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e(\.|-|$)/i.test(each));
  if (!license || !file) throw new Error(`${name}@${version} has no licence`);
  const text = readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim();
  return `${'-'.repeat(width)}\n# ${name}@${version} (${license})\n\n${text}\n`;
}

// Writes the bill of materials of a release, a CycloneDX document to be kept beside the tarball.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundled, manifest } from './lock.js';

const repository = fileURLToPath(new URL('../', import.meta.url));
const bom = JSON.parse(
  execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  }),
);
// npm takes every package for a development tool, since an installed zego brings none: hence the filter.
const wanted = new Set(bundled().map(({ name, version }) => `${name}@${version}`));
const components = bom.components.filter((each) => wanted.has(each['bom-ref']));
const missing = [...wanted].filter((ref) => !components.some((each) => each['bom-ref'] === ref));
if (missing.length > 0) throw new Error(`npm sbom does not know ${missing.join(', ')}`);
const refs = new Set([bom.metadata.component['bom-ref'], ...wanted]);
const dependencies = bom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));

const folder = `${repository}dist-sbom/`;
const file = `${folder}${manifest.name}-${manifest.version}.cdx.json`;
mkdirSync(folder, { recursive: true });
writeFileSync(file, `${JSON.stringify({ ...bom, components, dependencies }, null, 2)}\n`);
process.stdout.write(`${file}: ${components.length} components\n`);

// What is taken out of libraries in the bundle, and why: what they do when they are imported costs an
// operator more than the request itself. Each row holds for one version; see trim.js.

/** @typedef {{ package: string, why: string, file?: string, change?: [string, string][], absent?: string[] }} Trim */

const leftOut = "throw new Error('left out of the bundle');";

/** @type {readonly Trim[]} `change`: a text in a file, and what stands there instead; `absent`: the names a package that is left out is imported by */
export const trims = [
  {
    package: 'got@14.6.6',
    why: 'TLS is loaded for https alone: node:tls takes 5 ms',
    file: 'dist/source/core/options.js',
    change: [
      ["import { checkServerIdentity } from 'node:tls';", "import tls from 'node:tls';"],
      [
        'checkServerIdentity: https.checkServerIdentity ?? checkServerIdentity,',
        'checkServerIdentity: https.checkServerIdentity ?? ((...given) => tls.checkServerIdentity(...given)),',
      ],
    ],
  },
  {
    package: 'http2-wrapper@2.2.4',
    why: 'makes a TLS socket when it is imported; requests are HTTP/1.1',
    absent: ['default'],
  },
  {
    package: 'cacheable-request@13.0.19',
    why: 'no answer is cached',
    absent: ['default', 'CacheError'],
  },
  { package: 'cacheable-lookup@7.0.0', why: 'one name is looked up once', absent: ['default'] },
  {
    package: 'decompress-response@10.0.0',
    why: 'nothing is decompressed; loads node:zlib',
    absent: ['default'],
  },
  {
    package: '@sindresorhus/is@7.2.0',
    why: 'makes two Intl.ListFormat when it is imported, for messages that are not shown',
    file: 'distribution/index.js',
    change: [
      [
        "const andFormatter = new Intl.ListFormat('en', { style: 'long', type: 'conjunction' });",
        "const andFormatter = { format: (words) => words.join(' and ') };",
      ],
      [
        "const orFormatter = new Intl.ListFormat('en', { style: 'long', type: 'disjunction' });",
        "const orFormatter = { format: (words) => words.join(' or ') };",
      ],
    ],
  },
  {
    package: 'commander@14.0.3',
    why: 'no command is a program of its own',
    file: 'lib/command.js',
    change: [["const childProcess = require('node:child_process');", 'const childProcess = {};']],
  },
  {
    package: 'cosmiconfig@9.0.2',
    why: 'its own loaders execute files; zego hands in others, and YAML is loaded for YAML alone',
    file: 'dist/defaults.js',
    change: [['const loaders_1 = require("./loaders");', 'const loaders_1 = {};']],
  },
  {
    package: 'cosmiconfig@9.0.2',
    why: 'of its loaders only the one for YAML is used',
    file: 'dist/loaders.js',
    change: [
      ["importFresh = require('import-fresh');", leftOut],
      ['return (await import(href)).default;', leftOut],
      ["parseJson = require('parse-json');", leftOut],
      ["typescript = require('typescript');", leftOut],
      ["typescript = (await import('typescript')).default;", leftOut],
    ],
  },
];

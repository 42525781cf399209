// What is taken out of libraries in the bundle, and why: what they do when they are imported costs an
// operator more than the request itself. Each row holds for one version; see trim.js.

const leftOut = "throw new Error('left out of the bundle');";

/**
 * @typedef {object} Trim
 * @property {string} package `NAME@VERSION`, the one version it was made for
 * @property {string} why
 * @property {string} [file] the file that is changed
 * @property {[string, string][]} [change] a text that is in it once, and what stands there instead
 * @property {string[]} [absent] the package is left out: the names it is imported by
 * @property {true} [modules] its files are made ES modules
 */

/** @type {readonly Trim[]} */
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
    package: 'form-data-encoder@4.1.0',
    why: 'no form is sent',
    absent: ['isFormData', 'FormDataEncoder'],
  },
  {
    package: 'got@14.6.6',
    why: 'requests are streams, not promises',
    file: 'dist/source/create.js',
    change: [
      ["import asPromise from './as-promise/index.js';", `const asPromise = () => { ${leftOut} };`],
    ],
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
    why: 'as CommonJS it is compiled twice: as the body of a function that is called later, and when it is',
    modules: true,
  },
  {
    package: 'cosmiconfig@9.0.2',
    why: 'of its loaders only the one for YAML is used; the others load much of Node',
    file: 'dist/loaders.js',
    change: [
      ['const promises_1 = require("fs/promises");', 'const promises_1 = {};'],
      ['const url_1 = require("url");', 'const url_1 = {};'],
      ['const crypto_1 = require("crypto");', 'const crypto_1 = {};'],
      ["importFresh = require('import-fresh');", leftOut],
      ['return (await import(href)).default;', leftOut],
      ["parseJson = require('parse-json');", leftOut],
      ["typescript = require('typescript');", leftOut],
      ["typescript = (await import('typescript')).default;", leftOut],
    ],
  },
];

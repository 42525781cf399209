/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Not in the temporary directory, of which everything goes.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  globalSetup: '<rootDir>/test/before-tests.js',
  // A guard against hanging, not a measure: a busy machine is slow.
  testTimeout: 60_000,
  // The end-to-end tests wait for processes more than they work.
  maxWorkers: '100%',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  collectCoverageFrom: ['src/**/*.ts', '!src/**/types.ts'],
  coverageReporters: [['text', { skipFull: true }]],
  coverageProvider: 'v8',
  coverageThreshold: { global: { lines: 95 } },
};

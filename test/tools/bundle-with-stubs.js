// Bundles a file with stubs in the place of modules: `node bundle-with-stubs.js INPUT OUTPUT MODULES`, the last as
// JSON. A process of its own, since the bundler does not run inside of jest.
import { rolldown } from 'rolldown';
import { stubs } from '../../tools/build/stubs.js';

const [input, file, modules] = process.argv.slice(2);
const program = await rolldown({
  input,
  platform: 'node',
  plugins: [stubs(JSON.parse(modules))],
  onLog(_, { message }) {
    throw new Error(message);
  },
});
await program.write({ file, format: 'cjs', exports: 'named' });
await program.close();

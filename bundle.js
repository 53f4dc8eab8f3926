// `npm run build`: the program, the threads and the harness that it starts beside itself, and what they share, in one folder. What is loaded
// together is one file, because hundreds of them take longer than all that they do (docs/decisions/0019-built-as-bundles.md).
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';

const folder = 'dist';

/** Of the HTTP client only its pool of connections; what else it brings (fetch, caches, mocks) takes longer to load than a venue to log in. */
const poolOfUndici = {
  name: 'pool-of-undici',
  resolveId: (id) => (id === 'undici' ? '\0undici' : undefined),
  load: (id) =>
    id === '\0undici'
      ? `import api from 'undici/lib/api/index.js';
         import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
         import Pool from 'undici/lib/dispatcher/pool.js';
         Object.assign(Dispatcher.prototype, api);
         export { Pool };`
      : undefined,
};

const { output } = await build({
  // Their names are where they find one another: `new URL('./backtest-worker.js', import.meta.url)`.
  input: {
    main: 'src/cli/main.ts',
    'backtest-worker': 'src/cli/backtest/worker.ts',
    'simulate-worker': 'simulator/command/worker.ts',
    chaos: 'simulator/chaos/main.ts',
    mortal: 'simulator/chaos/mortal.ts',
  },
  platform: 'node',
  plugins: [poolOfUndici],
  // What one command loads at once, another may load late.
  checks: { ineffectiveDynamicImport: false },
  // What has machine code stays a package, and so does what is looked up in package.json.
  external: [/^libsql/, /^secp256k1/, 'bufferutil', 'utf-8-validate', /^#/],
  output: {
    dir: folder,
    chunkFileNames: '[name]-[hash].js',
    sourcemap: true,
    sourcemapExcludeSources: true,
    // A run over the wire is what must be there soon: it is two files and one for each of its venues.
    codeSplitting: {
      groups: [
        { name: 'cli', test: /src\/cli\/(.*\/)?command\.ts$/, priority: 2 },
        {
          name: 'run',
          test: /src\/(cli\/run\/(run|wire\/plan-wire)|cli\/live\/admit-live|venues\/wire\/.*)\.ts$/,
          priority: 1,
        },
      ],
    },
  },
});

// What a browser is given: one file, and nothing of the program.
const page = await build({
  input: { 'dashboard-page': 'src/dashboard/browser/page.ts' },
  platform: 'browser',
  output: { dir: folder, format: 'esm', minify: false },
});

// What an earlier build has left. Not before: the same sources give the same files, and who runs them meanwhile finds all of them.
const built = new Set([...output, ...page.output].map(({ fileName }) => fileName));
for (const name of readdirSync(folder)) {
  if (!built.has(name)) rmSync(join(folder, name), { recursive: true });
}

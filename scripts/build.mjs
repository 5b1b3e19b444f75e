// Builds `dist` of every package: esbuild bundles each entry, tsc writes the declarations. The compiler is built before the runtime, whose
// process functions it compiles.
// A file is written only when it changed, so that a program that is running keeps its chunks and a second build costs
// a fraction of a second. Types are not checked here (`pnpm typecheck` does): a build is what every command waits for.

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { lightBuiltins } from './light-builtins.mjs'
import { oneChunk } from './one-chunk.mjs'
import { steadyBindings } from './steady-bindings.mjs'
import { benchWorkloads, published, root, runTool } from './workspace.mjs'

const packages = [...published, { folder: 'bench', entries: ['main'] }]

// Every package is tried, so that one run shows all that is broken.
const broken = []
for (const { folder, entries, whole, page } of packages) {
  try {
    await bundle(join(root, folder), entries, { plugins: await pluginsOf(join(root, folder), whole) })
    if (page !== undefined) await bundlePage(join(root, folder), page)
    if (folder === 'bench') await bundleBenchCommand(join(root, folder))
  } catch (error) {
    // esbuild has printed its messages when it rejects with a list of them; anything else is a fault of this script.
    if (!error.errors) throw error
    broken.push(folder)
  }
}
const declared = runTool('tsc', ['-b', '--noCheck', ...published.map(({ folder }) => folder)])
if (declared !== 0) broken.push('declarations')
if (broken.length > 0) {
  console.error(`build: failed for ${broken.join(', ')}; the messages above say why`)
  process.exitCode = 1
}

async function pluginsOf(folder, whole = {}) {
  const plugins = [oneChunk(folder, whole)]
  if (folder === join(root, 'packages/runtime')) plugins.push(await processCode(folder))
  return plugins
}

/** Compiles the runtime's own process functions (`wait`, `Process.info`, …), which bring their support along by themselves. */
async function processCode(folder) {
  const { default: multibeam } = await import('../packages/compiler/dist/plugin/esbuild.js')
  return multibeam({ support: join(folder, 'src/support.ts'), root: join(folder, 'dist') })
}

/**
 * Bundles `multibeam bench` into the published package, as a user would bundle it: what it shares with the workspace's own benchmark is written once,
 * in `bench`, which imports the package.
 */
async function bundleBenchCommand(folder) {
  const { default: multibeam } = await import('../packages/compiler/dist/plugin/esbuild.js')
  const files = ['command', 'host', 'own'].map((name) => ({ in: `src/published/${name}.ts`, out: name }))
  for (const name of benchWorkloads) files.push({ in: `src/workloads/multibeam/${name}.ts`, out: name })
  const outdir = join(root, 'packages/runtime/dist/bench')
  await bundle(folder, files, { outdir, plugins: [multibeam({ root: outdir })] })
}

/** Bundles `src/ENTRY.ts` to `dist/ENTRY.js`; code that entries share goes to chunks beside them. */
async function bundle(folder, entries, { outdir = join(folder, 'dist'), plugins }) {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: entries.map((entry) => (typeof entry === 'string' ? { in: `src/${entry}.ts`, out: entry } : entry)),
    outdir,
    bundle: true,
    splitting: true,
    // Chunks lie beside the entries: `new URL('./worker.js', import.meta.url)` means the same in each of them.
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    sourcemap: 'linked',
    // The package.json's `sideEffects` is a promise about `dist` to users' bundlers, not about the files of `src`.
    ignoreAnnotations: true,
    logLevel: 'warning',
    write: false,
    plugins,
  })
  const files = outputFiles.map(({ path, contents }) => ({ path, contents }))
  steadyBindings(files)
  lightBuiltins(files)
  writeChanged(outdir, files)
}

/** Bundles what a browser runs: all that `src/PAGE/index.html` refers to, minified, to `dist/PAGE`. It brings its dependencies along. */
async function bundlePage(folder, page) {
  const source = join(folder, 'src', page)
  const outdir = join(folder, 'dist', page)
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ['main.tsx', 'main.css'].map((name) => join(source, name)),
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome111', 'firefox113', 'safari16.4'],
    minify: true,
    sourcemap: 'linked',
    logLevel: 'warning',
    write: false,
  })
  const copied = ['index.html', 'icon.svg'].map((name) => ({
    path: join(outdir, name),
    contents: readFileSync(join(source, name)),
  }))
  writeChanged(outdir, [...outputFiles, ...copied])
}

/** Writes what is not there yet, and removes code in `outdir` that nothing produces any more. */
function writeChanged(outdir, outputFiles) {
  mkdirSync(outdir, { recursive: true })
  for (const { path, contents } of outputFiles) {
    if (!existsSync(path) || !readFileSync(path).equals(contents)) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, contents)
    }
    if (path.endsWith('cli.js')) chmodSync(path, 0o755)
  }
  const current = new Set(outputFiles.map(({ path }) => path))
  for (const name of readdirSync(outdir)) {
    const file = join(outdir, name)
    if (/\.js(\.map)?$/.test(name) && !current.has(file)) rmSync(file)
  }
}

// `node scripts/compare-programs.mjs` runs random programs on Multibeam and on the installed Erlang/OTP and compares what their
// processes observed; `--help` tells more. The programs are described in packages/runtime/test/conformance/programs/README.md.

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { root } from './workspace.mjs'

const folder = join(root, 'packages/runtime/test/conformance/programs')
/** The packages as built: the schedulers' threads load them, too. */
const built = {
  multibeam: join(root, 'packages/runtime/dist/index.js'),
  'multibeam/testing': join(root, 'packages/runtime/dist/testing.js'),
  '@multibeam/scheduler': join(root, 'packages/scheduler/dist/index.js'),
}

const missing = Object.values(built).find((file) => !existsSync(file))
if (missing) {
  console.error(`${missing} is not there: run "node scripts/build.mjs" first`)
  process.exitCode = 1
} else {
  // Node runs no TypeScript before version 22.18.
  const output = mkdtempSync(join(tmpdir(), 'multibeam-compare-'))
  try {
    const outfile = join(output, 'compare.mjs')
    await bundle(join(folder, 'compare.ts'), outfile)
    const { main } = await import(pathToFileURL(outfile).href)
    process.exitCode = await main(process.argv.slice(2))
  } finally {
    rmSync(output, { recursive: true, force: true })
  }
}

async function bundle(entry, outfile) {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // The modules find their neighbours, such as programs.erl, beside their source.
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(entry).href) },
    logLevel: 'warning',
    plugins: [
      {
        name: 'built packages',
        setup(context) {
          context.onResolve({ filter: /^@?multibeam/ }, ({ path }) =>
            Object.hasOwn(built, path) ? { path: pathToFileURL(built[path]).href, external: true } : undefined,
          )
        },
      },
    ],
  })
}

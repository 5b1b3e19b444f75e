import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('../', import.meta.url))

it.each(['index', 'hooks'])(
  '%s loads no parser, printer or type stripper before a module is to be compiled',
  async (entry) => {
    const { metafile } = await build({
      absWorkingDir: folder,
      entryPoints: [`src/${entry}.ts`],
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      metafile: true,
      write: false,
      outdir: 'dist',
    })
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
    expect(imports.filter(({ path }) => !path.startsWith('node:'))).toEqual([])
  },
)

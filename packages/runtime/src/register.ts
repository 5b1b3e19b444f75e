// The entry `multibeam/register`: `node --import multibeam/register FILE` runs a TypeScript program on the main thread, where
// its process functions have their identity, and can be given to a VM as they are: `vm.run(main)`.

import { installLoader } from '@multibeam/compiler'
import './functions/registry.ts'

installLoader()
// Stack traces show the TypeScript: the loader's modules carry their maps.
process.setSourceMapsEnabled(true)

// The entry `multibeam/support`: what compiled modules find in their thread before their first statement, imported by
// those that `multibeam build` and the bundler plugins make. Where the loader is, it has seen to it already.

import '@multibeam/compiler/support'
import './functions/registry.ts'

// Loaded before the tests when `SEED` is set: what fast-check makes then follows from it.

import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.SEED) })

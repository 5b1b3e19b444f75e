export const HELP = `multibeam: BEAM-style processes on every core

Usage:
  multibeam run [OPTIONS] FILE [ARGS…]   run the export "main" (or the default export) of a TypeScript or JavaScript
                                         module as the first process, with ARGS as its arguments

Options:
  -s, --schedulers N   schedulers to start, 1 to 64 (default: one per core)
  -h, --help           show this help
  -v, --version        show the version

Exit code: 0 when the process returns or exits normally; 1, with the reason on stderr, when it does not; 2 for a wrong
command line.`

export const HELP = `multibeam: BEAM-style processes on every core

Usage:
  multibeam run [OPTIONS] FILE [ARGS…]   run the export "main" (or the default export) of a TypeScript or JavaScript
                                         module as the first process, with ARGS as its arguments
  multibeam explain [--json] FILE        tell how each process function of a module is compiled, where it can be
                                         suspended, and what keeps it from being compiled or moved
  multibeam build FILE -o DIR            write the module, and those that it imports, as JavaScript that needs no
                                         loader: "node DIR/FILE" runs it where multibeam is installed
  multibeam bench [WORKLOAD|FILE …]      measure on this machine: compare schedulers, cores and versions of Node;
                                         "multibeam bench --help" tells more
  multibeam top [OPTIONS] [SOCKET|LINK]  show an observed program live in the terminal: its schedulers and processes.
                                         Without SOCKET or LINK: the only one of this user's that is observed

Options:
  -s, --schedulers N   run: schedulers to start, 1 to 64 (default: one per core)
      --trace FILE     run: write a timeline of what the schedulers do, for https://ui.perfetto.dev
      --observe [PORT] run: print a link to a page that shows the program live, on this machine (default: any free port)
      --json           explain, top: print JSON, for tools
      --once           top: print once, and end; so it does where the output is no terminal
      --sort KEY       top: reductions (default), memory, queueLength, links, pid, name, initialCall, currentFunction,
                       status or scheduler
      --filter TEXT    top: only processes with this text in pid, name or functions
  -o, --out DIR        build: the directory to write to
  -h, --help           show this help
  -v, --version        show the version

Exit code: 0 when the process returns or exits normally, when the module is explained or built, when the user has
quit top or the program it shows has ended; 1, with the reason on stderr, when not; 2 for a wrong command line.`

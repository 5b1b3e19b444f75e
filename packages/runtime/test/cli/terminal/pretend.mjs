// Loaded before the command line (`--import`): its pipes say that they are a terminal, which Node cannot open by itself.

Object.assign(process.stdout, { isTTY: true, columns: 120, rows: 30 })
Object.assign(process.stdin, {
  isTTY: true,
  setRawMode(raw) {
    this.isRaw = raw
    return this
  },
})

import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { checkOptions } from '../options.ts'

export interface ObserveOptions {
  /** Port of the page, 1 to 65535; 0, the default: any that is free. */
  port?: number
  /**
   * Address or name to listen at. Default `127.0.0.1`: this machine only. With another one, whoever reaches it and has the link can look at
   * everything and end processes, and the connection is not encrypted.
   */
  host?: string
  /** Path of the socket for `multibeam top`; true: one in a directory that only this user can enter; false: none. Default: true, but on Windows false. */
  socket?: string | boolean
  /**
   * Have the schedulers look for slices that take longer than the VM's option `longSchedule`. Default false: they are shown only while the program listens
   * to `longSchedule` itself, since looking costs short slices up to a tenth (measured: ping-pong, scripts/observe-overhead.mjs).
   */
  longSchedule?: boolean
}

export type CompletedObserveOptions = Required<ObserveOptions>

const OPTIONS = ['port', 'host', 'socket', 'longSchedule'] satisfies (keyof ObserveOptions)[]

/** Throws BadArg. */
export function completeObserveOptions(options: ObserveOptions): CompletedObserveOptions {
  checkOptions('vm.observe', options, OPTIONS)
  const { port = 0, host = '127.0.0.1', socket = process.platform !== 'win32', longSchedule = false } = options
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new BadArg(`vm.observe: port is ${inspect(port)}; give a whole number from 0 to 65535`)
  }
  if (typeof host !== 'string' || host === '') {
    throw new BadArg(`vm.observe: host is ${inspect(host)}; give an address or a name to listen at`)
  }
  if (typeof socket !== 'boolean' && (typeof socket !== 'string' || socket === '')) {
    throw new BadArg(`vm.observe: socket is ${inspect(socket)}; give a path, true or false`)
  }
  if (typeof longSchedule !== 'boolean') {
    throw new BadArg(`vm.observe: longSchedule is ${inspect(longSchedule)}; give true or false`)
  }
  return { port, host, socket, longSchedule }
}

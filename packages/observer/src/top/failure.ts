/** Why `multibeam top` cannot show a VM, for people. */
export class TopFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TopFailure'
  }
}

/**
 * Loaded into a service by `node --import`: each SIGUSR2 sets its clock back by an hour, as somebody might that of its
 * machine.
 */
let setBackBy = 0;
process.on('SIGUSR2', () => {
  setBackBy += 3_600_000;
});

const actual = Date.now.bind(Date);
const now = () => actual() - setBackBy;
globalThis.Date = new Proxy(Date, {
  get: (date, name): unknown => (name === 'now' ? now : Reflect.get(date, name)),
  construct: (date, given) => Reflect.construct(date, given.length === 0 ? [now()] : given) as Date,
});

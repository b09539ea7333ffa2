/** Text that is no signed note, no checkpoint or no key, by the letter of its specification. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** A note that nothing is to be believed of: a known key did not sign it, though it says so, or none that is known did. */
export class Unverified extends Error {
  override readonly name = 'Unverified';
}

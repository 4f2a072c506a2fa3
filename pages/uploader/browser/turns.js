// Acts on one thing, one after the other, while acts on others go their way.

export class Turns {
  constructor() {
    /** @type {Map<string, Promise<unknown>>} */
    this.last = new Map();
  }

  /**
   * Acts when everything before it on the same thing is over, however that ended.
   * @template Result
   * @param {string} thing
   * @param {() => Promise<Result>} act
   * @returns {Promise<Result>}
   */
  take(thing, act) {
    const done = (this.last.get(thing) ?? Promise.resolve()).then(act);
    this.last.set(thing, done.catch(() => {}));
    return done;
  }
}

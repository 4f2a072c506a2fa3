import assert from "node:assert/strict";
import { test } from "node:test";

import { Pool } from "../../../../../pages/uploader/browser/pool.js";
import { settle } from "./time.js";

// A file whose parts stay on their way until the test ends them.
class File {
  /**
   * @param {string} name
   * @param {string[]} log
   * @param {number} parts
   */
  constructor(name, log, parts = Infinity) {
    this.name = name;
    this.log = log;
    this.parts = parts;
    /** @type {(() => void)[]} */
    this.ends = [];
  }

  sendNext() {
    if (this.parts === 0) return null;
    this.parts -= 1;
    this.log.push(this.name);
    return /** @type {Promise<void>} */ (new Promise((end) => this.ends.push(end)));
  }
}

test("five parts are on their way at once, in turn from every file", () => {
  const pool = new Pool();
  /** @type {string[]} */
  const log = [];
  pool.senders.push(new File("a", log), new File("b", log));

  pool.add(new File("c", log));

  assert.deepEqual(log, ["a", "b", "c", "a", "b"]);
});

test("the next part starts when one has ended, and it is another file's", async () => {
  const pool = new Pool();
  /** @type {string[]} */
  const log = [];
  const huge = new File("huge", log);
  pool.add(huge);
  pool.add(new File("small", log));
  assert.equal(log.includes("small"), false);

  huge.ends[0]();
  await settle();
  huge.ends[1]();
  await settle();

  assert.deepEqual(log.slice(5), ["huge", "small"]);
});

test("a file that has nothing to send now holds up no other", () => {
  const pool = new Pool();
  /** @type {string[]} */
  const log = [];
  pool.add(new File("paused", log, 0));

  pool.add(new File("a", log, 2));

  assert.deepEqual(log, ["a", "a"]);
});

test("a file that was removed sends nothing more", async () => {
  const pool = new Pool();
  /** @type {string[]} */
  const log = [];
  const file = new File("a", log);
  pool.add(file);

  pool.remove(file);
  file.ends.forEach((end) => end());
  await settle();

  assert.equal(log.length, 5);
  assert.equal(pool.active, 0);
});

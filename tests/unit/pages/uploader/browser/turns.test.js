import assert from "node:assert/strict";
import { test } from "node:test";

import { Turns } from "../../../../../pages/uploader/browser/turns.js";
import { settle } from "./time.js";

test("an act waits for the one before it on the same thing, not for others", async () => {
  const turns = new Turns();
  /** @type {string[]} */
  const log = [];
  /** @type {PromiseWithResolvers<void>} */
  const first = Promise.withResolvers();
  turns.take("file", () => first.promise);

  const second = turns.take("file", () => Promise.resolve(log.push("the same file")));
  await turns.take("other", () => Promise.resolve(log.push("another")));
  await settle();
  assert.deepEqual(log, ["another"]);
  first.resolve();
  await second;

  assert.deepEqual(log, ["another", "the same file"]);
});

test("an act that fails tells its own caller and holds up no other", async () => {
  const turns = new Turns();

  const failing = turns.take("file", () => Promise.reject(new Error("no")));
  const next = turns.take("file", () => Promise.resolve("done"));

  await assert.rejects(failing, /no/);
  assert.equal(await next, "done");
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { settle, stopTime } from "./time.js";

Object.assign(globalThis, { window: globalThis, document: { hidden: false } });
const { Shelf } = await import("../../../../../pages/uploader/browser/shelf.js");

/** @import { JobLine } from "../../../../../pages/uploader/browser/types.d.ts" */

/** @type {JobLine} */
const UNFINISHED = { job_id: "j1", name: "customers.csv", size: 100, state: "unfinished", arrived: 40 };

// A shelf without anything on it, cut from the Python side.
function emptyShelf() {
  sessionStorage.clear();
  stopTime();
  return new Shelf();
}

test("a record's line is shown, and what it says next replaces what it said", () => {
  const shelf = emptyShelf();
  shelf.show({ ...UNFINISHED, state: "failed", note: "There is no email column.", remedy: "read" });

  shelf.show({ ...UNFINISHED, state: "ready", customers: 3 });

  const [{ state, note, remedy, customers }] = shelf.entries;
  assert.deepEqual([state, note, remedy, customers], ["ready", "", undefined, 3]);
});

test("a job that is gone leaves the list", () => {
  const shelf = emptyShelf();
  shelf.show(UNFINISHED);

  shelf.show({ job_id: "j1", state: "unknown" });

  assert.deepEqual(shelf.entries, []);
});

test("a line that was taken away does not come back with an answer that was on its way", async () => {
  const shelf = emptyShelf();
  const answers = Promise.withResolvers();
  shelf.show({ ...UNFINISHED, state: "failed" });
  shelf.calls.ask = () => answers.promise;
  shelf.lookout.lookAgain();
  shelf.dismiss(shelf.entries[0]);

  answers.resolve({ lines: [{ ...UNFINISHED, state: "failed" }] });
  await settle();

  assert.deepEqual(shelf.entries, []);
});

test("the tab that sends a file knows better than its record", () => {
  const shelf = emptyShelf();
  shelf.add([new File(["x"], "customers.csv")]);
  shelf.adopt(shelf.entries[0], "j1");

  shelf.show({ ...UNFINISHED, state: "waiting" });

  assert.equal(shelf.entries[0].state, "preparing");
});

test("the same file chosen again goes on with what was left unfinished", () => {
  const shelf = emptyShelf();
  shelf.show(UNFINISHED);

  shelf.add([new File(["x".repeat(100)], "customers.csv")]);
  shelf.adopt(shelf.entries[0], "j1");

  assert.equal(shelf.entries.length, 1);
});

test("a file that only looks like an unfinished one leaves that one's line alone", () => {
  const shelf = emptyShelf();
  shelf.show(UNFINISHED);

  shelf.add([new File(["y".repeat(100)], "customers.csv")]);
  shelf.adopt(shelf.entries[0], "j2");

  assert.deepEqual(shelf.entries.map(({ jobId, state, sent }) => [jobId, state, sent]), [
    ["j1", "unfinished", 40],
    ["j2", "preparing", 0],
  ]);
});

test("what a line tells of the time to come is that of its newest record", () => {
  const shelf = emptyShelf();
  shelf.show({ ...UNFINISHED, state: "waiting", before: 2, left: 360 });
  const [entry] = shelf.entries;
  assert.deepEqual([entry.before, entry.left], [2, 360]);

  shelf.show({ ...UNFINISHED, state: "counting", rows: 5, left: 60 });
  assert.deepEqual([entry.before, entry.left], [undefined, 60]);

  shelf.show({ ...UNFINISHED, state: "counting", rows: 6 });
  assert.equal(entry.left, 0);
});

test("a file chosen in place of one that failed takes its line", () => {
  const shelf = emptyShelf();
  shelf.show({ ...UNFINISHED, state: "failed", remedy: "choose" });

  shelf.add([new File(["x"], "better.csv")], shelf.entries[0]);

  assert.deepEqual(shelf.entries.map(({ name }) => name), ["better.csv"]);
});

test("a reload shows what was being counted or is over, and not what was dismissed", () => {
  const shelf = emptyShelf();
  shelf.show({ ...UNFINISHED, job_id: "j1", state: "ready" });
  shelf.show({ ...UNFINISHED, job_id: "j2", state: "counting" });
  shelf.show({ ...UNFINISHED, job_id: "j3", state: "failed" });

  shelf.dismiss(shelf.entries[2]);

  assert.deepEqual(JSON.parse(sessionStorage.getItem("audience-followed") ?? ""), ["j1", "j2"]);
});

test("an upload in the records that is just being begun here has no second line", async () => {
  const shelf = emptyShelf();
  const [[recall]] = shelf.calls.outbox;
  shelf.add([new File(["x".repeat(100)], "customers.csv")]);

  const other = { ...UNFINISHED, job_id: "j2", name: "other.csv" };
  shelf.calls.hear([{ id: recall, result: { lines: [UNFINISHED, other] } }]);
  await settle();

  assert.deepEqual(shelf.entries.map(({ name, state }) => [name, state]), [
    ["customers.csv", "preparing"],
    ["other.csv", "unfinished"],
  ]);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  announcementOf,
  linkOf,
  percent,
  sizeOf,
  sizeOfTotal,
  statusOf,
  stripText,
  timeLeft,
} from "../../../../../pages/uploader/browser/words.js";

/** @import { Entry } from "../../../../../pages/uploader/browser/types.d.ts" */

/**
 * @param {Partial<Entry>} fields
 * @returns {Entry}
 */
const file = (fields) => ({
  key: 1,
  name: "customers.csv",
  size: 4_400_000_000,
  state: "uploading",
  sent: 0,
  speed: 0,
  left: 0,
  note: "",
  trouble: "",
  options: {},
  ...fields,
});

/** @param {string} text */
const breakable = (text) => text.replaceAll("\u00a0", " ");

test("sizes have one decimal and the unit in which they are short", () => {
  const sizes = [0, 1, 999, 1_000, 999_949, 999_950, 4_400_000_000, 1e18].map((bytes) => breakable(sizeOf(bytes)));

  assert.deepEqual(sizes, ["0 bytes", "1 byte", "999 bytes", "1.0 KB", "999.9 KB", "1.0 MB", "4.4 GB", "1,000.0 PB"]);
});

test("what is sent is told in the file's unit, unless that would show nothing", () => {
  assert.equal(breakable(sizeOfTotal(1_240_000_000, 4_400_000_000)), "1.2 of 4.4 GB");
  assert.equal(breakable(sizeOfTotal(16_000_000, 4_400_000_000)), "16.0 MB of 4.4 GB");
});

test("100 % is said only of what is whole", () => {
  assert.deepEqual([0, 0.999999, 1, 1.2, -1].map((share) => breakable(percent(share))), [
    "0 %",
    "99 %",
    "100 %",
    "100 %",
    "0 %",
  ]);
});

test("the time left is told in steps that are the larger the longer it takes", () => {
  const seconds = [0, 9.9, 10, 31, 50, 52, 89, 91, 560, 700, 3_300, 3_570, 4_000, 7_500, 12_000, 40_000];
  assert.deepEqual(seconds.map((each) => breakable(timeLeft(each)).replace(/^about | left$/g, "")), [
    "a few seconds",
    "a few seconds",
    "10 s",
    "40 s",
    "50 s",
    "1 min",
    "1 min",
    "2 min",
    "9 min",
    "10 min",
    "55 min",
    "1 h",
    "1 h 10 min",
    "2 h 10 min",
    "3 h 30 min",
    "11 h",
  ]);
  assert.equal(breakable(timeLeft(240)), "about 4 min left");
});

test("an upload tells its speed and the time left as soon as they are known", () => {
  assert.equal(statusOf(file({ sent: 400_000_000 })).hint, "");
  const hintOf = (/** @type {Partial<Entry>} */ known) =>
    breakable(statusOf(file({ sent: 400_000_000, ...known })).hint ?? "");
  assert.equal(hintOf({ speed: 40_000_000 }), "40.0 MB/s");
  assert.equal(hintOf({ speed: 40_000_000, left: 120 }), "40.0 MB/s · about 2 min left");
});

test("a waiting file tells how many are before it, and about how long that takes, if that is known", () => {
  const hintOf = (/** @type {Partial<Entry>} */ known) =>
    breakable(statusOf(file({ state: "waiting", ...known })).hint ?? "");
  assert.equal(hintOf({}), "");
  assert.equal(hintOf({ before: 0 }), "Yours is next");
  assert.equal(hintOf({ before: 1, left: 5 }), "1 file is before yours · a few seconds");
  assert.equal(hintOf({ before: 1_200, left: 360 }), "1,200 files are before yours · about 6 min");
});

test("a count tells how long it still takes", () => {
  const counting = file({ state: "counting", rows: 12_400_000 });
  assert.equal(statusOf(counting).hint, "");
  assert.equal(breakable(statusOf({ ...counting, left: 240 }).hint ?? ""), "about 4 min left");
});

test("a report that is ready says how many customers and countries it has", () => {
  const ready = file({ state: "ready" });
  assert.equal(statusOf({ ...ready, customers: 1, countries: 1 }).text, "Ready · 1 customer in 1 country");
  assert.equal(
    statusOf({ ...ready, customers: 12_500, countries: 31 }).text,
    "Ready · 12,500 customers in 31 countries",
  );
  assert.equal(statusOf({ ...ready, customers: 12_500, countries: 0 }).text, "Ready · 12,500 customers");
  assert.equal(statusOf({ ...ready, customers: 0 }).text, "Ready · no customers found");
});

test("a link to the report is there only when it has more to say", () => {
  assert.equal(linkOf(file({ state: "ready" })), "View report →");
  assert.equal(linkOf(file({ state: "unclear" })), "Check →");
  assert.equal(linkOf(file({ state: "failed", remedy: "read" })), "Read it differently →");
  assert.equal(linkOf(file({ state: "failed", remedy: "retry" })), "");
});

test("screen readers hear how it ends, not every step", () => {
  assert.equal(announcementOf(file({ state: "verifying" })), "");
  assert.equal(
    announcementOf(file({ state: "failed", note: "There is no email column." })),
    "customers.csv: Failed. There is no email column.",
  );
});

test("the other pages' strip tells of uploads first, then of counting, then nothing", () => {
  const sending = [file({ size: 300, sent: 100 }), file({ size: 100, sent: 100, state: "verifying" })];
  const counting = file({ state: "counting", share: 0.5 });
  const text = stripText([...sending, counting])?.text ?? "";

  assert.equal(breakable(text), "2 files uploading · 50 %");
  assert.deepEqual(stripText([counting, file({ state: "waiting" })]), { text: "2 files being counted", share: 0.25 });
  assert.equal(stripText([file({ state: "ready" })]), null);
});

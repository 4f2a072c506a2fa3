import assert from "node:assert/strict";
import { test } from "node:test";

import { Parts } from "../../../../../pages/uploader/browser/parts.js";
import { stopTime } from "./time.js";

/**
 * URLs for parts, good for a quarter of an hour.
 * @param {number[]} numbers
 */
const presigned = (numbers) => ({
  urls: Object.fromEntries(numbers.map((number) => [number, `https://storage/${number}`])),
  url_seconds: 900,
});

test("parts that have arrived are not sent again, and the last part is what is left of the file", () => {
  const parts = new Parts(25, 10, [1]);
  parts.takeUrls(presigned([2, 3]));

  assert.equal(parts.sent, 10);
  assert.deepEqual(parts.take(), { number: 2, url: "https://storage/2", start: 10, size: 10 });
  assert.deepEqual(parts.take(), { number: 3, url: "https://storage/3", start: 20, size: 5 });
  assert.equal(parts.take(), null);
});

test("what is on its way counts as sent until it is lost", () => {
  const parts = new Parts(20, 10, []);
  parts.takeUrls(presigned([1, 2]));
  parts.take();
  parts.take();
  parts.flying.set(1, 4);
  parts.landed(2);
  assert.equal(parts.sent, 14);

  parts.lost(1);

  assert.equal(parts.sent, 10);
  assert.deepEqual(parts.missing, [1]);
});

test("a part that lands or is lost after it was taken back changes nothing", () => {
  const parts = new Parts(20, 10, []);
  parts.takeUrls(presigned([1]));
  parts.take();
  parts.lost(1);

  parts.lost(1);
  parts.landed(1);

  assert.deepEqual(parts.missing, [1, 2]);
  assert.equal(parts.sent, 0);
});

test("a file is whole when its last part has landed", () => {
  const parts = new Parts(15, 10, [1]);
  parts.takeUrls(presigned([2]));
  parts.take();
  assert.equal(parts.isWhole, false);

  parts.landed(2);

  assert.equal(parts.isWhole, true);
  assert.equal(parts.sent, 15);
});

test("a URL serves once", () => {
  const parts = new Parts(10, 10, []);
  parts.takeUrls(presigned([1]));
  parts.take();
  parts.lost(1);

  assert.equal(parts.take(), null);
  assert.deepEqual(parts.toPresign(), [1]);
});

test("a URL is not used when most of its time is over", async () => {
  const pass = stopTime();
  const parts = new Parts(10, 10, []);
  parts.takeUrls({ ...presigned([1]), url_seconds: 10 });
  assert.deepEqual(parts.toPresign(), []);

  await pass(8_000);

  assert.equal(parts.take(), null);
  assert.deepEqual(parts.toPresign(), [1]);
});

test("fifty are presigned at once, and more as soon as the next fifteen are not all presigned", () => {
  const parts = new Parts(1_000, 10, []);
  const first = parts.toPresign();
  assert.equal(first.length, 50);
  parts.takeUrls(presigned(first));

  for (let taken = 0; taken < 35; taken += 1) parts.take();
  assert.deepEqual(parts.toPresign(), []);
  parts.take();

  assert.deepEqual(parts.toPresign().slice(0, 2), [51, 52]);
});

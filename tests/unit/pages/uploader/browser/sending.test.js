import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Parts } from "../../../../../pages/uploader/browser/parts.js";
import { Sending } from "../../../../../pages/uploader/browser/sending.js";
import { Setbacks } from "../../../../../pages/uploader/browser/setbacks.js";
import { SAYS } from "../../../../../pages/uploader/browser/words.js";
import { settle, stopTime } from "./time.js";

/** @type {Put[]} */
let puts = [];

// What the browser is asked to send; the test is the storage.
class Put {
  constructor() {
    /** @type {Record<string, (event?: { loaded: number }) => void>} */
    this.upload = {};
    this.status = 0;
    this.url = "";
    this.onload = this.onerror = this.onabort = () => {};
    puts.push(this);
  }

  /**
   * @param {string} _method
   * @param {string} url
   */
  open(_method, url) {
    this.url = url;
  }

  /** @param {Blob} blob */
  send(blob) {
    this.blob = blob;
  }

  abort() {
    this.onabort();
  }

  /** @param {number} status */
  async answer(status) {
    this.status = status;
    if (status) this.onload();
    else this.onerror();
    await settle();
  }
}

// A file of four parts whose URLs are there; more are presigned at once.
function underWay() {
  const pass = stopTime();
  puts = [];
  Object.assign(globalThis, { XMLHttpRequest: Put });
  const parts = new Parts(40, 10, []);
  const presign = (/** @type {number[]} */ numbers) => ({
    urls: Object.fromEntries(numbers.map((number) => [number, `https://storage/${number}`])),
    url_seconds: 900,
  });
  parts.takeUrls(presign([1, 2, 3, 4]));
  const transfer = {
    entry: { trouble: "" },
    file: new File(["x".repeat(40)], "customers.csv"),
    isUploading: true,
    isOver: false,
    jobId: "j1",
    setbacks: new Setbacks(() => {}),
    shelf: { pool: { pump: mock.fn() } },
    insist: mock.fn((_op, { parts }) => Promise.resolve(presign(parts))),
    complete: mock.fn(),
    fail: mock.fn(),
    giveUp: mock.fn(),
    restart: mock.fn(),
  };
  const sending = new Sending(/** @type {any} */ (transfer), parts);
  return { parts, pass, sending, transfer };
}

Object.defineProperty(navigator, "onLine", { value: true, configurable: true });

test("a file is completed when the storage has its last part", async () => {
  const { sending, transfer } = underWay();
  for (let part = 0; part < 4; part += 1) sending.sendNext();
  assert.deepEqual(puts.map(({ url, blob }) => [url, blob?.size]), [
    ["https://storage/1", 10],
    ["https://storage/2", 10],
    ["https://storage/3", 10],
    ["https://storage/4", 10],
  ]);

  for (const put of puts.slice(1)) await put.answer(200);
  assert.equal(transfer.complete.mock.callCount(), 0);
  await puts[0].answer(200);

  assert.equal(transfer.complete.mock.callCount(), 1);
});

test("after a failure one part alone tries the way, and then all go on", async () => {
  const { pass, sending } = underWay();
  sending.sendNext();
  await puts[0].answer(503);
  assert.equal(sending.sendNext(), null);
  await pass(1_300);

  sending.sendNext();
  await settle();
  assert.equal(sending.sendNext(), null);
  await puts[1].answer(200);

  assert.notEqual(sending.sendNext(), null);
  assert.notEqual(sending.sendNext(), null);
});

test("parts that fail together are one failure", async () => {
  const { sending, transfer } = underWay();
  sending.sendNext();
  sending.sendNext();

  await puts[0].answer(503);
  await puts[1].answer(503);

  assert.equal(transfer.setbacks.failures, 1);
});

test("a part whose URL is refused is presigned anew, and the others with it", async () => {
  const { pass, sending, transfer } = underWay();
  sending.sendNext();

  await puts[0].answer(403);
  await pass(1_300);
  sending.sendNext();
  await settle();

  assert.deepEqual(transfer.insist.mock.calls[0].arguments, ["presign", { job_id: "j1", parts: [1, 2, 3, 4] }]);
});

test("a storage that refuses every new URL is no outage", async () => {
  const { pass, sending, transfer } = underWay();
  for (let time = 0; time < 6; time += 1) {
    if (!sending.sendNext()) {
      await settle(); // it is presigned first
      sending.sendNext();
    }
    await puts[time].answer(403);
    await pass(15_000);
  }

  assert.deepEqual(transfer.fail.mock.calls[0].arguments, ["failed", SAYS.denied, "again"]);
});

test("an upload that the storage does not know begins anew", async () => {
  const { sending, transfer } = underWay();
  sending.sendNext();

  await puts[0].answer(404);

  assert.equal(transfer.restart.mock.callCount(), 1);
});

test("a file that can no longer be read is given up, not tried again", async () => {
  const { sending, transfer } = underWay();
  sending.sendNext();
  mock.method(Blob.prototype, "arrayBuffer", () => Promise.reject(new DOMException("changed", "NotReadableError")));

  await puts[0].answer(0);

  assert.deepEqual(transfer.giveUp.mock.calls[0].arguments, [SAYS.changed]);
});

test("a part that does not move for three quarters of a minute is sent again", async () => {
  const { parts, pass, sending } = underWay();
  sending.sendNext();
  await pass(30_000);
  puts[0].upload.onprogress({ loaded: 4 });
  await pass(44_000);
  assert.equal(parts.flying.get(1), 4);

  await pass(3_000);

  assert.equal(parts.flying.size, 0);
  assert.deepEqual(parts.missing, [1, 2, 3, 4]);
});

test("what is stopped is sent again later, and is no failure", async () => {
  const { parts, sending, transfer } = underWay();
  sending.sendNext();
  sending.sendNext();

  sending.stop();
  await settle();

  assert.deepEqual(parts.missing.toSorted(), [1, 2, 3, 4]);
  assert.equal(transfer.setbacks.failures, 0);
});

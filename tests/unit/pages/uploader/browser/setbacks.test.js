import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Setbacks } from "../../../../../pages/uploader/browser/setbacks.js";
import { SAYS } from "../../../../../pages/uploader/browser/words.js";
import { stopTime } from "./time.js";

const URL_OF_PART = "https://storage.example/part";

// Setbacks that note when it is time for another try.
function noted() {
  const goOn = mock.fn();
  return { setbacks: new Setbacks(goOn), goOn, pass: stopTime() };
}

test("the first failure is kept from the analyst; the next try comes soon", async () => {
  const { setbacks, goOn, pass } = noted();

  assert.equal(await setbacks.count(503, URL_OF_PART), "");
  assert.equal(setbacks.isWaiting, true);
  await pass(900);

  assert.equal(setbacks.isWaiting, false);
  assert.equal(goOn.mock.callCount(), 1);
});

test("a storage that stays in trouble is called away, for as long as it lasts", async () => {
  const { setbacks } = noted();
  const told = [];
  for (let time = 0; time < 8; time += 1) told.push(await setbacks.count(503, URL_OF_PART));

  assert.deepEqual(told, ["", ...Array(7).fill(SAYS.storageAway)]);
});

test("a storage that answers and refuses every time is told of, and left alone for a minute", async () => {
  const { setbacks, pass } = noted();
  for (let time = 0; time < 5; time += 1) await setbacks.count(403, URL_OF_PART);

  assert.equal(await setbacks.count(403, URL_OF_PART), SAYS.denied);
  await pass(50_000);
  assert.equal(setbacks.isWaiting, true);
  await pass(10_000);
  assert.equal(setbacks.isWaiting, false);
});

test("a page whose address the storage does not allow is told from an outage", async () => {
  const { setbacks } = noted();
  mock.method(globalThis, "fetch", () => Promise.resolve(new Response()));
  for (let time = 0; time < 5; time += 1) await setbacks.count(0, URL_OF_PART);
  assert.equal(await setbacks.count(0, URL_OF_PART), SAYS.stranger);

  mock.method(globalThis, "fetch", () => Promise.reject(new TypeError("no connection")));
  assert.equal(await setbacks.count(0, URL_OF_PART), SAYS.storageAway);
});

test("nothing is told of an outage that was over while its reason was looked for", async () => {
  const { setbacks } = noted();
  mock.method(globalThis, "fetch", () => {
    setbacks.clear();
    return Promise.resolve(new Response());
  });
  for (let time = 0; time < 5; time += 1) await setbacks.count(0, URL_OF_PART);

  assert.equal(await setbacks.count(0, URL_OF_PART), "");
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { Calls } from "../../../../../pages/uploader/browser/calls.js";
import { settle, stopTime } from "./time.js";

/** @import { Question } from "../../../../../pages/uploader/browser/types.d.ts" */

// Calls with a wire that only notes what is sent.
function connected() {
  const pass = stopTime();
  const calls = new Calls();
  /** @type {Question[][]} */
  const sent = [];
  const wire = (/** @type {Question[]} */ outbox) => void sent.push(outbox);
  calls.connect(wire);
  return { calls, pass, sent, wire };
}

const STORAGE_AWAY = { code: "storage_unavailable", message: "Storage is not reachable." };
const NOT_FOUND = { code: "job_not_found", message: "There is no such file." };

test("what is asked together is sent together", async () => {
  const { calls, sent } = connected();

  calls.ask("recall", {});
  calls.ask("cancel", { job_id: "j1" });
  await settle();

  assert.deepEqual(sent.map((outbox) => outbox.map(({ op }) => op)), [["recall", "cancel"]]);
});

test("what is unanswered is sent again, later each time, under its first id", async () => {
  const { calls, pass, sent } = connected();
  calls.ask("recall", {});
  await settle();

  await pass(1_000);
  assert.equal(sent.length, 2);
  await pass(2_000);
  assert.equal(sent.length, 3);
  await pass(6_000);

  assert.equal(sent.length, 5);
  assert.equal(new Set(sent.flat().map(({ id }) => id)).size, 1);
});

test("an answer ends the sending, and one that comes twice or for nobody is passed over", async () => {
  const { calls, pass, sent } = connected();
  const asked = calls.ask("recall", {});
  await settle();
  const answer = { id: sent[0][0].id, result: { lines: [] } };

  calls.hear([{ id: "another-tab", result: {} }, answer]);
  calls.hear([answer]);

  assert.deepEqual(await asked, { lines: [] });
  await pass(10_000);
  assert.equal(sent.length, 1);
});

test("what is asked while nothing is mounted is sent as soon as something is", async () => {
  const { calls, sent, wire } = connected();
  calls.disconnect(wire);
  calls.ask("recall", {});
  await settle();
  assert.equal(sent.length, 0);

  calls.connect(wire);

  assert.equal(sent.length, 1);
});

test("a component that goes does not cut the one that came after it", async () => {
  const { calls, sent, wire } = connected();
  calls.connect((outbox) => void sent.push(outbox));
  calls.disconnect(wire);

  calls.ask("recall", {});
  await settle();

  assert.equal(sent.length, 1);
});

test("after nine seconds without an answer the page is called silent", async () => {
  const { calls, pass } = connected();
  calls.ask("recall", {});
  await pass(9_000);
  assert.equal(calls.isSilent, false);

  await pass(50);

  assert.equal(calls.isSilent, true);
});

test("a refusal tells its code and its sentence", async () => {
  const { calls, sent } = connected();
  const asked = calls.ask("cancel", { job_id: "j1" });
  await settle();

  calls.hear([{ id: sent[0][0].id, error: NOT_FOUND }]);

  await assert.rejects(asked, { code: NOT_FOUND.code, message: NOT_FOUND.message });
});

test("who insists asks anew after an outage, until there is an answer", async () => {
  const { calls, pass, sent } = connected();
  /** @type {string[]} */
  const told = [];
  const asked = calls.insist("recall", {}, ({ message }) => void told.push(message));
  await settle();
  calls.hear([{ id: sent[0][0].id, error: STORAGE_AWAY }]);

  await pass(800);
  const [again] = sent[1];
  calls.hear([{ id: again.id, result: { lines: [] } }]);

  assert.deepEqual(await asked, { lines: [] });
  assert.notEqual(again.id, sent[0][0].id);
  assert.deepEqual(told, [STORAGE_AWAY.message]);
});

test("who insists is told at once what waiting does not mend", async () => {
  const { calls, sent } = connected();
  const asked = calls.insist("cancel", { job_id: "j1" });
  await settle();

  calls.hear([{ id: sent[0][0].id, error: NOT_FOUND }]);

  await assert.rejects(asked, { code: NOT_FOUND.code });
});

test("who insists may stop", async () => {
  const { calls, pass, sent } = connected();
  const asked = calls.insist("recall", {}, () => true);
  await settle();

  calls.hear([{ id: sent[0][0].id, error: STORAGE_AWAY }]);

  await assert.rejects(asked, { code: STORAGE_AWAY.code });
  await pass(20_000);
  assert.equal(sent.length, 1);
});

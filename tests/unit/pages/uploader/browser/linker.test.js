import assert from "node:assert/strict";
import { test } from "node:test";

/** @import { Mounted } from "../../../../../pages/uploader/browser/types.d.ts" */

/** @type {string[]} */
const log = [];
Object.assign(globalThis, {
  log,
  MODULES: {
    uploader: `import { first } from "./first.js";
import {
  second,
} from "./second.js";
const own = "uploader";
export default (component) => [own, first, second, component];
`,
    first: `import { second } from "./second.js";
const own = "first";
export { own as first, second };
`,
    second: `const own = "second";
log.push(own);
export { own as second };
`,
  },
});

test("modules import one another, each run once and with names of its own", async () => {
  const { default: show } = await import("../../../../../pages/uploader/linker.js");
  const component = /** @type {Mounted<unknown>} */ ({});

  assert.deepEqual(await show(component), ["uploader", "first", "second", component]);
  assert.deepEqual(log, ["second"]);
});

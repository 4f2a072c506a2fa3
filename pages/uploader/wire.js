// The tiny component that carries requests and answers: its data changes often, so its code must be small.

/** @import { Answer, Mounted, Wire } from "./browser/types.d.ts" */

/** @param {Mounted<{ answers?: Answer[] } | null>} component */
export default function ({ data, setTriggerValue }) {
  /** @type {Wire} */
  const wire = (outbox) => setTriggerValue("outbox", outbox);
  const line = { wire, answers: data?.answers ?? [] };
  window.audienceLine = line;
  window.dispatchEvent(new Event("audience-line"));
  return () => {
    if (window.audienceLine === line) window.audienceLine = null;
    window.dispatchEvent(new CustomEvent("audience-line-cut", { detail: wire }));
  };
}

// The tiny component that carries requests and answers: its data changes often, so its code must be small.

export default function ({ data, setTriggerValue }) {
  const wire = (outbox) => setTriggerValue("outbox", outbox);
  const line = { wire, answers: data?.answers ?? [] };
  window.audienceLine = line;
  window.dispatchEvent(new Event("audience-line"));
  return () => {
    if (window.audienceLine === line) window.audienceLine = null;
    window.dispatchEvent(new CustomEvent("audience-line-cut", { detail: wire }));
  };
}

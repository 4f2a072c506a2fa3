// What the modules hand to one another, and what they and the page's Python side say to each other.

import type { Icon } from "./dom.js";
import type { Interruption } from "./interruption.js";
import type { Shelf } from "./shelf.js";
import type { Transfer } from "./transfer.js";

/** Of a file: what this tab does with it, or what its record says. */
export type State =
  | "preparing"
  | "uploading"
  | "paused"
  | "verifying"
  | "refused"
  | "unreadable"
  | "elsewhere"
  | "unfinished"
  | "waiting"
  | "counting"
  | "stopping"
  | "ready"
  | "unclear"
  | "failed"
  | "cancelled"
  | "expired";

/** What a button or link does: count again, upload the same file again, choose another, read it differently. */
export type Remedy = "retry" | "again" | "choose" | "read";

/** What the analyst wants for the files dropped from now on. */
export interface CountOptions {
  ask_first: boolean;
  fold_gmail: boolean;
}

/** What a record tells of its counting. */
export interface Figures {
  rows?: number;
  share?: number;
  customers?: number;
  countries?: number;
  /** How many files come before one that waits. */
  before?: number;
  /** Seconds until it is begun or counted. */
  left?: number;
}

/** One file of this tab, from drop to report. */
export interface Entry extends Figures {
  key: number;
  name: string;
  size: number;
  state: State;
  /** Bytes that the storage has or that are on their way. */
  sent: number;
  /** Bytes a second; 0 while it is not known. */
  speed: number;
  /** Seconds until it is sent, begun or counted, as they are told; 0 while that is not known. */
  left: number;
  /** A sentence about how it ended or stands. */
  note: string;
  /** A sentence about what passes; empty while nothing is wrong. */
  trouble: string;
  remedy?: Remedy;
  /** Whether the analyst is asked if a large upload may be thrown away. */
  asking?: boolean;
  jobId?: string;
  file?: File;
  fingerprint?: string;
  options: Partial<CountOptions>;
  transfer?: Transfer;
  /** The unfinished upload that this file is believed to go on with. */
  hoped?: { jobId?: string; sent: number } | null;
}

/** What is known of a file when it gets its line. */
export type NewEntry = Pick<Entry, "name" | "size"> & Partial<Entry>;

/** A job as the Python side shows it. */
export interface JobLine extends Figures {
  job_id: string;
  name: string;
  size: number;
  state: State;
  arrived?: number;
  note?: string;
  remedy?: Remedy;
}

/** A job that is no longer there, or never was this analyst's. */
export interface UnknownLine {
  job_id: string;
  state: "unknown";
}

export type Line = JobLine | UnknownLine;

/** URLs by the number of their part, each as text. */
export interface Presigned {
  urls: Record<string, string>;
  url_seconds: number;
}

/** An upload that is open: its parts' size, and which of them have arrived. */
export interface Opened extends Presigned {
  job_id: string;
  part_size: number;
  arrived: number[];
}

/** What can be asked of the Python side, and what it answers. */
export interface Operations {
  begin: { fields: { name: string; size: number; fingerprint: string } & Partial<CountOptions>; result: Opened };
  presign: { fields: { job_id: string; parts: number[] }; result: Presigned };
  complete: { fields: { job_id: string }; result: { pending?: boolean; line?: JobLine } };
  cancel: { fields: { job_id: string }; result: { line: JobLine } };
  retry: { fields: { job_id: string }; result: { line: JobLine } };
  watch: { fields: { jobs: string[] }; result: { lines: Line[] } };
  recall: { fields: Record<never, never>; result: { lines: JobLine[] } };
  open: { fields: { job_id: string | null }; result: Record<never, never> };
}

export type Operation = keyof Operations;

/** One that is asked; sent again under the same id until it is answered. */
export interface Question {
  id: string;
  op: Operation;
}

export interface Problem {
  code: string;
  message: string;
}

export interface Answer {
  id: string;
  result?: unknown;
  error?: Problem;
}

/** Sends all that is unanswered. */
export type Wire = (outbox: Question[]) => void;

/** Texts by their English; of what is counted, by plural category. */
export type Texts = Record<string, string | Record<string, string>>;

/** What the page has the large component show. */
export interface Shown {
  prominent: boolean;
  /** How large a file may be, in words. */
  limit: string;
  /** What to offer where files are chosen. */
  accept: string;
  asks: boolean;
  language: string;
  texts: Texts;
}

/** What Streamlit gives a component whenever its data changes. */
export interface Mounted<Data> {
  data: Data;
  parentElement: HTMLElement | ShadowRoot;
  setTriggerValue: (name: string, value: unknown) => void;
}

/** What shows the entries: the page with the drop zone, or the strip of the other pages. */
export interface View {
  render(entries: Entry[]): void;
  remove(): void;
  choose?(entry: Entry): void;
  reveal?(entry: Entry): void;
}

export interface Button {
  name: string;
  run: () => void;
}

export interface IconButton extends Button {
  icon: Icon;
}

/** The newest way to the Python side, and what came back on it. */
export interface PageLine {
  wire: Wire;
  answers: Answer[];
}

// What the two components of a tab share, however often Streamlit mounts them.
declare global {
  /** The texts of the modules by their names; Python writes them above the linker. */
  const MODULES: Record<string, string>;

  interface Window {
    audienceShelf?: Shelf;
    audienceInterruption?: Interruption;
    audienceLine?: PageLine | null;
  }

  interface WindowEventMap {
    "audience-line": Event;
    "audience-line-cut": CustomEvent<Wire>;
  }
}

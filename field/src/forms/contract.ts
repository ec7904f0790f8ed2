/** What the app hands to a form and what it gets back. FormHost.vue is the only component that crosses this door. */

/** A photograph, recording or signature of a submission. Its name is the one that the submission's XML says. */
export interface Attachment {
  readonly name: string;
  readonly bytes: Blob;
}

/** Gives a file that the form names (households.csv, a picture); null when the phone does not have it. */
export type FormFiles = (name: string) => Promise<Blob | null>;

export type Language = "th" | "en";

export interface FormHostProps {
  /** The published XForm, with answers that are known before it opens already in its instance (`withKnown`). */
  formXml: string;
  files: FormFiles;
  /** A draft to go on with, and its attachments. Without it a new submission begins. */
  instanceXml?: string | undefined;
  attachments?: readonly Attachment[] | undefined;
  /** instanceXml is a submission that was received: what is sent takes its place (deprecatedID). A draft of that is a draft. */
  correcting?: boolean | undefined;
  language: Language;
  /** This phone's random name, for jr:preload="property" deviceid. Not a hardware number. */
  deviceId: string;
}

export interface FormHostEvents {
  /** The answers so far, also incomplete ones; as often as they change (the app stores the last). */
  draft: [xml: string, attachments: readonly Attachment[]];
  /** The person has finished and the form holds: nothing of it may change any more. */
  done: [xml: string, attachments: readonly Attachment[]];
  /** The form cannot be shown. reason: for the person, in the app's language. */
  failed: [reason: string];
}

export interface FormHostMethods {
  /** Emits a last `draft` now and resolves when that is done: the app is about to lock or leave the page. */
  flush(): Promise<void>;
}

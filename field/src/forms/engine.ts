/** Opens a form in the engine of ODK Web Forms: anew, from a draft, or to correct a submission that the office already has. */
import { loadForm, type FormNode, type InstanceConfig, type RootNode } from "@getodk/web-forms/engine";
import { reactive } from "vue";
import type { Attachment, FormFiles } from "./contract";
import { fetcher } from "./files";
import { withInstanceId } from "./known";
import { measurePlace } from "./place";

const SUBMISSION = "xml_submission_file";
const LOCATION_PATIENCE = 20_000; // ms that a form waits for a place nobody asked the person for

export interface Opening {
  readonly formXml: string;
  readonly files: FormFiles;
  readonly instanceXml?: string | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  /** instanceXml is a submission that the office has: the answers get a new instanceID and name the old one. */
  readonly correcting?: boolean | undefined;
  readonly deviceId: string;
}

/** The answers as they stand. complete: the form finds nothing to object to. */
export interface Answers {
  readonly xml: string;
  readonly attachments: readonly Attachment[];
  readonly complete: boolean;
}

export interface OpenForm {
  readonly root: RootNode;
  /** Files that the form names and this device does not have. */
  readonly missing: readonly string[];
}

// Names say nothing of the person, and two photographs of one moment do not share one.
const attachmentName = ({ extension }: { readonly extension: string | null }): string =>
  `${crypto.randomUUID().replaceAll("-", "")}${(extension ?? "").toLowerCase()}`;

const instanceConfig = (deviceId: string): InstanceConfig => ({
  stateFactory: <T extends object>(state: T): T => reactive(state) as T,
  instanceAttachments: { fileNameFactory: attachmentName },
  preloadProperties: { deviceID: deviceId },
  geolocationProvider: {
    getLocation: () =>
      measurePlace(LOCATION_PATIENCE)
        .then((place) => place.value)
        .catch(() => ""), // a place that the form takes by itself may be missing; the form says whether it may be blank
  },
});

function earlier(instanceXml: string, attachments: readonly Attachment[]): [FormData] {
  const data = new FormData();
  data.set(SUBMISSION, new File([instanceXml], SUBMISSION, { type: "text/xml" }));
  for (const { name, bytes } of attachments) data.set(name, new File([bytes], name, { type: bytes.type }));
  return [data];
}

/** @throws Error in the engine's words when the XForm is not one it can show. */
export async function openForm(opening: Opening): Promise<OpenForm> {
  const missing: string[] = [];
  const options = { fetchFormAttachment: fetcher(opening.files, missing), missingResourceBehavior: "BLANK" as const };
  const form = await loadForm(withInstanceId(opening.formXml), options);
  if (form.status === "failure") throw form.error ?? new Error("The form cannot be read.");
  const config = instanceConfig(opening.deviceId);
  if (opening.instanceXml === undefined) return { root: form.createInstance(config).root, missing };
  const data = earlier(opening.instanceXml, opening.attachments ?? []);
  const { root } = opening.correcting
    ? await form.editInstance({ inputType: "FORM_INSTANCE_INPUT_RESOLVED", data }, config)
    : await form.restoreInstance({ data }, config);
  return { root, missing };
}

/** What would be sent now. Incomplete answers are given too: that is a draft. */
export async function readAnswers(root: RootNode): Promise<Answers> {
  const { status, data } = await root.prepareInstancePayload({ payloadType: "monolithic" });
  const files = [...data[0].entries()].filter((entry): entry is [string, File] => entry[1] instanceof File);
  const xml = files.find(([name]) => name === SUBMISSION);
  if (xml === undefined) throw new Error("The engine gave no submission.");
  const attachments = files.filter((entry) => entry !== xml).map(([name, bytes]) => ({ name, bytes }));
  return { xml: await xml[1].text(), attachments, complete: status === "ready" };
}

/** Every node below, in the form's order; of groups and repeats that do not apply, none. */
export function* shownNodes(nodes: readonly FormNode[] | null): Generator<FormNode> {
  for (const node of nodes ?? []) {
    if (!node.currentState.relevant) continue;
    yield node;
    yield* shownNodes(node.currentState.children);
  }
}

/** How a state looks and is called. */
import type { State } from "../queue/states";
import type { Word } from "../shell/words";
import type { IconName } from "./icons";

export interface StateLook {
  readonly word: Word;
  readonly help: Word;
  readonly icon: IconName;
  readonly tone: "plain" | "open" | "good" | "bad";
}

export const LOOKS: Readonly<Record<State, StateLook>> = {
  draft: { word: "stateDraft", help: "helpDraft", icon: "pencil", tone: "plain" },
  ready: { word: "stateReady", help: "helpReady", icon: "clock", tone: "open" },
  sending: { word: "stateSending", help: "helpSending", icon: "send", tone: "open" },
  waiting: { word: "stateWaiting", help: "helpWaiting", icon: "hourglass", tone: "open" },
  received: { word: "stateReceived", help: "helpReceived", icon: "circleCheck", tone: "good" },
  refused: { word: "stateRefused", help: "helpRefused", icon: "ban", tone: "bad" },
  replaced: { word: "stateReplaced", help: "helpReplaced", icon: "filePlus", tone: "plain" },
  conflict: { word: "stateConflict", help: "helpConflict", icon: "gitCompare", tone: "bad" },
};

/** The rules of a day with the words of the talk, as `/rights/<language>.json` gives them. */
export interface Law {
  readonly on: string;
  readonly benefits: readonly unknown[];
  readonly questions: readonly unknown[];
  readonly words: Readonly<Record<string, unknown>>;
}

export interface Talk {
  readonly stage: HTMLElement;
  readonly sheet: Law;
  /** yyyy-mm-dd; without it the day of the rules. */
  readonly today?: string;
  readonly thai: boolean;
  readonly below?: (answers: readonly unknown[]) => readonly HTMLElement[];
  readonly printing?: boolean;
}

export function talk(told: Talk): void;

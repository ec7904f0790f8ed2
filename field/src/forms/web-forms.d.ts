/** What this app uses of @getodk/web-forms, whose package has no types. The names marked * are opened by patches/. */
declare module "@getodk/web-forms/engine" {
  import type { Component, Plugin } from "vue";

  export interface Text {
    readonly asString: string;
    readonly formatted: readonly unknown[];
  }

  export interface Violation {
    readonly condition: "constraint" | "required";
    readonly message: Text;
  }

  /** A question, group, repeat or hidden value of a form that is being filled; currentState is reactive. */
  export interface FormNode {
    readonly nodeId: string;
    readonly nodeType: string;
    readonly valueType?: string;
    readonly selectType?: string;
    readonly appearances: (Iterable<string> & Readonly<Record<string, boolean>>) | null;
    readonly nodeOptions?: { readonly media?: { readonly accept: string; readonly type: string } } | null;
    readonly validationState: { readonly violation?: Violation | null };
    readonly currentState: {
      readonly reference: string;
      readonly relevant: boolean;
      readonly readonly: boolean;
      readonly required: boolean;
      readonly label: Text | null;
      readonly hint: Text | null;
      readonly children: readonly FormNode[] | null;
      readonly value: unknown;
      readonly valueOptions: readonly ChoiceOption[] | null;
      readonly instanceValue?: string;
    };
  }

  export interface ChoiceOption {
    readonly value: string;
    readonly label: Text;
  }

  export interface Question extends FormNode {
    setValue(value: unknown): unknown;
    selectValue(value: string | null): unknown;
  }

  export interface FormLanguage {
    readonly language: string;
    readonly isSyntheticDefault?: true;
  }

  export interface InstancePayload {
    readonly status: "ready" | "pending";
    readonly data: readonly [FormData];
  }

  export interface RootNode extends FormNode {
    readonly definition: { readonly bind: { readonly form: { readonly title: string } } };
    readonly languages: readonly FormLanguage[];
    readonly currentState: FormNode["currentState"] & { readonly activeLanguage: FormLanguage };
    readonly validationState: { readonly violations: readonly { readonly nodeId: string; readonly violation: Violation }[] };
    setLanguage(language: FormLanguage): unknown;
    prepareInstancePayload(options: { payloadType: "monolithic" }): Promise<InstancePayload>;
  }

  export interface InstanceConfig {
    readonly stateFactory: <T extends object>(state: T) => T;
    readonly instanceAttachments: { fileNameFactory(file: { readonly extension: string | null }): string };
    readonly preloadProperties: { readonly deviceID: string };
    readonly geolocationProvider: { getLocation(): Promise<string> };
  }

  export interface LoadedForm {
    readonly status: "success" | "warning" | "failure";
    readonly error?: Error | null;
    createInstance(config: InstanceConfig): { root: RootNode };
    restoreInstance(input: { data: readonly [FormData] }, config: InstanceConfig): Promise<{ root: RootNode }>;
    editInstance(
      input: { inputType: "FORM_INSTANCE_INPUT_RESOLVED"; data: readonly [FormData] },
      config: InstanceConfig,
    ): Promise<{ root: RootNode }>;
  }

  export interface FormOptions {
    readonly fetchFormAttachment: (address: { readonly href: string }) => Promise<Response>;
    readonly missingResourceBehavior: "BLANK";
  }

  export const ControlText: Component; // *
  export const QuestionList: Component; // *
  export const ValidationMessage: Component; // *
  export const FORM_MEDIA_CACHE: symbol; // *
  export const FORM_OPTIONS: symbol; // *
  export const OWN_CONTROLS: symbol; // *
  export const SUBMIT_PRESSED: symbol; // *
  export const PrimeVue: Plugin<[object]>; // *
  export const odkThemePreset: object; // *
  export function loadForm(formXml: string, options: FormOptions): Promise<LoadedForm>; // *
  export function setWords(translate: (text: string) => string): void; // *
}

declare module "virtual:web-forms.css";

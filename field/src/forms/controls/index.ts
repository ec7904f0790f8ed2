/** Which questions this app draws itself, and not the library. */
import type { FormNode } from "@getodk/web-forms/engine";
import type { Component } from "vue";
import DateQuestion from "./DateQuestion.vue";
import FileQuestion from "./FileQuestion.vue";
import NumberQuestion from "./NumberQuestion.vue";
import PhotoQuestion from "./PhotoQuestion.vue";
import PlaceQuestion from "./PlaceQuestion.vue";
import SearchQuestion from "./SearchQuestion.vue";
import TimeQuestion from "./TimeQuestion.vue";

const BY_TYPE: Readonly<Record<string, Component>> = {
  date: DateQuestion,
  dateTime: DateQuestion,
  time: TimeQuestion,
  int: NumberQuestion,
  decimal: NumberQuestion,
  geopoint: PlaceQuestion,
};

/** The control for a question, or null where the library's is as good. */
export function ownControl(question: FormNode): Component | null {
  const wanted = question.appearances;
  if (question.nodeType === "upload") return question.nodeOptions?.media?.type === "image" ? PhotoQuestion : FileQuestion;
  if (question.nodeType === "select") return question.selectType === "select1" && wanted?.["autocomplete"] ? SearchQuestion : null;
  if (question.nodeType !== "input") return null;
  if (question.valueType === "string") return wanted?.["numbers"] && !wanted["thousands-sep"] ? NumberQuestion : null;
  return BY_TYPE[question.valueType ?? ""] ?? null;
}

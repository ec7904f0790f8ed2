/** What a form's own buttons and messages say; questions and answers speak the form's languages. */
import { inject, type InjectionKey } from "vue";
import type { Language } from "./contract";

const th = {
  opening: "กำลังเปิดแบบ…",
  cannotOpen: "เปิดแบบนี้ไม่ได้ แจ้งเจ้าหน้าที่ที่ดูแลแบบ",
  missingFiles: "เครื่องนี้ยังไม่มีรายชื่อหรือไฟล์ที่แบบนี้ใช้ เชื่อมต่อแล้วรับข้อมูลใหม่ก่อน",
  formLanguage: "ภาษาของแบบ",
  progress: "ตอบแล้ว {answered} จาก {shown} ข้อ",
  finish: "ตรวจและจบแบบ",
  problemsTitle: "ยังจบไม่ได้ เหลืออีก {count} ข้อ",
  problemsHelp: "แตะข้อที่ต้องการ เพื่อไปแก้",
  unnamed: "ข้อที่ไม่มีชื่อ",
  hidden: "ค่าที่แบบคำนวณเองไม่ผ่านเงื่อนไข แจ้งเจ้าหน้าที่ที่ดูแลแบบ",
  day: "วันที่",
  month: "เดือน",
  year: "พ.ศ.",
  chooseMonth: "เลือกเดือน",
  today: "วันนี้",
  now: "เวลานี้",
  clear: "ล้าง",
  dateUnfinished: "วันที่ยังไม่ครบ หรือไม่มีวันนี้ในปฏิทิน",
  timeUnfinished: "ใส่ทั้งวันที่และเวลา",
  numberUnread: "ใส่เป็นตัวเลข",
  wholeUnread: "ใส่เป็นจำนวนเต็ม ไม่มีจุดทศนิยม",
  time: "เวลา",
  takePhoto: "ถ่ายภาพ",
  choosePhoto: "เลือกภาพ",
  photoTaken: "ภาพที่ถ่ายไว้",
  removePhoto: "เอาภาพออก",
  shrinking: "กำลังย่อภาพ…",
  photoUnread: "เปิดภาพนี้ไม่ได้ ถ่ายใหม่หรือเลือกภาพอื่น",
  photoSize: "ย่อแล้ว {size} กิโลไบต์ ไม่มีพิกัดติดไปกับภาพ",
  chooseFile: "เลือกไฟล์",
  removeFile: "เอาไฟล์ออก",
  fileTooLarge: "ไฟล์ใหญ่เกิน {size} เมกะไบต์ เลือกไฟล์ที่เล็กกว่านี้",
  measure: "จับพิกัดที่นี่",
  measureAgain: "จับพิกัดใหม่",
  measuring: "กำลังหาพิกัด ยืนกลางแจ้งสักครู่…",
  placeKept: "ได้พิกัดแล้ว คลาดเคลื่อนราว {metres} เมตร",
  placeWritten: "พิกัดที่พิมพ์ไว้",
  placeRefused: "เครื่องไม่ยอมให้ใช้ตำแหน่ง เปิดสิทธิ์ตำแหน่งของเว็บนี้ในการตั้งค่า แล้วลองใหม่",
  placeNotFound: "ยังหาพิกัดไม่ได้ ออกมายืนกลางแจ้งแล้วลองใหม่ หรือพิมพ์พิกัดเอง",
  writePlace: "พิมพ์พิกัดเอง (ละติจูด ลองจิจูด)",
  placeUnread: "พิมพ์เป็นตัวเลขสองจำนวน เช่น 18.7883 98.9853",
  search: "พิมพ์เพื่อค้นหา",
  searchNone: "ไม่พบ ลองพิมพ์ให้สั้นลง",
  searchMore: "มีอีก {count} รายการ พิมพ์เพิ่มเพื่อให้แคบลง",
  change: "เปลี่ยน",
};

const en: Record<keyof typeof th, string> = {
  opening: "Opening the form…",
  cannotOpen: "This form cannot be opened. Tell the person who looks after it.",
  missingFiles: "This device does not have a list or file that the form uses. Connect and fetch first.",
  formLanguage: "Language of the form",
  progress: "{answered} of {shown} answered",
  finish: "Check and finish",
  problemsTitle: "Not finished yet: {count} to go",
  problemsHelp: "Choose one to go there",
  unnamed: "A question without a name",
  hidden: "A value that the form works out does not hold. Tell the person who looks after the form.",
  day: "Day",
  month: "Month",
  year: "Year (BE)",
  chooseMonth: "Choose a month",
  today: "Today",
  now: "Now",
  clear: "Clear",
  dateUnfinished: "The date is not complete, or there is no such day",
  timeUnfinished: "Give both the date and the time",
  numberUnread: "Write a number",
  wholeUnread: "Write a whole number",
  time: "Time",
  takePhoto: "Take a photograph",
  choosePhoto: "Choose a picture",
  photoTaken: "The photograph taken",
  removePhoto: "Remove the picture",
  shrinking: "Making it smaller…",
  photoUnread: "This picture cannot be opened. Take another one, or choose another.",
  photoSize: "{size} kB, without the place it was taken",
  chooseFile: "Choose a file",
  removeFile: "Remove the file",
  fileTooLarge: "The file is larger than {size} MB. Choose a smaller one.",
  measure: "Measure the place here",
  measureAgain: "Measure again",
  measuring: "Looking for the place; stand in the open for a moment…",
  placeKept: "Place found, within about {metres} m",
  placeWritten: "The place written by hand",
  placeRefused: "The device does not allow it. Permit the location for this site in its settings, then try again.",
  placeNotFound: "No place found yet. Step into the open and try again, or write it by hand.",
  writePlace: "Write it by hand (latitude longitude)",
  placeUnread: "Write two numbers, such as 18.7883 98.9853",
  search: "Type to search",
  searchNone: "Nothing found. Try fewer letters.",
  searchMore: "{count} more: type on to narrow them down",
  change: "Change",
};

/** The library's own words, by its English text. */
const LIBRARY_TH: Readonly<Record<string, string>> = {
  "Condition not satisfied: constraint": "คำตอบนี้ไม่ตรงเงื่อนไขของข้อ ตรวจอีกครั้ง",
  "Condition not satisfied: required": "ข้อนี้ต้องตอบ",
  "Media not found.": "ไม่มีไฟล์ภาพหรือเสียงนี้ในเครื่อง",
  "Unable to load map": "เปิดแผนที่ไม่ได้",
  "Rank items": "เริ่มจัดลำดับ",
  "Move up": "เลื่อนขึ้น",
  "Move down": "เลื่อนลง",
  "Repeat Item": "รายการ",
  Okay: "รับทราบ",
  Remove: "เอารายการนี้ออก",
  Add: "เพิ่ม",
  More: "คำสั่งของรายการนี้",
};

const LIBRARY_EN: Readonly<Record<string, string>> = {
  "Condition not satisfied: constraint": "This answer does not meet the question's condition. Check it again.",
  "Condition not satisfied: required": "This question needs an answer",
  "Media not found.": "This picture or sound is not on the device",
  "Repeat Item": "Entry",
  Remove: "Remove this entry",
  More: "Commands of this entry",
};

/** Says one of the words above; `values` fill its braces. */
export type Say = (word: keyof typeof th, values?: Readonly<Record<string, string | number>>) => string;

export const speaking =
  (language: Language): Say =>
  (word, values = {}) =>
    (language === "th" ? th : en)[word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

/** For `setWords` of the library. */
export const libraryWords = (language: Language) => (text: string) => (language === "th" ? LIBRARY_TH : LIBRARY_EN)[text] ?? text;

export interface Voice {
  readonly language: Language;
  readonly say: Say;
}

export const VOICE: InjectionKey<Voice> = Symbol("voice");

export function useVoice(): Voice {
  const voice = inject(VOICE);
  if (voice === undefined) throw new Error("A control of a form stands outside one.");
  return voice;
}

/** What the typing desk says around a form. */
import type { Language } from "../forms/contract";

const th = {
  unreachable: "เปิดแบบไม่ได้ ตรวจเครือข่ายแล้วโหลดหน้านี้ใหม่",
  sending: "กำลังบันทึก…",
  notSent: "ยังไม่ได้บันทึก ติดต่อเซิร์ฟเวอร์ไม่ได้ คำตอบยังอยู่ในหน้านี้",
  notKept: "ยังไม่ได้บันทึก",
  sendAgain: "บันทึกอีกครั้ง",
  backToForm: "กลับไปแก้คำตอบ",
  kept: "บันทึกแบบแล้ว",
  keptForReview: "รับแบบไว้แล้ว เจ้าหน้าที่จะตรวจก่อนนำเข้าสมุดพก",
  number: "เลขที่รับ",
  write: "เขียนเลขนี้ไว้บนแบบกระดาษ เพื่อให้รู้ว่าพิมพ์เข้าระบบแล้ว",
  next: "พิมพ์แบบถัดไป",
  family: "เปิดสมุดพกของครอบครัวนี้",
};

const en: typeof th = {
  unreachable: "The form could not be opened. Check the network, then reload this page.",
  sending: "Saving…",
  notSent: "Not saved: the server does not answer. The answers are still on this page.",
  notKept: "Not saved.",
  sendAgain: "Save again",
  backToForm: "Back to the answers",
  kept: "The form is saved",
  keptForReview: "The form is kept. The office looks at it before it enters the logbook.",
  number: "Number",
  write: "Write this number on the paper form, so that everybody knows it has been typed in.",
  next: "Type in the next form",
  family: "Open this family's logbook",
};

export const words = (language: Language): typeof th => (language === "th" ? th : en);

/** Numbers as people write them: Thai digits, commas between thousands. */
import { arabic } from "./dates";

/** The number as the form keeps it ("1250", "-0.5"), '' for a blank, null for what is no number of this kind. */
export function readNumber(written: string, whole: boolean): string | null {
  const text = arabic(written).replaceAll(",", "").trim();
  if (text === "") return "";
  const fits = whole ? /^-?\d{1,15}$/.test(text) : /^-?(?:\d{1,15}(?:\.\d{0,12})?|\.\d{1,12})$/.test(text);
  return fits ? String(Number(text)) : null;
}

/** Digits of a number that is no quantity (citizen number, telephone): lost zeros would be another number. */
export const readDigits = (written: string): string => arabic(written).replace(/[^\d,.+-]/g, "");

/** Household lists come as CSV (RFC 4180, UTF-8, first row the names). */

export type Row = Readonly<Record<string, string>>;

/** Rows by column name. A row that is too short has '' in its last columns; what stands beyond the header is left out. */
export function readCsv(text: string): Row[] {
  const [header, ...rows] = cells(text.replace(/^\uFEFF/, ""));
  if (!header) return [];
  return rows
    .filter((row) => row.length > 1 || row[0] !== "")
    .map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ""])));
}

/** One line of CSV; a value is quoted whenever it would not stand for itself. */
export function csvLine(values: readonly string[]): string {
  return values.map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(",") + "\r\n";
}

function cells(text: string): string[][] {
  const rows: string[][] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/g;
  let row: string[] = [];
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    row.push(found[1] !== undefined ? found[1].replaceAll('""', '"') : (found[2] ?? ""));
    if (found[3] !== ",") {
      rows.push(row);
      row = [];
      if (pattern.lastIndex >= text.length) break;
    }
  }
  return rows;
}

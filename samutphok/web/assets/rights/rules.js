// The server's rules (kernel.rules.as_data) with the server's three-valued logic: a missing fact is unknown, never false.
// Held equal to the Python interpreter by tests/property/test_rights_in_browser.py.

const compare = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};
const compute = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / b };
const extreme = { min: Math.min, max: Math.max };

const known = (value) => ({ value, missing: [] });
const unknown = (parts) => ({ value: null, missing: [...new Set(parts.flatMap((part) => part.missing))] });

/** What a rule says over facts: its value (null: unknown) and the missing facts that leave it unknown. */
export function evaluate(rule, facts) {
  const [word, ...parts] = rule;
  if (word === "value") return known(parts[0]);
  if (word === "fact") return facts[parts[0]] == null ? { value: null, missing: [parts[0]] } : known(facts[parts[0]]);
  if (word === "has") return known(facts[parts[0]] != null);
  if (word === "in") {
    const item = evaluate(parts[0], facts);
    return item.value === null ? item : known(parts[1].includes(item.value));
  }
  const said = parts.map((part) => evaluate(part, facts));
  if (word === "and") return decidedBy(false, said);
  if (word === "or") return decidedBy(true, said);
  if (word === "if") return said[0].value === null ? said[0] : said[said[0].value ? 1 : 2];
  if (said.some((part) => part.value === null)) return unknown(said);
  const values = said.map((part) => part.value);
  if (word === "not") return known(!values[0]);
  if (word in compare) return known(compare[word](...values));
  const number = (compute[word] ?? extreme[word])(...values);
  return Number.isFinite(number) ? known(number) : unknown([]);
}

/** Kleene's conjunction (decided by false) and disjunction (decided by true). */
function decidedBy(deciding, said) {
  if (said.some((part) => part.value === deciding)) return known(deciding);
  const open = said.filter((part) => part.value === null);
  return open.length ? unknown(open) : known(!deciding);
}

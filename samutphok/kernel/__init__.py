"""Pure building blocks: identifiers, Thai text, dates, rules, errors. No Django, no database."""

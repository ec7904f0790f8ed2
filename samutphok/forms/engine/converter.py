"""Child process: one XLSForm to XForm, within the limits that it sets itself. `python -m ... FILE`, JSON on stdout."""

import json
import resource
import sys

MEMORY = 1 << 30
SECONDS = 40


def main(path: str) -> int:
    """Writes {"xform", "warnings", "itemsets"} or {"problem"}; a form that breaks the limits ends the process instead."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        made = convert(path)
    except PyXFormError as error:
        json.dump({"problem": str(error)}, sys.stdout)
        return 0
    json.dump({"xform": made.xform, "warnings": made.warnings, "itemsets": made.itemsets}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""Somebody who loads one small file after another: `python -m tests.deploy.loader NAME SECONDS`, a line for each that was acknowledged."""

import json
import sys
import time

from etl import service
from etl.problems import Refused
from tests.deploy.readers import goes_on
from tests.etl.registers import event, events


def load_on(name: str, seconds: float) -> None:
    """Load files for so many seconds; each has a name of its own, and a refused one is not loaded again."""
    engine, until, number = service.create_engine(), time.time() + seconds, 0
    while goes_on(until):
        number += 1
        source, began = f"{name} {number}", time.time()
        try:
            checked = service.check(f"{source}.csv", events(event("Пермский край", str(number))))
            service.load(engine, checked, "испытание")
            line = {"at": time.time(), "source": source, "acknowledged": True}
        except Exception as error:
            refusal = error if isinstance(error, Refused) else service.warehouse_refusal(error)
            line = {"at": time.time(), "source": source, "acknowledged": False, "said": str(refusal or error)[:200]}
        print(json.dumps(line | {"seconds": round(time.time() - began, 2)}, ensure_ascii=False), flush=True)
        time.sleep(0.1)


if __name__ == "__main__":
    load_on(sys.argv[1], float(sys.argv[2]))
